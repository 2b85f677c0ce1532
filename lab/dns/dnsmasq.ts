import type { Lab } from '../spec/types.js';
import { type DnsRecord, type DnsView, dnsDomains, dnsRecords, isIn } from './records.js';

/** `host-record` leads back from the address to the name; `address` does not, and means all names below, too. */
const isHost = ({ wildcard, reverse }: DnsRecord): boolean => reverse && !wildcard;

const directives = (record: DnsRecord): readonly string[] => {
  const { name, addresses } = record;
  return isHost(record)
    ? [`host-record=${[name, ...addresses].join(',')}`]
    : addresses.map((address) => `address=/${name}/${address}`);
};

/**
 * Directives of dnsmasq(8), for a configuration file of its own.
 *
 * `local` keeps a domain from being asked for elsewhere: without it AAAA of a name that has only A, and the installer's
 * `validateNoWildcardDNS`, go upstream and wait there. It stands beside every `address`, too: of a name that is only
 * within a local domain dnsmasq 2.90 denies the existence when AAAA is asked for (NXDOMAIN, where there are only no
 * such addresses), and some resolvers then believe it of A as well.
 */
export const dnsmasqConf = (lab: Lab, view: DnsView = 'inside'): string => {
  const records = dnsRecords(lab, view);
  const domains = dnsDomains(lab);
  const covered = (name: string): boolean => domains.some((domain) => isIn(name, domain));
  const local = [
    ...domains,
    ...records.filter((record) => !isHost(record) || !covered(record.name)).map(({ name }) => name),
  ];
  return [
    `# Names of the lab ${lab.name}.`,
    ...local.map((domain) => `local=/${domain}/`),
    ...records.flatMap(directives),
    '',
  ].join('\n');
};
