/** Addresses and ports of this host that the lab's services need. */
import { servedNetworks } from '../../services/dns.js';
import { contains, networkOf, parseAddress } from '../../spec/addresses.js';
import type { Lab } from '../../spec/types.js';
import { type Link, links, serviceOf } from '../local.js';
import { fail, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

export interface Need {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly who: string;
  /** Opened to guests, or to those outside. */
  readonly inside: boolean;
}

export const balancerPorts = [443, 6443, 80] as const;

/** In the order of dns, ntp, BMC, load balancer; of services that this version has. */
export const needs = (subject: Subject): readonly Need[] => {
  const { lab } = subject;
  const gateways = servedNetworks(lab).flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway));
  const { address, port } = lab.bmc;
  return [
    ...(serviceOf(subject, 'dnsmasq') === undefined
      ? []
      : gateways.flatMap((gateway) =>
          (['udp', 'tcp'] as const).map((protocol) => ({
            protocol,
            address: gateway,
            port: 53,
            who: 'DNS',
            inside: true,
          })),
        )),
    ...(serviceOf(subject, 'chronyd') === undefined
      ? []
      : gateways.map((gateway) => ({
          protocol: 'udp' as const,
          address: gateway,
          port: 123,
          who: 'NTP',
          inside: true,
        }))),
    { protocol: 'tcp', address, port, who: 'BMC', inside: gateways.includes(address) },
    ...(lab.loadBalancer === undefined || serviceOf(subject, 'haproxy') === undefined
      ? []
      : balancerPorts.map((one) => ({
          protocol: 'tcp' as const,
          address: lab.loadBalancer?.address ?? '',
          port: one,
          who: 'load balancer',
          inside: false,
        }))),
  ];
};

interface Holder {
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

const ports = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { senses, site } = subject;
  const holders = (await senses.run(['ss', '-Hltnup'], signal)).split('\n').flatMap(holderOf);
  /** The lab's services are given files of its directory. */
  const isOurs = async (pid: string): Promise<boolean> =>
    ((await senses.read(`/proc/${pid}/cmdline`)) ?? '').includes(`${site.host.dir}/`);
  return Promise.all(
    needs(subject).map(async ({ protocol, address, port, who }) => {
      const of = `${address.includes(':') ? `[${address}]` : address}:${port}/${protocol}`;
      const there = holders.filter(
        (one) => one.protocol === protocol && one.port === port && (one.address === address || one.address === '*'),
      );
      const owned = await Promise.all(there.map(async ({ pid }) => pid !== undefined && (await isOurs(pid))));
      const stranger = there.find((_, index) => !owned[index]);
      if (stranger === undefined) return pass(of, there.length === 0 ? 'free' : `the lab's ${who}`);
      const { program, pid } = stranger;
      if (program === undefined) return warn(of, 'in use; by whom only root can see', 'Run lab verify as root');
      return fail(
        of,
        `held by ${program} (process ${pid})`,
        `Stop it, or keep it off ${address}: the lab's ${who} needs that port`,
      );
    }),
  );
};

/** Addresses outside of the lab's networks: those of its bridges come with them. */
const outside = ({ bmc, loadBalancer, networks }: Lab): readonly (readonly [string, string])[] => {
  const gateways = networks
    .filter(({ mode }) => mode !== 'bridge')
    .flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway));
  const all: readonly (readonly [string, string])[] = [
    ['bmc', bmc.address],
    ...(loadBalancer === undefined ? [] : [['loadBalancer', loadBalancer.address] as const]),
  ];
  return all.filter(([, address]) => !gateways.includes(address));
};

/** Of the loopback device's networks all addresses are this host's. */
const has = ({ name, addresses: own }: Link, address: string): boolean =>
  own.some((text) => {
    const network = name === 'lo' ? networkOf(text) : undefined;
    const parsed = parseAddress(address);
    return text.split('/')[0] === address || (network && parsed && contains(network, parsed)) === true;
  });

const addresses = async ({ lab, senses }: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const wanted = outside(lab);
  if (wanted.length === 0) return [skip('', "all are those of the lab's own networks")];
  const found = await links(senses, signal);
  return wanted.map(([of, address]) => {
    const link = found.find((one) => has(one, address));
    if (link === undefined)
      return fail(
        of,
        `${address} is not an address of this host`,
        `Give it to a device, or say another (${of}.address)`,
      );
    return link.up
      ? pass(of, `${address} on ${link.name}`)
      : fail(of, `${link.name} with ${address} is down`, `ip link set ${link.name} up`);
  });
};

export const portProbes: readonly Probe[] = [
  {
    id: 'host.ports',
    phase: 'host',
    scope: 'lab',
    what: "ports that the lab needs are free, or its own services'",
    run: ports,
  },
  {
    id: 'host.addresses',
    phase: 'host',
    scope: 'lab',
    what: 'addresses of services are those of this host',
    run: addresses,
  },
];
