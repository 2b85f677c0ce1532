/** From a document to a lab: references followed, addresses whole, identities made. */
import {
  addressIn,
  type Cidr,
  type Family,
  parseAddress,
  parseCidr,
  type Range,
  rangeIn,
  writeAddress,
} from './addresses.js';
import type { BMC, Cluster, Hypervisor, LabDocument, Network, Subnet } from './document.generated.js';
import { machinesOf } from './nodes.js';
import { type Place, type Problem, problem } from './problem.js';
import { known, type Report } from './report.js';
import type { Lab, LabBmc, LabCluster, LabHypervisor, LabNetwork, LabSubnet } from './types.js';

const nowhere: Cidr = { family: 4, prefix: 32, first: 0n, last: 0n, text: '0.0.0.0/32' };

const cidrOf = (text: string, at: Place, report: Report): Cidr => {
  const cidr = parseCidr(text);
  if (cidr === undefined)
    report(at, `'${text}' is no network`, 'It is the first address of one, and its length: 192.168.135.0/24');
  return cidr ?? nowhere;
};

/** A whole address; `fallback` where it is none of the network's. */
const addressOf = (text: string, cidr: Cidr, at: Place, report: Report): string => {
  const value = addressIn(text, cidr);
  if (value === undefined) report(at, `'${text}' is no address of IPv${cidr.family}`);
  return writeAddress(cidr.family, value ?? cidr.first);
};

const rangeOf = (text: string, cidr: Cidr, at: Place, report: Report): Range => {
  const range = rangeIn(text, cidr);
  if (range === undefined) report(at, `'${text}' is no range of IPv${cidr.family} addresses`, 'From and to: .100-.149');
  return range ?? { family: cidr.family, first: cidr.first, last: cidr.first };
};

const subnetOf = (subnet: Subnet, family: Family, at: Place, report: Report): LabSubnet => {
  const cidr = cidrOf(subnet.cidr, [...at, 'cidr'], report);
  if (cidr !== nowhere && cidr.family !== family) report([...at, 'cidr'], `'${subnet.cidr}' is not IPv${family}`);
  const gateway = subnet.gateway
    ? addressOf(subnet.gateway, cidr, [...at, 'gateway'], report)
    : writeAddress(cidr.family, cidr.first + 1n);
  return {
    at,
    cidr,
    gateway,
    ...(subnet.dhcp !== undefined && { dhcp: rangeOf(subnet.dhcp, cidr, [...at, 'dhcp'], report) }),
    reserved: (subnet.reserved ?? []).map((range, index) => rangeOf(range, cidr, [...at, 'reserved', index], report)),
  };
};

/** The kernel's names of devices have 15 characters at most. */
const bridgeName = (lab: string, network: string): string => {
  const name = `${lab}-${network}`;
  return name.length <= 15 ? name : `${lab.slice(0, 14 - Math.min(network.length, 8))}-${network.slice(0, 8)}`;
};

const networkOf = (lab: string, name: string, network: Network, report: Report): LabNetwork => {
  const at = ['networks', name];
  const { mode, bridge = bridgeName(lab, name), vlan, mtu, ipv4, ipv6 } = network;
  return {
    at,
    name,
    mode,
    bridge,
    ...(vlan !== undefined && { vlan }),
    ...(mtu !== undefined && { mtu }),
    subnets: [
      ...(ipv4 ? [subnetOf(ipv4, 4, [...at, 'ipv4'], report)] : []),
      ...(ipv6 ? [subnetOf(ipv6, 6, [...at, 'ipv6'], report)] : []),
    ],
  };
};

const hypervisorOf = ({ name, uri, pool, poolPath }: Hypervisor): LabHypervisor => ({
  name: name ?? (/^[^:]+:\/\/(?:[^@/]*@)?([^/:]+)/.exec(uri)?.[1] || 'local'),
  uri,
  pool,
  poolPath,
});

/** A VIP is in a subnet of its family; which one the text says, or the first. */
const vipsOf = (vips: readonly string[] | undefined, subnets: readonly LabSubnet[], at: Place, report: Report) =>
  (vips ?? []).map((text, index) => {
    const place = [...at, index];
    const whole = parseAddress(text);
    const found = subnets.find(({ cidr }) =>
      whole ? cidr.family === whole.family : addressIn(text, cidr) !== undefined,
    );
    if (found) return addressOf(text, found.cidr, place, report);
    report(place, `'${text}' is no address of the cluster's network`);
    return '0.0.0.0';
  });

/** A range is of the subnet that it is in; which one the text says. */
const poolsOf = (ranges: readonly string[] | undefined, subnets: readonly LabSubnet[], at: Place, report: Report) =>
  (ranges ?? []).flatMap((text, index) => {
    const found = subnets.find(({ cidr }) => rangeIn(text, cidr) !== undefined);
    if (found) return [rangeOf(text, found.cidr, [...at, index], report)];
    report([...at, index], `'${text}' is no range of addresses of the cluster's network`, 'From and to: .180-.189');
    return [];
  });

const clusterOf = (name: string, cluster: Cluster, lab: Lab, report: Report): LabCluster => {
  const at = ['clusters', name];
  const first = lab.networks[0]?.name ?? '';
  const among = lab.networks.map((network) => network.name);
  const network = known(cluster.network ?? first, { at: [...at, 'network'], what: 'network', among, report });
  const subnets = lab.networks.find((one) => one.name === network)?.subnets ?? [];
  const imageSet = cluster.imageSet ?? lab.openshift.imageSet;
  const cidrs = (key: 'pods' | 'services') =>
    cluster[key].map((text, index) => cidrOf(text, [...at, key, index], report));
  return {
    at,
    name,
    fqdn: cluster.fqdn ?? `${name}.${lab.baseDomain}`,
    hub: cluster.hub,
    install: cluster.install,
    network,
    apiVips: vipsOf(cluster.apiVips, subnets, [...at, 'apiVips'], report),
    ingressVips: vipsOf(cluster.ingressVips, subnets, [...at, 'ingressVips'], report),
    pods: cidrs('pods'),
    services: cidrs('services'),
    ...(imageSet !== undefined && { imageSet }),
    metallb: poolsOf(cluster.metallb, subnets, [...at, 'metallb'], report),
  };
};

/** An address of the host: whole, or short for one of the first network. */
const hostAddress = (text: string, subnets: readonly LabSubnet[], at: Place, report: Report): string => {
  const whole = parseAddress(text);
  if (whole) return writeAddress(whole.family, whole.value);
  const found = subnets.find(({ cidr }) => addressIn(text, cidr) !== undefined);
  if (found) return addressOf(text, found.cidr, at, report);
  report(at, `'${text}' is no address`);
  return '0.0.0.0';
};

/** Of a time server: an address of the host's, or a name. What is all digits at its end is no name of anybody. */
const serverOf = (text: string, subnets: readonly LabSubnet[], at: Place, report: Report): string =>
  /^\.|:|(^|\.)\d+$/.test(text) ? hostAddress(text, subnets, at, report) : text;

const bmcOf = (
  { address, port, user, passwordFile, allowHttp }: BMC,
  subnets: readonly LabSubnet[],
  report: Report,
): LabBmc => ({
  address: address ? hostAddress(address, subnets, ['bmc', 'address'], report) : (subnets[0]?.gateway ?? '127.0.0.1'),
  port,
  user,
  ...(passwordFile !== undefined && { passwordFile }),
  allowHttp,
});

/** Never throws: a document that is wrong gives a lab to look at, and problems. */
export const resolveLab = (document: LabDocument): { readonly lab: Lab; readonly problems: readonly Problem[] } => {
  const problems: Problem[] = [];
  const report: Report = (at, message, remedy) => problems.push(problem(at, message, remedy));
  const { name, baseDomain, scale, floors, overcommit, loadBalancer, dns, ntp, openshift, gitops } = document;
  const networks = Object.entries(document.networks).map(([key, network]) => networkOf(name, key, network, report));
  const subnets = networks[0]?.subnets ?? [];
  const bare: Lab = {
    name,
    baseDomain,
    scale,
    floors,
    overcommit,
    hypervisors: document.hypervisors.map(hypervisorOf),
    networks,
    clusters: [],
    machines: [],
    ...(loadBalancer && {
      loadBalancer: {
        address: hostAddress(loadBalancer.address, subnets, ['loadBalancer', 'address'], report),
        ...(loadBalancer.stats !== undefined && { stats: loadBalancer.stats }),
      },
    }),
    dns: {
      ...dns,
      upstream: (dns.upstream ?? []).map((text, index) =>
        hostAddress(text, subnets, ['dns', 'upstream', index], report),
      ),
    },
    ntp: {
      ...ntp,
      servers: (ntp.servers ?? []).map((text, index) => serverOf(text, subnets, ['ntp', 'servers', index], report)),
    },
    bmc: bmcOf(document.bmc, subnets, report),
    openshift,
    ...(gitops && { gitops }),
  };
  const clusters = Object.entries(document.clusters).map(([key, cluster]) => clusterOf(key, cluster, bare, report));
  const machines = clusters.flatMap((cluster) => machinesOf(document, bare, cluster, report));
  return { lab: { ...bare, clusters, machines }, problems };
};
