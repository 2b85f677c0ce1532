/** What firewalld lets through to this host, and what a lab has told it to. */
import type { LabNetwork } from '../spec/types.js';
import { type Need, portOf } from './ports.js';
import { run } from './run.js';

/** A zone; or a policy, which is looked at before the zone that it is for. */
export interface Place {
  /** `zone libvirt`. */
  readonly name: string;
  /** Of firewall-cmd(1): `--zone=libvirt`. */
  readonly option: string;
  /** What is said of it: `interfaces`, `ports`, `services`. */
  readonly said: (what: string) => readonly string[];
  readonly rules: readonly string[];
}

export interface Firewall {
  readonly zones: readonly Place[];
  readonly policies: readonly Place[];
  /** The zone of devices that were given to none. */
  readonly standard: string;
}

/** What firewall-cmd prints, without the end of its line; undefined where it fails. */
export type Ask = (...args: readonly string[]) => Promise<string | undefined>;

export const firewallCmd =
  (execute: (argv: readonly string[]) => Promise<string> = run): Ask =>
  (...args) =>
    execute(['firewall-cmd', ...args]).then(
      (text) => text.trim(),
      () => undefined,
    );

const kinds = { zone: '--list-all-zones', policy: '--list-all-policies' } as const;
type Kind = keyof typeof kinds;
const listOf = (kind: Kind): string => kinds[kind];

const placeIn = (kind: Kind, block: string): Place => {
  const [head = '', ...lines] = block.split('\n');
  const name = head.split(' ')[0] ?? '';
  const said = new Map(lines.map((line) => [/^ {2}([a-z -]+):/.exec(line)?.[1], line.replace(/^[^:]*:/, '')]));
  return {
    name: `${kind} ${name}`,
    option: `--${kind}=${name}`,
    said: (what) => (said.get(what) ?? '').split(' ').filter((word) => word !== ''),
    rules: lines.map((line) => line.trim()).filter((line) => line.startsWith('rule ')),
  };
};

/** What `firewall-cmd --list-all-zones` or `--list-all-policies` printed: blocks with a name, and lines of it. */
export const placesIn = (kind: Kind, listed: string): readonly Place[] =>
  listed
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => placeIn(kind, block));

/** Undefined: firewalld does not run here. firewall-cmd(1): it prints `running`, and ends with 252 where it does not. */
export const readFirewall = async (ask: Ask): Promise<Firewall | undefined> => {
  if ((await ask('--state')) !== 'running') return undefined;
  const list = async (kind: Kind): Promise<readonly Place[]> => placesIn(kind, (await ask(listOf(kind))) ?? '');
  const [zones, policies, standard = 'public'] = await Promise.all([
    list('zone'),
    list('policy'),
    ask('--get-default-zone'),
  ]);
  return { zones, policies, standard };
};

/** Where libvirt puts the bridge of a network, once it makes it. Undefined: it leaves that to firewalld, or makes none. */
const zoneFor = ({ mode }: LabNetwork, zones: readonly Place[]): string | undefined => {
  if (mode === 'open' || mode === 'bridge') return undefined;
  return mode === 'routed' && zones.some(({ name }) => name === 'zone libvirt-routed') ? 'libvirt-routed' : 'libvirt';
};

/** Of a device, or of the bridge of a network that may not be there yet. */
export const zoneOf = ({ zones, standard }: Firewall, device: string | undefined, network?: LabNetwork): string => {
  const own = zones.find(({ said }) => device !== undefined && said('interfaces').includes(device));
  return own?.option.replace('--zone=', '') ?? (network && zoneFor(network, zones)) ?? standard;
};

/** What judges packets to this host that come by a zone. Undefined: there is no such zone. */
export const placeFor = ({ zones, policies }: Firewall, zone: string): Place | undefined =>
  policies.find(({ said }) => said('ingress-zones').includes(zone) && said('egress-zones').includes('HOST')) ??
  zones.find(({ option }) => option === `--zone=${zone}`);

/** Of one address, which is the lab's: nobody else stands on it, and it can be taken back. In firewalld's own words. */
export const ruleOf = ({ protocol, address, port }: Need): string => {
  const family = address.includes(':') ? 'ipv6' : 'ipv4';
  return `rule family="${family}" destination address="${address}" port port="${port}" protocol="${protocol}" accept`;
};

/** firewalld's names of services that stand for the same. */
const services: Readonly<Record<string, string>> = {
  '53/udp': 'dns',
  '53/tcp': 'dns',
  '123/udp': 'ntp',
  '443/tcp': 'https',
  '80/tcp': 'http',
};

/** `8000/tcp`, or `8000-8010/tcp`. */
const covers = (said: string, { port, protocol }: Need): boolean => {
  const [, from = '', to = from, of] = /^(\d+)(?:-(\d+))?\/(\w+)$/.exec(said) ?? [];
  return of === protocol && port >= Number(from) && port <= Number(to);
};

export const isOpen = (place: Place, need: Need): boolean =>
  place.rules.includes(ruleOf(need)) ||
  place.said('ports').some((one) => covers(one, need)) ||
  place.said('services').includes(services[portOf(need)] ?? '') ||
  // libvirt's zone accepts what is forwarded, and rejects by a rule what is for the host itself.
  (place.said('target')[0] === 'ACCEPT' && !place.rules.some((rule) => / reject$/.test(rule)));

/** At once, and for good. */
const scopes = [[], ['--permanent']] as const;

/** A command line each. */
export const opening = ({ option }: Place, need: Need): readonly (readonly string[])[] =>
  scopes.map((scope) => ['firewall-cmd', ...scope, option, `--add-rich-rule=${ruleOf(need)}`]);

/** Takes back what `opening` did, wherever it is found. `ask` is undefined where there is no firewalld that runs. */
export const closing = async (needs: readonly Need[], ask: Ask): Promise<readonly (readonly string[])[]> => {
  const rules = needs.map(ruleOf);
  const found = await Promise.all(
    scopes.flatMap((scope) =>
      (['zone', 'policy'] as const).map(async (kind) =>
        placesIn(kind, (await ask(...scope, listOf(kind))) ?? '').flatMap((place) =>
          place.rules
            .filter((rule) => rules.includes(rule))
            .map((rule) => ['firewall-cmd', ...scope, place.option, `--remove-rich-rule=${rule}`]),
        ),
      ),
    ),
  );
  return found.flat();
};
