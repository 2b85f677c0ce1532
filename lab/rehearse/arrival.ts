/** What a machine tells when it comes to the desk: where it was booted from, and what DHCP gave it. */
import { parseAddress } from '../spec/addresses.js';
import type { Lab, LabMachine } from '../spec/types.js';

/** What a machine said when it came. */
export interface Arrival {
  /** GRUB's word for the device: `cd0`, `hd0`. */
  readonly from: string;
  /** Secure Boot is in force, by its kernel's word. */
  readonly secure: boolean;
  /** With its prefix, as DHCP gave it. */
  readonly address: string;
  readonly gateway: string;
  readonly nameservers: readonly string[];
}

/** `from=cd0` and the like, a line each. */
export const readArrival = (body: string): Arrival => {
  const said = new Map(body.split('\n').map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]));
  return {
    from: said.get('from') ?? '',
    secure: Number(said.get('secure') ?? 0) === 1,
    address: said.get('address') ?? '',
    gateway: said.get('gateway')?.split(' ')[0] ?? '',
    nameservers: (said.get('nameservers') ?? '').split(' ').filter((server) => server !== ''),
  };
};

/** By GRUB's word for the device that it was loaded from. */
export const cameFromCd = (from: string): boolean => {
  // A BIOS numbers CD drives from 0xe0, and GRUB counts from 0x80.
  const [, kind, number] = /^(cd|hd)(\d+)/.exec(from) ?? [];
  return kind === 'cd' || Number(number ?? 0) >= 0xe0 - 0x80;
};

/** Where a machine came from and how, when it was right, in a line; and what was wrong, a sentence each. */
export const judgeBoot = ({ secureBoot }: LabMachine, { from, secure }: Arrival, wanted: 'CD drive' | 'disk') => {
  const device = cameFromCd(from) ? 'CD drive' : 'disk';
  return {
    wrong: [
      ...(device === wanted ? [] : [`it came from ${from}, its ${device}`]),
      ...(secureBoot && !secure ? ['Secure Boot is not in force, and the document asks for it'] : []),
    ],
    found: `from its ${device}${secure ? ', Secure Boot in force' : ''}`,
  };
};

/** What of its lease is not what the lab says, a sentence each. */
export const addressProblems = (
  lab: Lab,
  machine: LabMachine,
  { address, gateway, nameservers }: Arrival,
): readonly string[] => {
  const [nic] = machine.nics;
  const network = lab.networks.find(({ name }) => name === nic?.network);
  const subnet = network?.subnets.find(({ cidr }) => cidr.family === 4);
  const [own = '', prefix] = address.split('/');
  const fixed = nic?.addresses.find((one) => parseAddress(one)?.family === 4);
  const value = parseAddress(own)?.value ?? 0n;
  const pool = subnet?.dhcp;
  const there = pool !== undefined && value >= pool.first && value <= pool.last;
  const routed = network?.mode === 'nat' || network?.mode === 'routed' || network?.mode === 'open';
  return [
    ...(fixed !== undefined && own !== fixed ? [`${own}, and ${fixed} is reserved for it`] : []),
    ...(fixed === undefined && pool !== undefined && !there ? [`${own} is not of the DHCP pool`] : []),
    ...(subnet && Number(prefix) !== subnet.cidr.prefix ? [`prefix ${prefix}, not ${subnet.cidr.prefix}`] : []),
    ...(routed && subnet && gateway !== subnet.gateway ? [`gateway ${gateway || 'none'}, not ${subnet.gateway}`] : []),
    ...(lab.dns.enabled && nameservers.length === 0 ? ['DHCP told no name server'] : []),
  ];
};
