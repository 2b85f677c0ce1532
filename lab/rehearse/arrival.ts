/** What a machine tells when it comes to the desk: where it was booted from, and what DHCP gave it. */
import { type Family, parseAddress } from '../spec/addresses.js';
import type { Lab, LabMachine } from '../spec/types.js';
import { familiesOf } from './families.js';

/** What it was given in one family; empty where it was given nothing. */
export interface Lease {
  /** With its prefix, as DHCP gave it; DHCPv6 gives none. */
  readonly address: string;
  /** In IPv6 the router's own, on the link. */
  readonly gateway: string;
  readonly nameservers: readonly string[];
}

/** What a machine said when it came. */
export interface Arrival {
  /** GRUB's word for the device: `cd0`, `hd0`. */
  readonly from: string;
  /** Secure Boot is in force, by its kernel's word. */
  readonly secure: boolean;
  readonly leases: Readonly<Record<Family, Lease>>;
  /** Networks of IPv6 that routers announced as being on its link. */
  readonly links: readonly string[];
}

const words = (text = ''): readonly string[] => text.split(' ').filter((word) => word !== '');

/** `from=cd0` and the like, a line each. */
export const readArrival = (body: string): Arrival => {
  const said = new Map(body.split('\n').map((line) => [line.split('=')[0] ?? '', line.slice(line.indexOf('=') + 1)]));
  const lease = (family: Family): Lease => ({
    address: said.get(`address${family}`) ?? '',
    gateway: words(said.get(`gateway${family}`))[0] ?? '',
    nameservers: words(said.get(`nameservers${family}`)).filter((server) => parseAddress(server) !== undefined),
  });
  return {
    from: said.get('from') ?? '',
    secure: Number(said.get('secure') ?? 0) === 1,
    leases: { 4: lease(4), 6: lease(6) },
    links: words(said.get('links6')),
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

/** What it was given, in a line. */
export const addressesOf = ({ leases }: Arrival): string =>
  [leases[4].address, leases[6].address].filter((address) => address !== '').join(', ');

/** Who resolves names, by the word of DHCP. */
export const nameserversOf = ({ leases }: Arrival): readonly string[] => [
  ...leases[4].nameservers,
  ...leases[6].nameservers,
];

/** What of its leases is not what the lab says, a sentence each. */
export const addressProblems = (lab: Lab, machine: LabMachine, arrival: Arrival): readonly string[] => {
  const [nic] = machine.nics;
  const network = lab.networks.find(({ name }) => name === nic?.network);
  const routed = network?.mode === 'nat' || network?.mode === 'routed' || network?.mode === 'open';
  return familiesOf(lab, machine).flatMap((family) => {
    const { address, gateway, nameservers } = arrival.leases[family];
    const subnet = network?.subnets.find(({ cidr }) => cidr.family === family);
    if (address === '' || subnet === undefined) return [`DHCP gave it no IPv${family}`];
    const { cidr, dhcp } = subnet;
    const [own = '', prefix] = address.split('/');
    const fixed = nic?.addresses.find((one) => parseAddress(one)?.family === family);
    const value = parseAddress(own)?.value ?? 0n;
    const there = dhcp !== undefined && value >= dhcp.first && value <= dhcp.last;
    // In IPv6 routers say which network is on the link, and that they lead out of it (RFC 4861 4.2).
    const announced =
      family === 4
        ? [
            ...(Number(prefix) === cidr.prefix ? [] : [`prefix ${prefix}, not ${cidr.prefix}`]),
            ...(routed && gateway !== subnet.gateway ? [`gateway ${gateway || 'none'}, not ${subnet.gateway}`] : []),
          ]
        : [
            ...(arrival.links.includes(cidr.text) ? [] : [`no router announced that ${cidr.text} is on the link`]),
            ...(routed && gateway === '' ? ['no router announced a way out by IPv6'] : []),
          ];
    return [
      ...(fixed !== undefined && value !== parseAddress(fixed)?.value
        ? [`${own}, and ${fixed} is reserved for it`]
        : []),
      ...(fixed === undefined && dhcp !== undefined && !there ? [`${own} is not of the DHCP pool`] : []),
      ...announced,
      ...(lab.dns.enabled && nameservers.length === 0 ? [`DHCP told no name server by IPv${family}`] : []),
    ];
  });
};
