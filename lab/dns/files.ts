/** The names of a lab as files of a directory. */
import { fileOf, type RenderedFile } from '../manifests/files.js';
import type { Lab } from '../spec/types.js';
import { bindZones, namedLine } from './bind.js';
import { dnsmasqConf } from './dnsmasq.js';
import { hostsFile } from './hosts.js';
import type { DnsView } from './records.js';

export const dnsScope = 'dns';
export const dnsFormats = ['hosts', 'dnsmasq', 'bind'] as const;
export type DnsFormat = (typeof dnsFormats)[number];

const bindFiles = (lab: Lab, view: DnsView): readonly RenderedFile[] => {
  const zones = bindZones(lab, view);
  return [
    fileOf(lab, { path: 'named.conf', scope: dnsScope, kind: 'named', body: zones.map(namedLine).join('\n') }),
    ...zones.map(({ name, text }) => fileOf(lab, { path: `db.${name}`, scope: dnsScope, kind: 'zone', body: text })),
  ];
};

/** `hosts`, `dnsmasq.conf`, or `named.conf` and a `db.` file for each zone. */
export const dnsFiles = (lab: Lab, format: DnsFormat, view: DnsView): readonly RenderedFile[] => {
  if (format === 'bind') return bindFiles(lab, view);
  const own = { scope: dnsScope, kind: 'env' } as const;
  return format === 'hosts'
    ? [fileOf(lab, { ...own, path: 'hosts', body: hostsFile(lab, view) })]
    : [fileOf(lab, { ...own, path: 'dnsmasq.conf', body: dnsmasqConf(lab, view) })];
};
