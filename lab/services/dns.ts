import { join } from 'node:path';
import { dnsmasqConf } from '../dns/dnsmasq.js';
import { dnsDomains } from '../dns/records.js';
import type { Host } from '../host/host.js';
import { resolutionOf } from '../host/resolution.js';
import type { Service } from '../host/service.js';
import type { Lab, LabNetwork } from '../spec/types.js';

/** Networks that the lab itself answers on: a bridge of the host's belongs to somebody else. */
export const servedNetworks = ({ networks }: Lab): readonly LabNetwork[] =>
  networks.filter(({ mode, subnets }) => mode !== 'bridge' && subnets.length > 0);

/** dnsmasq(8) with names alone: addresses are given by libvirt's. `bind-dynamic` waits for bridges that are not there yet. */
const conf = (lab: Lab): string =>
  [
    `# Made by lab create for the lab ${lab.name}.`,
    'bind-dynamic',
    'except-interface=lo',
    ...servedNetworks(lab).map(({ bridge }) => `interface=${bridge}`),
    'no-hosts',
    'domain-needed',
    'dns-loop-detect',
    'cache-size=10000',
    ...(lab.dns.upstream.length > 0 ? ['no-resolv', ...lab.dns.upstream.map((server) => `server=${server}`)] : []),
    dnsmasqConf(lab),
  ].join('\n');

/**
 * resolvectl(1): the first bridge's own server, for the lab's domains alone. What it is told goes with the bridge, so it
 * has to be told again whenever that comes.
 */
const tellResolved = (lab: Lab, { bridge, subnets }: LabNetwork): Pick<Service, 'afterStart' | 'device'> => ({
  afterStart: [
    ['resolvectl', 'dns', bridge, ...subnets.map(({ gateway }) => gateway)],
    ['resolvectl', 'domain', bridge, ...dnsDomains(lab).map((domain) => `~${domain}`)],
  ],
  device: bridge,
});

export const dnsService = (lab: Lab, { dir }: Host): Service | undefined => {
  const [first] = servedNetworks(lab);
  if (!lab.dns.enabled || first === undefined) return undefined;
  const file = join(dir, 'dns', 'dnsmasq.conf');
  return {
    name: 'dns',
    description: 'Names',
    command: ['dnsmasq', '--keep-in-foreground', '--pid-file=', `--conf-file=${file}`, '--log-facility=-'],
    files: { [file]: conf(lab) },
    ...(resolutionOf(lab.dns.host) === 'systemd-resolved' && tellResolved(lab, first)),
    check: (path) => ['dnsmasq', '--test', `--conf-file=${path(file)}`],
  };
};
