/** What a picture of a lab shows, in words: both pictures say the same. */
import { clusterFacts, hubOf } from '../manifests/cluster.js';
import type { Lab, LabCluster, LabNetwork } from '../spec/types.js';

export interface TopologyMachine {
  readonly name: string;
  /** `192.168.135.160, master`. */
  readonly detail: string;
}

export interface TopologyCluster {
  readonly name: string;
  readonly fqdn: string;
  readonly hub: boolean;
  /** Name of the cluster that installs it. */
  readonly installedBy?: string;
  /** VIPs, and what it has for Services. */
  readonly facts: readonly string[];
  readonly machines: readonly TopologyMachine[];
}

export interface TopologyNetwork {
  readonly name: string;
  /** `nat, 192.168.135.0/24`. */
  readonly detail: string;
  /** What its gateway serves: `192.168.135.1: DNS, NTP`. */
  readonly gateway: string;
  readonly clusters: readonly TopologyCluster[];
}

export interface Topology {
  readonly name: string;
  readonly hypervisors: readonly string[];
  /** `HAProxy 10.8.3.197`. Undefined: nothing is reached from outside. */
  readonly balancer?: string;
  /** `Redfish https://192.168.135.1:8000`. */
  readonly bmc: string;
  readonly networks: readonly TopologyNetwork[];
}

/** A hub says that it is one, unless that is its name. */
export const titleOf = (name: string, hub: boolean): string => (hub && name !== 'hub' ? `${name} (hub)` : name);

const clusterOf = (lab: Lab, cluster: LabCluster): TopologyCluster => {
  const { apiVips, ingressVips, machines } = clusterFacts(lab, cluster);
  const hub = hubOf(lab, cluster);
  return {
    name: cluster.name,
    fqdn: cluster.fqdn,
    hub: cluster.hub,
    ...(hub && { installedBy: hub.name }),
    facts: [
      ...(apiVips.length > 0 ? [`API ${apiVips.join(', ')}`] : []),
      ...(ingressVips.length > 0 ? [`apps ${ingressVips.join(', ')}`] : []),
    ],
    machines: machines.map(({ name, role, nics }) => ({
      name,
      detail: [nics.flatMap(({ addresses }) => addresses).join(', ') || 'DHCP', role].join(', '),
    })),
  };
};

const networkOf = (lab: Lab, network: LabNetwork): TopologyNetwork => {
  const { name, mode, subnets } = network;
  const own = mode !== 'bridge';
  const serves = [
    ...(own && lab.dns.enabled ? ['DNS'] : []),
    ...(own && lab.ntp.enabled && lab.ntp.servers.length === 0 ? ['NTP'] : []),
  ];
  const gateways = subnets.map(({ gateway }) => gateway).join(', ');
  return {
    name,
    detail: [mode, ...subnets.map(({ cidr }) => cidr.text)].join(', '),
    gateway: serves.length > 0 ? `${gateways}: ${serves.join(', ')}` : gateways,
    clusters: lab.clusters.filter((cluster) => cluster.network === name).map((cluster) => clusterOf(lab, cluster)),
  };
};

export const topologyOf = (lab: Lab): Topology => ({
  name: lab.name,
  hypervisors: lab.hypervisors.map(({ name }) => name),
  ...(lab.loadBalancer && { balancer: `HAProxy ${lab.loadBalancer.address}` }),
  bmc: `Redfish ${lab.bmc.address.includes(':') ? `[${lab.bmc.address}]` : lab.bmc.address}:${lab.bmc.port}`,
  networks: lab.networks.map((network) => networkOf(lab, network)),
});
