/** What every form of a cluster's manifests says, worked out once. */
import { servesTime } from '../ntp/chrony.js';
import type { Cidr, Family } from '../spec/addresses.js';
import { parseAddress } from '../spec/addresses.js';
import type { Lab, LabCluster, LabMachine, LabNetwork } from '../spec/types.js';

export interface ClusterFacts {
  readonly lab: Lab;
  readonly cluster: LabCluster;
  /** First label of its FQDN: its name to OpenShift, and of its namespace on the hub. */
  readonly id: string;
  /** The rest of it. */
  readonly baseDomain: string;
  readonly network: LabNetwork | undefined;
  readonly machines: readonly LabMachine[];
  readonly counts: { readonly masters: number; readonly workers: number; readonly arbiters: number };
  /** Of its pods, in their order: the first is the primary one. */
  readonly families: readonly Family[];
  readonly clusterNetwork: readonly { readonly cidr: string; readonly hostPrefix: number }[];
  readonly machineNetwork: readonly { readonly cidr: string }[];
  readonly serviceNetwork: readonly string[];
  /** Empty: a single node answers itself. */
  readonly apiVips: readonly string[];
  readonly ingressVips: readonly string[];
  /** Time servers for its nodes. */
  readonly ntp: readonly string[];
  /** A public key that may log in to its nodes. */
  readonly sshKey?: string;
}

export type InstallerRole = 'master' | 'worker' | 'arbiter';

/** The installer's own roles; storage is a worker with a label. */
export const installerRole = ({ role }: LabMachine): InstallerRole =>
  role === 'arbiter' ? 'arbiter' : role === 'master' || role === 'single' ? 'master' : 'worker';

/** OpenShift's default of 23 (64 in IPv6), or what gives each node a part of a smaller network. */
const hostPrefix = ({ family, prefix }: Cidr, nodes: number): number =>
  Math.max(family === 4 ? 23 : 64, prefix + Math.ceil(Math.log2(Math.max(1, nodes))));

const ntpOf = (lab: Lab, network: LabNetwork | undefined): readonly string[] => {
  if (lab.ntp.servers.length > 0) return lab.ntp.servers;
  return network === undefined || !servesTime(lab, network) ? [] : network.subnets.map(({ gateway }) => gateway);
};

export const clusterFacts = (lab: Lab, cluster: LabCluster, sshKey?: string): ClusterFacts => {
  const [id = '', ...rest] = cluster.fqdn.split('.');
  const network = lab.networks.find(({ name }) => name === cluster.network);
  const machines = lab.machines.filter((machine) => machine.cluster === cluster.name);
  const count = (role: InstallerRole) => machines.filter((machine) => installerRole(machine) === role).length;
  const counts = { masters: count('master'), workers: count('worker'), arbiters: count('arbiter') };
  const families = [...new Set(cluster.pods.map(({ family }) => family))];
  // The primary family comes first in every list.
  const ordered = <T>(all: readonly T[], familyOf: (one: T) => Family | undefined): readonly T[] =>
    families.flatMap((family) => all.filter((one) => familyOf(one) === family));
  const vips = (all: readonly string[]) =>
    counts.masters === 1 ? [] : ordered(all, (address) => parseAddress(address)?.family);
  return {
    lab,
    cluster,
    id,
    baseDomain: rest.join('.'),
    network,
    machines,
    counts,
    families,
    clusterNetwork: cluster.pods.map((cidr) => ({ cidr: cidr.text, hostPrefix: hostPrefix(cidr, machines.length) })),
    machineNetwork: ordered(network?.subnets ?? [], ({ cidr }) => cidr.family).map(({ cidr }) => ({ cidr: cidr.text })),
    serviceNetwork: ordered(cluster.services, ({ family }) => family).map(({ text }) => text),
    apiVips: vips(cluster.apiVips),
    ingressVips: vips(cluster.ingressVips),
    ntp: ntpOf(lab, network),
    ...(sshKey !== undefined && { sshKey }),
  };
};

/** The hub that installs a cluster: the one on its network, or the first. Undefined: it is not installed by one. */
export const hubOf = (lab: Lab, { name, install, network }: LabCluster): LabCluster | undefined => {
  if (install !== 'acm') return undefined;
  const hubs = lab.clusters.filter((one) => one.hub && one.name !== name);
  return hubs.find((one) => one.network === network) ?? hubs[0];
};
