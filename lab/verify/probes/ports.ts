/** Addresses and ports of this host that the lab's services need. */
import { holdersOf, listHolders, nameOf, needs } from '../../host/ports.js';
import { contains, networkOf, parseAddress } from '../../spec/addresses.js';
import type { Lab } from '../../spec/types.js';
import { type Link, links } from '../local.js';
import { fail, type Probe, pass, type Result, type Subject, skip, warn } from '../probe.js';

const ports = async (subject: Subject, signal: AbortSignal): Promise<readonly Result[]> => {
  const { senses, site, lab, services } = subject;
  const listed = await senses.run(listHolders, signal);
  /** The lab's services are given files of its directory. */
  const isOurs = async (pid: string): Promise<boolean> =>
    ((await senses.read(`/proc/${pid}/cmdline`)) ?? '').includes(`${site.host.dir}/`);
  return Promise.all(
    needs(
      lab,
      services.map(({ name }) => name),
    ).map(async (need) => {
      const { address, who } = need;
      const of = nameOf(need);
      const there = holdersOf(need, listed);
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
