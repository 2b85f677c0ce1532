/** Addresses and ports of this host: what the lab's services need, and who holds them. */
import { timeNetworks } from '../ntp/chrony.js';
import { servedNetworks } from '../services/dns.js';
import { balancerPorts } from '../spec/checks/services.js';
import type { Lab } from '../spec/types.js';

export interface Need {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly who: string;
  /** Name of the service. */
  readonly service: string;
  /** Opened to guests, or to those outside. */
  readonly inside: boolean;
}

const gatewaysOf = (networks: Lab['networks']): readonly string[] =>
  networks.flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway));

/** In the order of dns, ntp, BMC, load balancer; of services of these names. */
export const needs = (lab: Lab, services: readonly string[]): readonly Need[] => {
  const gateways = gatewaysOf(servedNetworks(lab));
  const { address, port } = lab.bmc;
  const all: readonly Need[] = [
    ...gateways.flatMap((gateway) =>
      (['udp', 'tcp'] as const).map((protocol) => ({
        protocol,
        address: gateway,
        port: 53,
        who: 'DNS',
        service: 'dns',
        inside: true,
      })),
    ),
    ...timeNetworks(lab).flatMap((network) =>
      gatewaysOf([network]).map((gateway) => ({
        protocol: 'udp' as const,
        address: gateway,
        port: 123,
        who: 'NTP',
        service: `ntp-${network.name}`,
        inside: true,
      })),
    ),
    { protocol: 'tcp', address, port, who: 'BMC', service: 'bmc', inside: gateways.includes(address) },
    ...balancerPorts.map((one) => ({
      protocol: 'tcp' as const,
      address: lab.loadBalancer?.address ?? '',
      port: one,
      who: 'load balancer',
      service: 'lb',
      inside: false,
    })),
  ];
  return all.filter(({ service }) => services.includes(service));
};

export interface Holder {
  readonly protocol: string;
  /** `*`: all of them. */
  readonly address: string;
  readonly port: number;
  readonly program?: string;
  readonly pid?: string;
}

/** A line of `ss -Hltnup`: `udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=1,fd=13))`. */
export const holderOf = (line: string): readonly Holder[] => {
  const [protocol = '', , , , local = ''] = line.trim().split(/\s+/);
  const [, address = '', port] = /^(.*):(\d+)$/.exec(local) ?? [];
  if (port === undefined) return [];
  const bare = address.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, '');
  const [, program, pid] = /users:\(\("([^"]*)",pid=(\d+)/.exec(line) ?? [];
  return [
    {
      protocol,
      address: ['0.0.0.0', '::', '*'].includes(bare) ? '*' : bare,
      port: Number(port),
      ...(program !== undefined && { program }),
      ...(pid !== undefined && { pid }),
    },
  ];
};

export const listHolders = ['ss', '-Hltnup'] as const;

/** Those that have what is needed, or all addresses of its port. */
export const holdersOf = ({ protocol, address, port }: Need, listed: string): readonly Holder[] =>
  listed
    .split('\n')
    .flatMap(holderOf)
    .filter(
      (one) => one.protocol === protocol && one.port === port && (one.address === address || one.address === '*'),
    );

/** `53/udp`. */
export const portOf = ({ protocol, port }: Need): string => `${port}/${protocol}`;

/** `192.168.135.1:53/udp`. */
export const nameOf = (need: Need): string =>
  `${need.address.includes(':') ? `[${need.address}]` : need.address}:${portOf(need)}`;
