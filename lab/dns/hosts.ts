import type { Lab } from '../spec/types.js';
import { type DnsRecord, type DnsView, dnsRecords } from './records.js';

/** Routes that OpenShift has in every cluster. A file of hosts has no wildcards, so others need a line of their own. */
const routes = ['console-openshift-console', 'oauth-openshift', 'downloads-openshift-console'];
/** Those of a hub that machines outside of it fetch their discovery image from. */
const hubRoutes = ['assisted-service-multicluster-engine', 'assisted-image-service-multicluster-engine'];

const namesOf = (lab: Lab, { name, wildcard, cluster }: DnsRecord): readonly string[] => {
  if (!wildcard) return [name];
  const hub = lab.clusters.some((one) => one.name === cluster && one.hub);
  return [...routes, ...(hub ? hubRoutes : [])].map((route) => `${route}.${name}`);
};

/** Lines of /etc/hosts (hosts(5)), one for each address, in the order of the records. */
export const hostsFile = (lab: Lab, view: DnsView = 'inside'): string => {
  const lines = new Map<string, string[]>();
  for (const record of dnsRecords(lab, view))
    for (const address of record.addresses) {
      const before = lines.get(address) ?? [];
      const names = namesOf(lab, record);
      // An address leads back to the first of its names.
      lines.set(address, record.reverse ? [...names, ...before] : [...before, ...names]);
    }
  return [
    `# Names of the lab ${lab.name}. There are no wildcards here: of *.apps only the routes that every cluster has.`,
    ...[...lines].map(([address, names]) => `${address} ${names.join(' ')}`),
    '',
  ].join('\n');
};
