import { isIP } from 'node:net';
import {
  type Domain,
  DomainHostnameFlags,
  type DomainReference,
  type DomainStatus,
  InterfaceAddressesSource,
  LibvirtError,
} from '../../../libvirt/index.js';
import type { Nic } from '../../port.js';
import { hasAgent } from '../boot/progress.js';
import type { NicAddresses } from '../domain/hardware.js';
import type { XmlElement } from '../xml/parse.js';

/** What a guest's agent tells of it. */
export interface GuestFacts {
  readonly hostName?: string;
  /** By MAC address. */
  readonly addresses?: ReadonlyMap<string, readonly { readonly address: string; readonly prefix: number }[]>;
}

/** What guests' agents tell, asked behind everybody's back: an agent may take its time, or never answer. */
export interface Guests {
  /** What was last told; asks anew where that is old, and tells `changed` when there is news. */
  of(domain: Domain, live: XmlElement | undefined, status: DomainStatus): GuestFacts | undefined;
  forget(uuid: string): void;
  clear(): void;
}

export interface GuestsParts {
  /** Milliseconds that an answer is good for. */
  readonly maxAge: number;
  readonly now: () => number;
  readonly changed: (domain: DomainReference) => void;
}

/** Milliseconds for each of the two questions: libvirt itself gives an agent five seconds to say that it is there. */
const patience = 6_000;
/** Milliseconds until one that did not answer is asked again, unless it connects anew. */
const rest = 300_000;
/** Seconds, and for ever: `virDomainAgentSetResponseTimeout`. */
const agentTimeout = { short: 5, none: -2 } as const;
/** Of one guest: what it says of itself is a stranger's word. */
const mostAddresses = 64;

/** Agents that are asked at a time: each that does not answer holds a place of libvirtd's workers so long. */
const atATime = 2;

interface Entry {
  facts: GuestFacts | undefined;
  asking: boolean;
  /** By `now`. */
  askAgainAt: number;
}

export function createGuests({ maxAge, now, changed }: GuestsParts): Guests {
  const entries = new Map<string, Entry>();
  const waiting: (() => Promise<void>)[] = [];
  let busy = 0;

  async function ask(domain: Domain, entry: Entry): Promise<void> {
    const isCurrent = () => entries.get(domain.uuid) === entry;
    if (!isCurrent()) return;
    const facts = await askBriefly(domain);
    entry.asking = false;
    entry.askAgainAt = now() + (facts ? maxAge : rest);
    if (!isCurrent() || same(facts, entry.facts)) return;
    entry.facts = facts;
    changed({ name: domain.name, uuid: domain.uuid });
  }

  function next(): void {
    const job = busy < atATime ? waiting.shift() : undefined;
    if (!job) return;
    busy += 1;
    void job().finally(() => {
      busy -= 1;
      next();
    });
  }

  return {
    of(domain, live, { state }) {
      if (!live || !hasAgent(live)) {
        entries.delete(domain.uuid);
        return undefined;
      }
      const entry = entries.get(domain.uuid) ?? { facts: undefined, asking: false, askAgainAt: now() };
      entries.set(domain.uuid, entry);
      // One that is paused cannot answer, and is what it was.
      if (state === 'running' && !entry.asking && now() >= entry.askAgainAt) {
        entry.asking = true;
        waiting.push(() => ask(domain, entry));
        next();
      }
      return entry.facts;
    },
    forget: (uuid) => void entries.delete(uuid),
    clear: () => entries.clear(),
  };
}

/**
 * An agent that says it is there and then no more would hold a worker of libvirtd for good. The limit counts for
 * everybody who asks the agent, and a backup may freeze file systems for longer than that: it is taken back at once.
 */
async function askBriefly(domain: Domain): Promise<GuestFacts | undefined> {
  const limit = (seconds: number) => domain.agentSetResponseTimeout(seconds, { timeout: patience });
  // Hypervisors without it, and connections that may only read, are asked all the same.
  const limited = await limit(agentTimeout.short).then(
    () => true,
    () => false,
  );
  try {
    return await askAgent(domain);
  } finally {
    if (limited) await limit(agentTimeout.none).catch(() => {});
  }
}

/** RFC 1123 2.1. */
const isHostName = (name: string): boolean => /^[A-Za-z0-9.-]{1,253}$/.test(name);

/** Undefined where there is no answer to either question. */
async function askAgent(domain: Domain): Promise<GuestFacts | undefined> {
  const interfaces = await answer(domain.interfaceAddresses(InterfaceAddressesSource.AGENT, { timeout: patience }));
  // An agent that has no answer at all is not asked twice.
  if (interfaces === 'silence') return undefined;
  const hostName = await answer(domain.getHostname(DomainHostnameFlags.AGENT, { timeout: patience }));
  const addresses = new Map<string, { readonly address: string; readonly prefix: number }[]>();
  let room = mostAddresses;
  for (const { hwaddr, addresses: some } of interfaces ?? []) {
    if (hwaddr === undefined || !/^([\da-f]{2}:){5}[\da-f]{2}$/i.test(hwaddr)) continue;
    const mac = hwaddr.toLowerCase();
    const sound = some.filter(isSound).slice(0, room);
    room -= sound.length;
    // Cards without addresses count too, as far as any machine has cards.
    if (addresses.size >= mostAddresses && !addresses.has(mac)) continue;
    // A bridge or a VLAN in the guest has the address of its card.
    addresses.set(mac, [...(addresses.get(mac) ?? []), ...sound.map(({ address, prefix }) => ({ address, prefix }))]);
  }
  return {
    ...(hostName && hostName !== 'silence' && isHostName(hostName) && { hostName }),
    ...(interfaces && { addresses }),
  };
}

const isSound = ({ address, prefix }: { readonly address: string; readonly prefix: number }): boolean => {
  const family = isIP(address);
  return family !== 0 && prefix <= (family === 4 ? 32 : 128);
};

/** Undefined: the agent does not know this question. */
async function answer<T>(asked: Promise<T>): Promise<T | undefined | 'silence'> {
  try {
    return await asked;
  } catch (error) {
    const refused = error instanceof LibvirtError && error.kind === 'remote' && error.codeName !== 'AGENT_UNRESPONSIVE';
    return refused ? undefined : 'silence';
  }
}

const same = (one: GuestFacts | undefined, other: GuestFacts | undefined): boolean => text(one) === text(other);
const text = (facts: GuestFacts | undefined): string =>
  JSON.stringify([facts?.hostName, facts?.addresses && [...facts.addresses]]);

/**
 * The agent's word on the interfaces that it knows, the leases on all others. An agent does not tell where an address
 * comes from: what was leased did, and link-local ones (RFC 3927, RFC 4291 2.5.6) do themselves.
 */
export function guestAddresses(leases: NicAddresses, guest: GuestFacts | undefined): NicAddresses {
  if (!guest?.addresses) return leases;
  const told = [...guest.addresses].map(([mac, some]): [string, Nic['addresses']] => [
    mac,
    some.map(({ address, prefix }) => {
      const leased = leases.get(mac)?.find((lease) => lease.address === address);
      if (leased) return leased;
      return { address, prefix, ...(/^(fe[89ab]|169\.254\.)/i.test(address) && { origin: 'LinkLocal' as const }) };
    }),
  ]);
  return new Map([...leases, ...told]);
}
