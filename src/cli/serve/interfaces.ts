/** The host's network, as `ip` of iproute2 tells it, or as Node does where there is none. */
import { execFile } from 'node:child_process';
import { getServers } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';
import type { HostInterface } from '../../redfish/context.js';

const run = promisify(execFile);

/** Milliseconds for which one look is good: cards come and go rarely. */
const maxAge = 10_000;
/** Milliseconds. */
const patience = 2000;

interface Card {
  readonly ifname: string;
  readonly link_type: string;
  readonly address?: string;
  readonly mtu?: number;
  readonly operstate?: string;
  readonly addr_info?: readonly {
    readonly local?: string;
    readonly prefixlen?: number;
    readonly scope?: string;
    readonly dynamic?: boolean;
    readonly mngtmpaddr?: boolean;
    readonly family?: string;
  }[];
}
interface Route {
  readonly gateway?: string;
  readonly dev?: string;
}

const ip = async <T>(...args: readonly string[]): Promise<readonly T[]> => {
  const { stdout } = await run('ip', ['-json', ...args], { timeout: patience });
  return stdout.trim() === '' ? [] : (JSON.parse(stdout) as readonly T[]);
};

/** Mbit/s; a card that has no link, or is a device of software, does not say. */
const speedOf = async (name: string): Promise<number | undefined> => {
  const text = await readFile(`/sys/class/net/${name}/speed`, 'utf8').catch(() => '');
  const speed = Number(text);
  return Number.isInteger(speed) && speed > 0 ? speed : undefined;
};

/** From `ip -json address`: one card, without what is of its link alone. */
export const cardOf = (
  { ifname, address, mtu, operstate, addr_info = [] }: Card,
  routes: readonly Route[],
  speed: number | undefined,
): HostInterface => ({
  name: ifname,
  ...(address !== undefined && { mac: address }),
  ...(operstate !== undefined && operstate !== 'UNKNOWN' && { up: operstate === 'UP' }),
  ...(mtu !== undefined && { mtu }),
  ...(speed !== undefined && { speed }),
  addresses: addr_info.flatMap(({ local, prefixlen, scope, dynamic, family }) =>
    local === undefined || prefixlen === undefined || scope !== 'global'
      ? []
      : [{ address: local, prefix: prefixlen, origin: originOf(family, dynamic) }],
  ),
  gateways: routes.flatMap(({ dev, gateway }) => (dev === ifname && gateway !== undefined ? [gateway] : [])),
});

/** What has a lifetime was given by somebody: in IPv6 by a router's announcement, as far as the kernel knows. */
const originOf = (family: string | undefined, dynamic: boolean | undefined) =>
  dynamic ? (family === 'inet6' ? 'SLAAC' : 'DHCP') : 'Static';

const byIp = async (): Promise<readonly HostInterface[]> => {
  const [cards, four, six] = await Promise.all([
    ip<Card>('address', 'show'),
    ip<Route>('-4', 'route', 'show', 'default'),
    ip<Route>('-6', 'route', 'show', 'default'),
  ]);
  const ethernet = cards.filter(({ link_type: type }) => type === 'ether');
  return Promise.all(ethernet.map(async (card) => cardOf(card, [...four, ...six], await speedOf(card.ifname))));
};

const byNode = (): readonly HostInterface[] =>
  Object.entries(networkInterfaces()).flatMap(([name, all = []]) => {
    const own = all.filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address));
    const [first] = own;
    if (first === undefined) return [];
    const addresses = own.map(({ address, cidr }) => ({
      address,
      prefix: Number(cidr?.split('/')[1] ?? 0),
      origin: 'Static' as const,
    }));
    return [{ name, mac: first.mac, addresses, gateways: [] }];
  });

/** Cards that have an address; asked for at most once in a while. */
export const createInterfaces = (now = () => performance.now()): (() => Promise<readonly HostInterface[]>) => {
  let last: { readonly at: number; readonly cards: Promise<readonly HostInterface[]> } | undefined;
  return () => {
    if (last === undefined || now() - last.at > maxAge) {
      const cards = byIp()
        .catch(byNode)
        .then((all) => all.filter(({ addresses }) => addresses.length > 0));
      last = { at: now(), cards };
    }
    return last.cards;
  };
};

/** Without the port and zone that Node may put with them. */
export const nameServers = (): readonly string[] =>
  getServers().map((server) =>
    server
      .replace(/^\[(.*)\]:\d+$/, '$1')
      .replace(/^([\d.]+):\d+$/, '$1')
      .replace(/%.*$/, ''),
  );
