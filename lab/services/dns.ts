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
 * resolvectl(1): a bridge's own server, for the lab's domains alone. What systemd-resolved is told of a link goes with it, so
 * it is told again whenever the bridge comes.
 */
export const resolvedServices = (lab: Lab, { services }: Host): readonly Service[] =>
  lab.dns.enabled && services.name === 'systemd' && resolutionOf(lab.dns.host) === 'systemd-resolved'
    ? servedNetworks(lab).map(({ name, bridge, subnets }) => ({
        name: `names-${name}`,
        description: `Names of ${name} for this host`,
        command: ['resolvectl', 'dns', bridge, ...subnets.map(({ gateway }) => gateway)],
        files: {},
        once: {
          device: bridge,
          after: ['resolvectl', 'domain', bridge, ...dnsDomains(lab).map((domain) => `~${domain}`)],
          undo: ['resolvectl', 'revert', bridge],
        },
      }))
    : [];

export const dnsService = (lab: Lab, { dir }: Host): Service | undefined => {
  if (!lab.dns.enabled || servedNetworks(lab).length === 0) return undefined;
  const file = join(dir, 'dns', 'dnsmasq.conf');
  return {
    name: 'dns',
    description: 'Names',
    command: ['dnsmasq', '--keep-in-foreground', '--pid-file=', `--conf-file=${file}`, '--log-facility=-'],
    files: { [file]: conf(lab) },
    check: (path) => ['dnsmasq', '--test', `--conf-file=${path(file)}`],
  };
};
