import { type Cidr, parseAddress } from '../addresses.js';
import { type Problem, problem } from '../problem.js';
import type { Lab, LabCluster } from '../types.js';

/** What OpenShift has control planes of. */
const controlPlanes = [1, 3, 4, 5];

const membersProblems = (lab: Lab, { at, name, install }: LabCluster): readonly Problem[] => {
  const roles = lab.machines.filter(({ cluster }) => cluster === name).map(({ role }) => role);
  const count = (role: string) => roles.filter((one) => one === role).length;
  const [masters, singles, arbiters] = [count('master'), count('single'), count('arbiter')];
  if (singles > 0 && roles.length > 1)
    return [problem([...at, 'nodes'], `a single node is a whole cluster, and ${name} has ${roles.length} nodes`)];
  if (install === 'none' || singles === 1) return [];
  if (arbiters > 0 && (arbiters !== 1 || masters !== 2))
    return [problem([...at, 'nodes'], `an arbiter stands beside two masters, and ${name} has ${masters}`)];
  if (arbiters === 0 && !controlPlanes.includes(masters))
    return [problem([...at, 'nodes'], `${name} has ${masters} masters`, 'A cluster has 1, 3, 4 or 5 of them')];
  return install === 'agent' && masters === 1 && roles.length > 1
    ? [
        problem(
          [...at, 'nodes'],
          `${name} has a single master and others, which the agent-based installer refuses`,
          'Give it three masters, or the master alone',
        ),
      ]
    : [];
};

/** A single master answers for both VIPs itself, and the installer takes none for it. */
const vipProblems = (lab: Lab, { at, name, install, apiVips, ingressVips }: LabCluster): readonly Problem[] => {
  if (install === 'none') return [];
  const masters = lab.machines.filter(
    ({ cluster, role }) => cluster === name && (role === 'master' || role === 'single'),
  );
  if (masters.length === 1)
    return [...(apiVips.length > 0 ? ['apiVips'] : []), ...(ingressVips.length > 0 ? ['ingressVips'] : [])].map((key) =>
      problem([...at, key], `${name} has a single master, and that answers for itself`, 'Leave them out'),
    );
  const missing = [...(apiVips.length === 0 ? ['apiVips'] : []), ...(ingressVips.length === 0 ? ['ingressVips'] : [])];
  if (missing.length > 0)
    return missing.map((key) => problem(at, `${key} is missing`, 'A cluster of several nodes has a VIP for each'));
  const [api, ingress] = [familiesOfVips(apiVips), familiesOfVips(ingressVips)];
  const twice = [
    ...(new Set(api).size < api.length ? ['apiVips'] : []),
    ...(new Set(ingress).size < ingress.length ? ['ingressVips'] : []),
  ];
  if (twice.length > 0)
    return twice.map((key) =>
      problem([...at, key], `two of ${key} of ${name} are of one family`, 'There is one of each family, at most'),
    );
  return api.toSorted().join() === ingress.toSorted().join()
    ? []
    : [
        problem(
          [...at, 'ingressVips'],
          `${name} has API VIPs of IPv${api.join(' and IPv')}, and ingress VIPs of IPv${ingress.join(' and IPv')}`,
          'Give both of the same families',
        ),
      ];
};

const familiesOfVips = (vips: readonly string[]): readonly number[] =>
  vips.map((address) => parseAddress(address)?.family ?? 4);

const familiesOf = (cidrs: readonly Cidr[]): readonly number[] => [...new Set(cidrs.map(({ family }) => family))];

/** A cluster is of the families of its pods: services and network have each of them, and VIPs no other. */
const familyProblems = (lab: Lab, cluster: LabCluster): readonly Problem[] => {
  const { at, name, install, pods, services, apiVips, ingressVips } = cluster;
  if (install === 'none') return [];
  const network = lab.networks.find((one) => one.name === cluster.network);
  const own = familiesOf(pods);
  const around = familiesOf(network?.subnets.map(({ cidr }) => cidr) ?? []);
  const served = familiesOf(services);
  const vips = (key: 'apiVips' | 'ingressVips', all: readonly string[]) =>
    all.flatMap((address, index) => {
      const family = parseAddress(address)?.family ?? 4;
      return own.includes(family)
        ? []
        : [problem([...at, key, index], `${address} is of IPv${family}, and ${name} has no pods of it`)];
    });
  return [
    ...own
      .filter((family) => !around.includes(family))
      .map((family) =>
        problem(
          [...at, 'pods'],
          `${name} has pods of IPv${family}, and network ${cluster.network} has none of it`,
          'Give pods and services of the families of the network',
        ),
      ),
    ...(own.length === served.length && served.every((family) => own.includes(family))
      ? []
      : [problem([...at, 'services'], `services of ${name} are of other families than its pods`, 'Give one of each')]),
    ...vips('apiVips', apiVips),
    ...vips('ingressVips', ingressVips),
  ];
};

/** No hub installs itself, and somebody has to install the first one. */
const hubProblems = ({ clusters }: Lab): readonly Problem[] => {
  const spoke = clusters.find(
    ({ name, install }) =>
      install === 'acm' && !clusters.some((other) => other.hub && other.install !== 'acm' && other.name !== name),
  );
  if (spoke === undefined) return [];
  const what = `${spoke.name} is to be installed by a hub`;
  return [
    clusters.some(({ hub }) => hub)
      ? problem([...spoke.at, 'install'], `${what}, and every hub is to be, too`, 'Say install: agent of the first one')
      : problem([...spoke.at, 'install'], `${what}, and no cluster is one`, 'Say hub: true of one'),
  ];
};

/** Cards are in networks of the flavor; a node without one in its cluster's would never be found by the others. */
const cardProblems = ({ machines, clusters }: Lab): readonly Problem[] =>
  machines.flatMap(({ at, name, cluster: of, nics }) => {
    const place = [...at, 'flavor'];
    const cluster = clusters.find((one) => one.name === of);
    const networks = nics.map(({ network }) => network);
    const twice = networks.find((network, index) => networks.indexOf(network) !== index);
    if (twice !== undefined)
      return [problem(place, `node ${name} would have two cards in network ${twice}`, 'Name each network once')];
    return cluster === undefined || networks.includes(cluster.network)
      ? []
      : [
          problem(
            place,
            `node ${name} has no card in network ${cluster.network} of ${of}`,
            'Add it to the networks of the flavor',
          ),
        ];
  });

export const clusterProblems = (lab: Lab): readonly Problem[] => [
  ...lab.clusters.flatMap((cluster) => [
    ...membersProblems(lab, cluster),
    ...vipProblems(lab, cluster),
    ...familyProblems(lab, cluster),
  ]),
  ...cardProblems(lab),
  ...hubProblems(lab),
];
