/** What firewalld lets through to this host, and what a lab has told it to. */
import { type Need, portOf } from './ports.js';

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

const kinds = { zone: '--list-all-zones', policy: '--list-all-policies' } as const;
export type Kind = keyof typeof kinds;
export const listOf = (kind: Kind): string => kinds[kind];

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
export const closing = async (
  needs: readonly Need[],
  ask: (...args: readonly string[]) => Promise<string | undefined>,
): Promise<readonly (readonly string[])[]> => {
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
