import { type Place, type Problem, problem } from '../problem.js';
import type { Lab } from '../types.js';

interface Claim {
  readonly at: Place;
  readonly who: string;
  readonly value: string;
}

const another = 'Leave it out, and each gets one of its own';

const duplicates = (what: string, claims: readonly Claim[], remedy: string): readonly Problem[] => {
  const first = new Map<string, string>();
  return claims.flatMap(({ at, who, value }) => {
    const other = first.get(value);
    if (other === undefined) {
      first.set(value, who);
      return [];
    }
    return [problem(at, `${who} and ${other} have the same ${what}, ${value}`, remedy)];
  });
};

/** libvirt takes no UUID of sixteen equal bytes. */
const isOneByte = (uuid: string): boolean => new Set(uuid.replaceAll('-', '').match(/../g)).size === 1;

/** An odd first byte is a group's address (IEEE 802), all zeros nobody's, and with FE libvirt names its tap devices. */
const isNoCard = (mac: string): boolean =>
  (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1 || /^[0:]+$/.test(mac) || mac.startsWith('fe');

const formProblems = ({ machines }: Lab): readonly Problem[] =>
  machines.flatMap(({ at, name, uuid, nics }) => [
    ...(isOneByte(uuid) ? [problem([...at, 'uuid'], `${uuid} of ${name} is taken by no hypervisor`, another)] : []),
    ...nics
      .filter(({ mac }) => isNoCard(mac))
      .map(({ mac }) => problem([...at, 'mac'], `${mac} of ${name} is no MAC address of a network card`, another)),
  ]);

const duplicateProblems = ({ machines, clusters, hypervisors }: Lab): readonly Problem[] => [
  ...duplicates(
    'name',
    hypervisors.map(({ name, uri }, index) => ({ at: ['hypervisors', index], who: uri, value: name })),
    'Give one of them a name of its own (name)',
  ),
  ...duplicates(
    'name',
    machines.map(({ at, name, cluster }) => ({ at: [...at, 'name'], who: `a node of ${cluster}`, value: name })),
    'Give one of them a name of its own',
  ),
  ...duplicates(
    'UUID',
    machines.map(({ at, name, uuid }) => ({ at: [...at, 'uuid'], who: name, value: uuid })),
    another,
  ),
  ...duplicates(
    'MAC address',
    machines.flatMap(({ at, name, nics }) => nics.map(({ mac }) => ({ at: [...at, 'mac'], who: name, value: mac }))),
    another,
  ),
  ...machines.flatMap(({ at, name, disks }) =>
    duplicates(
      'serial number',
      disks.map(({ target, serial }) => ({ at: [...at, 'flavor'], who: `disk ${target} of ${name}`, value: serial })),
      another,
    ),
  ),
  ...duplicates(
    'domain',
    clusters.map(({ at, name, fqdn }) => ({ at: [...at, 'fqdn'], who: name, value: fqdn })),
    'Names of one would lead to the other',
  ),
];

/** Names, UUIDs, MAC addresses and serial numbers are each one machine's. */
export const identityProblems = (lab: Lab): readonly Problem[] => [...formProblems(lab), ...duplicateProblems(lab)];
