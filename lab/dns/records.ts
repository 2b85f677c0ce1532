/** The names of a lab, once: what its DNS serves, and what is exported for others. */
import { servesTime } from '../ntp/chrony.js';
import { parseAddress } from '../spec/addresses.js';
import type { Lab, LabCluster } from '../spec/types.js';

export interface DnsRecord {
  /** `api.etl4.qe.lab.redhat.com`, without a dot at its end. Of a wildcard what follows `*.`. */
  readonly name: string;
  readonly kind: 'api' | 'api-int' | 'apps' | 'node' | 'gateway' | 'ntp';
  /** Every name below `name`, and not `name` itself. */
  readonly wildcard: boolean;
  /** IPv4 first, at least one. */
  readonly addresses: readonly string[];
  /** The name that its addresses lead back to. Each address has at most one. */
  readonly reverse: boolean;
  /** Name of the `LabCluster` that it is of. */
  readonly cluster?: string;
}

/**
 * Who asks: machines of the lab and its host, which reach VIPs and nodes; or those outside, which reach the load
 * balancer's address alone. Without a load balancer there is no difference.
 */
export type DnsView = 'inside' | 'outside';

/** Domains whose names are all known: what is not among the records does not exist, and nobody else is to be asked. */
export const dnsDomains = (lab: Lab): readonly string[] => lab.clusters.map(({ fqdn }) => fqdn);

/** VIPs, or the addresses of the one node that answers for itself. */
export const frontOf = (lab: Lab, { name }: LabCluster, vips: readonly string[]): readonly string[] => {
  if (vips.length > 0) return vips;
  const masters = lab.machines.filter(
    ({ cluster, role }) => cluster === name && (role === 'master' || role === 'single'),
  );
  return masters.length === 1 ? (masters[0]?.nics.flatMap(({ addresses }) => addresses) ?? []) : [];
};

const clusterRecords = (lab: Lab, cluster: LabCluster, view: DnsView): readonly DnsRecord[] => {
  const { name, fqdn, apiVips, ingressVips } = cluster;
  const balancer = view === 'outside' ? lab.loadBalancer?.address : undefined;
  /** The load balancer leads to what is there, and to nothing else. */
  const front = (vips: readonly string[]): readonly string[] => {
    const own = frontOf(lab, cluster, vips);
    return balancer === undefined || own.length === 0 ? own : [balancer];
  };
  const [api, apps] = [front(apiVips), front(ingressVips)];
  const own = { cluster: name, wildcard: false, reverse: false };
  // Only nodes ask for api-int, and the load balancer does not serve what is behind it (the machine config server).
  const internal: readonly DnsRecord[] =
    balancer === undefined ? [{ ...own, name: `api-int.${fqdn}`, kind: 'api-int', addresses: api }] : [];
  return [
    // An address of a node leads back to the node.
    { ...own, name: `api.${fqdn}`, kind: 'api', addresses: api, reverse: balancer === undefined && apiVips.length > 0 },
    ...internal,
    { ...own, name: `apps.${fqdn}`, kind: 'apps', addresses: apps, wildcard: true },
  ];
};

const nodeRecords = (lab: Lab): readonly DnsRecord[] =>
  lab.machines.map(({ cluster, fqdn, nics }) => ({
    cluster,
    name: fqdn,
    kind: 'node',
    wildcard: false,
    addresses: nics.flatMap(({ addresses }) => addresses),
    reverse: true,
  }));

/** `gateway.example.com` of the first network, `gateway-other.example.com` of another. */
const hostRecords = (lab: Lab): readonly DnsRecord[] =>
  lab.networks.flatMap((network, index) => {
    const { name, subnets } = network;
    const suffix = `${index === 0 ? '' : `-${name}`}.${lab.baseDomain}`;
    const own = { wildcard: false, addresses: subnets.map(({ gateway }) => gateway) };
    const gateway: DnsRecord = { ...own, name: `gateway${suffix}`, kind: 'gateway', reverse: true };
    return servesTime(lab, network)
      ? [gateway, { ...own, name: `ntp${suffix}`, kind: 'ntp' as const, reverse: false }]
      : [gateway];
  });

/** In the order of the document: each cluster's, the nodes', the networks'. What has no address has no record. */
export const dnsRecords = (lab: Lab, view: DnsView = 'inside'): readonly DnsRecord[] => {
  const away = view === 'outside' && lab.loadBalancer !== undefined;
  const all = [
    ...lab.clusters.flatMap((cluster) => clusterRecords(lab, cluster, view)),
    ...(away ? [] : [...nodeRecords(lab), ...hostRecords(lab)]),
  ];
  return all.filter(({ addresses }) => addresses.length > 0);
};

/** 4 or 6, of an address that a lab has. */
export const familyOf = (address: string): 4 | 6 => parseAddress(address)?.family ?? 4;

export const isIn = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);
