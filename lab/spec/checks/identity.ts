import { type Place, type Problem, problem } from '../problem.js';
import type { Lab } from '../types.js';

interface Claim {
  readonly at: Place;
  readonly who: string;
  readonly value: string;
}

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

/** Names that a cluster's domain has anyway. */
const clusterNames = ['api', 'api-int', 'apps'];

/** Names, UUIDs, MAC addresses and serial numbers are each one machine's. */
export const identityProblems = ({ machines, clusters, hypervisors }: Lab): readonly Problem[] => [
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
  ...machines
    .filter(({ name }) => clusterNames.includes(name))
    .map(({ at, name, cluster }) =>
      problem([...at, 'name'], `a node of ${cluster} is called ${name}, as its API or its applications are`),
    ),
  ...duplicates(
    'UUID',
    machines.map(({ at, name, uuid }) => ({ at: [...at, 'uuid'], who: name, value: uuid })),
    'Leave it out, and each gets one of its own',
  ),
  ...duplicates(
    'MAC address',
    machines.flatMap(({ at, name, nics }) => nics.map(({ mac }) => ({ at: [...at, 'mac'], who: name, value: mac }))),
    'Leave it out, and each gets one of its own',
  ),
  ...duplicates(
    'domain',
    clusters.map(({ at, name, fqdn }) => ({ at: [...at, 'fqdn'], who: name, value: fqdn })),
    'Names of one would lead to the other',
  ),
];
