/** What OpenShift's installers refuse of a cluster's networks (openshift/installer, types/validation; assisted-service). */
import { type Cidr, overlap, parseCidr } from '../addresses.js';
import { type Place, type Problem, problem } from '../problem.js';
import type { Lab, LabCluster } from '../types.js';

interface Net {
  readonly at: Place;
  readonly what: string;
  readonly cidr: Cidr;
}

const netsOf = (lab: Lab, { at, name, network, pods, services }: LabCluster): readonly Net[] => [
  ...(lab.networks.find((one) => one.name === network)?.subnets ?? []).map((subnet) => ({
    at: [...subnet.at, 'cidr'],
    what: `network ${network} of ${name},`,
    cidr: subnet.cidr,
  })),
  ...pods.map((cidr, index) => ({ at: [...at, 'pods', index], what: `pods of ${name},`, cidr })),
  ...services.map((cidr, index) => ({ at: [...at, 'services', index], what: `services of ${name},`, cidr })),
];

/** Inside each node: its defaults for joining, transit and masquerading. */
const ovnKubernetes = [
  '100.64.0.0/16',
  '100.88.0.0/16',
  '169.254.0.0/17',
  'fd98::/64',
  'fd97::/64',
  'fd69::/112',
].flatMap((text) => parseCidr(text) ?? []);

const hidden = ({ at, what, cidr }: Net): readonly Problem[] =>
  ovnKubernetes
    .filter((own) => overlap(own, cidr))
    .map((own) =>
      problem(
        at,
        `${what} ${cidr.text} overlaps ${own.text}, which OVN-Kubernetes uses itself`,
        'Take another network',
      ),
    );

const widths = { 4: 32, 6: 128 } as const;

/** Each node has a part of the pods' network, of 128 addresses at the least; in IPv6 a part is always a /64. */
const tooFewPods = ({ at, name, pods }: LabCluster, nodes: number): readonly Problem[] =>
  pods.flatMap((cidr, index) => {
    const parts = Math.ceil(Math.log2(nodes === 1 ? 1 : Math.max(4, nodes)));
    const longest = (cidr.family === 6 ? 64 : widths[cidr.family] - 7) - parts;
    if (cidr.prefix <= longest) return [];
    const message = `pods of ${name}, ${cidr.text} have no part for each of ${nodes} nodes`;
    return [problem([...at, 'pods', index], message, `A network of /${longest} or larger has`)];
  });

const servicesOf = ({ at, name, services }: LabCluster): readonly Problem[] => [
  ...services.flatMap((cidr, index) => {
    const place = [...at, 'services', index];
    if (cidr.family === 6 && cidr.prefix !== 112)
      return [problem(place, `services of ${name} are ${cidr.text}, and in IPv6 they have to be a /112`)];
    return cidr.family === 4 && cidr.prefix > 25
      ? [problem(place, `services of ${name}, ${cidr.text} are too few`, 'A network of /25 or larger has enough')]
      : [];
  }),
  ...services.flatMap(({ family, text }, index) =>
    services.slice(0, index).some((other) => other.family === family)
      ? [
          problem(
            [...at, 'services', index],
            `services of ${name} are of IPv${family} already: ${text} is a second one`,
          ),
        ]
      : [],
  ),
];

/** Without VIPs a cluster is on no platform, and there IPv4 is the first. */
const firstFamily = ({ at, name, install, pods }: LabCluster, masters: number): readonly Problem[] =>
  install === 'agent' && masters === 1 && pods[0]?.family === 6 && pods.some(({ family }) => family === 4)
    ? [problem([...at, 'pods'], `${name} has a single master, and IPv6 before IPv4`, 'Give IPv4 first')]
    : [];

export const clusterNetworkProblems = (lab: Lab): readonly Problem[] =>
  lab.clusters
    .filter(({ install }) => install !== 'none')
    .flatMap((cluster) => {
      const nodes = lab.machines.filter((machine) => machine.cluster === cluster.name);
      const masters = nodes.filter(({ role }) => role === 'master' || role === 'single').length;
      return [
        ...netsOf(lab, cluster).flatMap(hidden),
        ...tooFewPods(cluster, nodes.length),
        ...servicesOf(cluster),
        ...firstFamily(cluster, masters),
      ];
    });
