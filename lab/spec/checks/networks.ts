/** No two networks that meet may overlap: machine networks, the clusters' own, and what the host routes elsewhere. */
import { type Cidr, contains, overlap, parseAddress } from '../addresses.js';
import { type Place, type Problem, problem } from '../problem.js';
import type { Lab } from '../types.js';

interface Net {
  readonly at: Place;
  readonly what: string;
  readonly cidr: Cidr;
}

const clash = (one: Net, other: Net): readonly Problem[] =>
  overlap(one.cidr, other.cidr)
    ? [
        problem(
          one.at,
          `${one.what} ${one.cidr.text} overlaps ${other.what} ${other.cidr.text}`,
          'Traffic for the one would never reach the other: take another network',
        ),
      ]
    : [];

const pairs = (nets: readonly Net[]): readonly Problem[] =>
  nets.flatMap((net, index) => nets.slice(0, index).flatMap((other) => clash(net, other)));

const machineNetworks = (lab: Lab): readonly Net[] =>
  lab.networks.flatMap(({ name, subnets }) =>
    subnets.map(({ at, cidr }) => ({ at: [...at, 'cidr'], what: `network ${name}`, cidr })),
  );

/** Pods and services are each cluster's own: those of two clusters may be the same. */
const clusterNetworks = (lab: Lab): readonly Problem[] =>
  lab.clusters.flatMap(({ at, name, pods, services }) => {
    const own: readonly Net[] = [
      ...pods.map((cidr, index) => ({ at: [...at, 'pods', index], what: `pods of ${name},`, cidr })),
      ...services.map((cidr, index) => ({ at: [...at, 'services', index], what: `services of ${name},`, cidr })),
    ];
    const reached = [lab.bmc.address, ...(lab.loadBalancer ? [lab.loadBalancer.address] : []), ...lab.dns.upstream];
    return [
      ...pairs(own),
      ...own.flatMap((net) => machineNetworks(lab).flatMap((machines) => clash(net, machines))),
      ...own.flatMap(({ at: place, what, cidr }) =>
        reached.flatMap((address) => {
          const parsed = parseAddress(address);
          return parsed && contains(cidr, parsed)
            ? [problem(place, `${what} ${cidr.text} hide ${address}, which the lab needs`, 'Take another network')]
            : [];
        }),
      ),
    ];
  });

const bridges = (lab: Lab): readonly Problem[] => {
  const seen = new Map<string, string>();
  return lab.networks.flatMap(({ at, name, bridge }) => {
    const other = seen.get(bridge);
    seen.set(bridge, name);
    return other === undefined
      ? []
      : [problem([...at, 'bridge'], `networks ${other} and ${name} have one bridge, ${bridge}`, 'Name another one')];
  });
};

export const networkProblems = (lab: Lab): readonly Problem[] => [
  ...pairs(machineNetworks(lab)),
  ...clusterNetworks(lab),
  ...bridges(lab),
];
