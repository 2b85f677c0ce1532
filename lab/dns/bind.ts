/** Zones for BIND (RFC 1035 5.1): one for each cluster, each name outside of them, and each range of addresses. */
import { type Cidr, contains, parseAddress } from '../spec/addresses.js';
import type { Lab } from '../spec/types.js';
import { type DnsRecord, type DnsView, dnsDomains, dnsRecords, familyOf, isIn } from './records.js';
import { reverseLabels } from './reverse.js';

export interface BindZone {
  /** `etl4.qe.lab.redhat.com`, `135.168.192.in-addr.arpa`. */
  readonly name: string;
  /** What a zone file says. */
  readonly text: string;
}

/** Serial number 1: secondaries that are to follow changes need one of their own making. */
const zoneOf = (name: string, lines: readonly string[]): BindZone => ({
  name,
  text: [
    '$TTL 60',
    `$ORIGIN ${name}.`,
    '@ IN SOA localhost. root.localhost. ( 1 3600 600 86400 60 )',
    '@ IN NS localhost.',
    ...lines,
    '',
  ].join('\n'),
});

const relative = (name: string, zone: string): string => (name === zone ? '@' : name.slice(0, -zone.length - 1));

const lineOf = ({ name, wildcard, addresses }: DnsRecord, zone: string): readonly string[] =>
  addresses.map(
    (address) =>
      `${wildcard ? '*.' : ''}${relative(name, zone)} IN ${familyOf(address) === 4 ? 'A' : 'AAAA'} ${address}`,
  );

/** The nearest of the lab's domains, or the name itself: a zone above it would hide the names of others. */
const zoneNameOf = ({ name }: DnsRecord, domains: readonly string[]): string =>
  domains.filter((domain) => isIn(name, domain)).toSorted((one, other) => other.length - one.length)[0] ?? name;

/** The zone of an address is the smallest that has a name and is within the lab's network. */
const reverseOf = (address: string, cidrs: readonly Cidr[]): { readonly zone: string; readonly label: string } => {
  const family = familyOf(address);
  const labels = reverseLabels(address);
  const parsed = parseAddress(address);
  const prefix = cidrs.find((cidr) => parsed && contains(cidr, parsed))?.prefix ?? (family === 4 ? 32 : 128);
  const own = labels.length - Math.ceil(prefix / (family === 4 ? 8 : 4));
  const zone = [...labels.slice(own), family === 4 ? 'in-addr' : 'ip6', 'arpa'].join('.');
  return { zone, label: own === 0 ? '@' : labels.slice(0, own).join('.') };
};

const grouped = (lines: readonly { readonly zone: string; readonly line: string }[]): readonly BindZone[] => {
  const zones = new Map<string, string[]>();
  for (const { zone, line } of lines) zones.set(zone, [...(zones.get(zone) ?? []), line]);
  return [...zones].map(([name, own]) => zoneOf(name, own));
};

/** Forward zones first, in the order of the records. */
export const bindZones = (lab: Lab, view: DnsView = 'inside'): readonly BindZone[] => {
  const records = dnsRecords(lab, view);
  const domains = dnsDomains(lab);
  const cidrs = lab.networks.flatMap(({ subnets }) => subnets.map(({ cidr }) => cidr));
  const forward = records.flatMap((record) => {
    const zone = zoneNameOf(record, domains);
    return lineOf(record, zone).map((line) => ({ zone, line }));
  });
  const reverse = records
    .filter((record) => record.reverse)
    .flatMap(({ name, addresses }) =>
      addresses.map((address) => {
        const { zone, label } = reverseOf(address, cidrs);
        return { zone, line: `${label} IN PTR ${name}.` };
      }),
    );
  return [...grouped(forward), ...grouped(reverse)];
};

/** What named.conf says of a zone. */
export const namedLine = ({ name }: BindZone): string => `zone "${name}" { type primary; file "db.${name}"; };`;

/** All zones in one text, each after a line that names its file; and what named.conf says of them. */
export const bindText = (lab: Lab, view: DnsView = 'inside'): string => {
  const zones = bindZones(lab, view);
  return [
    `; Names of the lab ${lab.name}: ${zones.length} zones. named.conf names each:`,
    ...zones.map((zone) => `;   ${namedLine(zone)}`),
    ...zones.flatMap(({ name, text }) => ['', `; File db.${name}`, text.trimEnd()]),
    '',
  ].join('\n');
};
