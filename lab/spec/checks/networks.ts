/** No two networks that meet may overlap: machine networks, the clusters' own, and what the host routes elsewhere. */
import { type Cidr, contains, overlap, parseAddress, parseCidr } from '../addresses.js';
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

/** A bridge may carry several networks apart by their VLANs, and is otherwise one network's. */
const bridges = (lab: Lab): readonly Problem[] => {
  const seen = new Map<string, string>();
  return lab.networks.flatMap(({ at, name, bridge, vlan }) => {
    const key = vlan === undefined ? bridge : `${bridge}, VLAN ${vlan}`;
    const other = seen.get(key);
    seen.set(key, name);
    return other === undefined
      ? []
      : [problem([...at, 'bridge'], `networks ${other} and ${name} have one bridge, ${key}`, 'Name another one')];
  });
};

/** Where no network of machines can be (RFC 6890). */
const special = (
  [
    ['0.0.0.0/8', 'addresses of nobody'],
    ['127.0.0.0/8', 'each host itself'],
    ['169.254.0.0/16', 'link-local addresses'],
    ['224.0.0.0/3', 'groups, and what is reserved'],
    ['::/8', 'each host itself, and what is reserved'],
    ['fe80::/10', 'link-local addresses'],
    ['ff00::/8', 'groups'],
  ] as const
).flatMap(([text, what]) => {
  const cidr = parseCidr(text);
  return cidr ? [{ cidr, what }] : [];
});

/** Shorter than this, a network has no room for a gateway and a machine. */
const longest = { 4: 30, 6: 126 } as const;

/** IPv6 asks for links of 1280 bytes at the least (RFC 8200 5). */
const leastMtu = 1280;

const shapes = (lab: Lab): readonly Problem[] =>
  lab.networks.flatMap(({ at: whole, name, mode, mtu, subnets }) => [
    ...subnets.flatMap(({ at, cidr, dhcp }) => {
      const place = [...at, 'cidr'];
      const taken = special.find((one) => overlap(one.cidr, cidr));
      if (taken)
        return [
          problem(place, `${cidr.text} is within or around ${taken.cidr.text}: ${taken.what}`, 'Take another network'),
        ];
      if (cidr.prefix > longest[cidr.family])
        return [problem(place, `${cidr.text} has no room for a gateway and a machine`, 'Take a larger network')];
      return cidr.family === 6 && dhcp && mode !== 'bridge' && cidr.prefix < 64
        ? [problem(place, `${cidr.text} of network ${name} has a DHCP pool, and dnsmasq has them in /64 or smaller`)]
        : [];
    }),
    ...(mtu !== undefined && mtu < leastMtu && subnets.some(({ cidr }) => cidr.family === 6)
      ? [problem([...whole, 'mtu'], `network ${name} has IPv6, which needs an MTU of ${leastMtu} or more`)]
      : []),
  ]);

export const networkProblems = (lab: Lab): readonly Problem[] => [
  ...shapes(lab),
  ...pairs(machineNetworks(lab)),
  ...clusterNetworks(lab),
  ...bridges(lab),
];
