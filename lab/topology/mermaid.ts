import { type Topology, type TopologyCluster, type TopologyNetwork, titleOf } from './model.js';

/** Names of a lab have letters, digits and hyphens only, so two of them stay two. */
const id = (kind: string, name: string): string => `${kind}_${name.replaceAll(/[^A-Za-z0-9]/g, '_')}`;

const label = (...lines: readonly string[]): string =>
  `"${lines.map((line) => line.replaceAll('"', '#quot;')).join('<br/>')}"`;

const clusterLines = ({ name, fqdn, hub, facts, machines }: TopologyCluster): readonly string[] => [
  `    subgraph ${id('cluster', name)}[${label(titleOf(name, hub), fqdn, ...facts)}]`,
  ...machines.map((machine) => `      ${id('machine', machine.name)}[${label(machine.name, machine.detail)}]`),
  '    end',
];

const networkLines = ({ name, detail, gateway, clusters }: TopologyNetwork): readonly string[] => [
  `    ${id('network', name)}[(${label(`network ${name}`, detail, gateway)})]`,
  ...clusters.flatMap((cluster) => [
    ...clusterLines(cluster),
    `    ${id('network', name)} --- ${id('cluster', cluster.name)}`,
  ]),
];

const installs = (clusters: readonly TopologyCluster[]): readonly string[] =>
  clusters.flatMap(({ name, installedBy }) =>
    installedBy === undefined ? [] : [`  ${id('cluster', installedBy)} -. installs .-> ${id('cluster', name)}`],
  );

/** A flowchart of Mermaid (mermaid.js.org, "Flowchart"), which GitHub and GitLab draw. */
export const topologyMermaid = ({ hypervisors, balancer, bmc, networks }: Topology): string =>
  [
    'flowchart TB',
    ...(balancer === undefined ? [] : ['  clients(["clients outside"])', `  clients --> balancer[${label(balancer)}]`]),
    `  subgraph hosts[${label(hypervisors.join(', '))}]`,
    `    bmc[${label(bmc)}]`,
    ...networks.flatMap(networkLines),
    '  end',
    ...(balancer === undefined ? [] : networks.map(({ name }) => `  balancer --> ${id('network', name)}`)),
    ...installs(networks.flatMap(({ clusters }) => clusters)),
  ].join('\n');
