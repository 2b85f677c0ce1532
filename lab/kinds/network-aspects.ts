/** What a lab says of a network, in libvirt's network XML (https://libvirt.org/formatnetwork.html). */
import type { Aspect } from '../libvirt/aspect.js';
import { all, element, first, replace, type XmlNode } from '../libvirt/xml.js';
import { type Family, writeAddress } from '../spec/addresses.js';
import type { Lab, LabMachine, LabNetwork, LabSubnet } from '../spec/types.js';

export interface WantedNetwork {
  readonly lab: Lab;
  readonly network: LabNetwork;
  /** libvirt's name of it. */
  readonly name: string;
}

/** One address that DHCP keeps for one machine. */
export interface Reservation {
  readonly family: Family;
  /** Of IPv4. */
  readonly mac?: string;
  /** Of IPv6: the identifier of a client (DUID). */
  readonly id?: string;
  readonly name: string;
  readonly ip: string;
}

const xmlns = 'http://libvirt.org/schemas/network/dnsmasq/1.0';

const forwards: Readonly<Record<LabNetwork['mode'], string | undefined>> = {
  nat: 'nat',
  routed: 'route',
  open: 'open',
  isolated: undefined,
  bridge: 'bridge',
};

/** Of an `<ip>`. */
export const familyOf = ({ attributes }: XmlNode): Family => (attributes.family === 'ipv6' ? 6 : 4);

const ipElements = (tree: XmlNode, family: Family): readonly XmlNode[] =>
  all(tree, 'ip').filter((ip) => familyOf(ip) === family);

/**
 * DHCPv6 knows no MAC addresses, and a machine that is not installed yet has no name to tell. What OpenShift boots and
 * installs calls itself by its card all the same (`ipv6.dhcp-duid=ll` of NetworkManager): DUID-LL, Ethernet (RFC 8415 11.4).
 */
const duidOf = (mac: string): string => `00:03:00:01:${mac}`;

/** IPv6 is the first family that a machine can lack. */
const reservationOf = (machine: LabMachine, network: string): readonly Reservation[] =>
  machine.nics
    .filter((nic) => nic.network === network)
    .flatMap(({ mac, addresses }) =>
      addresses.map((ip) =>
        ip.includes(':')
          ? { family: 6 as const, id: duidOf(mac), name: machine.name, ip }
          : { family: 4 as const, mac, name: machine.name, ip },
      ),
    );

export const reservations = ({ lab, network }: WantedNetwork): readonly Reservation[] =>
  lab.machines.flatMap((machine) => reservationOf(machine, network.name));

export const hostElement = ({ mac, id, name, ip }: Reservation): XmlNode => element('host', { mac, id, name, ip });

export const foundReservations = (tree: XmlNode): readonly Reservation[] =>
  ([4, 6] as const).flatMap((family) =>
    ipElements(tree, family).flatMap((ip) =>
      all(ip, 'dhcp/host').map(({ attributes: { mac, id, name = '', ip: address = '' } }) => ({
        family,
        ...(mac !== undefined && { mac: mac.toLowerCase() }),
        ...(id !== undefined && { id: id.toLowerCase() }),
        name,
        ip: address,
      })),
    ),
  );

export const keyOf = ({ mac = '', id = '', name, ip }: Reservation): string => `${mac} ${id} ${name} ${ip}`;

const rangeOf = ({ dhcp, cidr }: LabSubnet): string =>
  dhcp === undefined ? '' : `${writeAddress(cidr.family, dhcp.first)}-${writeAddress(cidr.family, dhcp.last)}`;

const foundRange = (ip: XmlNode): string => {
  const { start = '', end = '' } = first(ip, 'dhcp/range')?.attributes ?? {};
  return start === '' ? '' : `${start}-${end}`;
};

/** What DHCP tells the machines: dnsmasq of libvirt serves no names here, so it would name no server either. */
const dhcpOptions = (wanted: WantedNetwork): readonly string[] => {
  const { lab, network } = wanted;
  const reserved = reservations(wanted);
  return network.subnets.flatMap(({ cidr, gateway, dhcp }) => {
    // Reservations are given out without a pool, too.
    if (dhcp === undefined && !reserved.some(({ family }) => family === cidr.family)) return [];
    const six = cidr.family === 6;
    const option = (name: string, value: string): string =>
      `dhcp-option=${six ? 'option6' : 'option'}:${name},${six ? `[${value}]` : value}`;
    const own = lab.ntp.servers.length === 0;
    return [
      ...(lab.dns.enabled ? [option('dns-server', gateway)] : []),
      // Only addresses are allowed here; names of servers are in the manifests.
      ...(lab.ntp.enabled && own ? [option('ntp-server', gateway)] : []),
    ];
  });
};

/** With what somebody else has said of it (`tftp`, `bootp`), where this address is there already. */
const ipElement = (present: readonly XmlNode[], subnet: LabSubnet, hosts: readonly Reservation[]): XmlNode => {
  const { cidr, gateway, dhcp } = subnet;
  const found = present.find((ip) => familyOf(ip) === cidr.family && written(ip) === `${gateway}/${cidr.prefix}`);
  const others = (found?.children ?? []).filter(({ name }) => name !== 'dhcp');
  const otherDhcp = found === undefined ? [] : all(found, 'dhcp').flatMap(({ children }) => children);
  const range =
    dhcp === undefined
      ? []
      : [element('range', { start: writeAddress(cidr.family, dhcp.first), end: writeAddress(cidr.family, dhcp.last) })];
  const children = [
    ...range,
    ...hosts.filter(({ family }) => family === cidr.family).map(hostElement),
    ...otherDhcp.filter(({ name }) => name !== 'range' && name !== 'host'),
  ];
  return element('ip', { ...(cidr.family === 6 && { family: 'ipv6' }), address: gateway, prefix: cidr.prefix }, [
    ...others,
    ...(children.length > 0 ? [element('dhcp', {}, children)] : []),
  ]);
};

/** `192.168.135.1/24`, from a prefix or a netmask. */
export const written = ({ attributes: { address = '', prefix, netmask } }: XmlNode): string => {
  const bits = netmask?.split('.').map((byte) => Number(byte).toString(2).replaceAll('0', '').length);
  return `${address}/${prefix ?? bits?.reduce((sum, one) => sum + one, 0)}`;
};

/** These need the network to be stopped and started. Ranges and reservations do not: see the kind. */
export const networkAspects: readonly Aspect<WantedNetwork>[] = [
  {
    name: 'mode',
    wanted: ({ network }) => network.mode,
    found: (tree) => {
      const mode = first(tree, 'forward')?.attributes.mode ?? (first(tree, 'forward') ? 'nat' : undefined);
      return Object.entries(forwards).find(([, forward]) => forward === mode)?.[0] ?? `${mode}`;
    },
    put: (tree, { network }) => {
      const mode = forwards[network.mode];
      replace(tree, ({ name }) => name === 'forward', mode === undefined ? [] : [element('forward', { mode })]);
    },
  },
  {
    name: 'bridge',
    wanted: ({ network }) => network.bridge,
    found: (tree) => first(tree, 'bridge')?.attributes.name ?? '',
    put: (tree, { network }) =>
      replace(tree, ({ name }) => name === 'bridge', [
        element('bridge', { name: network.bridge, ...(network.mode !== 'bridge' && { stp: 'on', delay: 0 }) }),
      ]),
  },
  {
    name: 'MTU',
    wanted: ({ network }) => (network.mtu === undefined ? undefined : String(network.mtu)),
    found: (tree) => first(tree, 'mtu')?.attributes.size ?? '',
    put: (tree, { network }) =>
      replace(
        tree,
        ({ name }) => name === 'mtu',
        network.mtu === undefined || network.mode === 'bridge' ? [] : [element('mtu', { size: network.mtu })],
      ),
  },
  {
    name: 'VLAN',
    // Linux bridges are not told of tags by libvirt; Open vSwitch is.
    wanted: ({ network }) => (network.vlan === undefined ? '' : String(network.vlan)),
    found: (tree) => first(tree, 'vlan/tag')?.attributes.id ?? '',
    put: (tree, { network }) => {
      const { vlan } = network;
      replace(
        tree,
        ({ name }) => name === 'virtualport' || name === 'vlan',
        vlan === undefined
          ? []
          : [element('virtualport', { type: 'openvswitch' }), element('vlan', {}, [element('tag', { id: vlan })])],
      );
    },
  },
  {
    name: 'addresses',
    wanted: ({ network }) =>
      network.mode === 'bridge'
        ? ''
        : network.subnets.map(({ gateway, cidr }) => `${gateway}/${cidr.prefix}`).join(', '),
    found: (tree) => all(tree, 'ip').map(written).join(', '),
    put: (tree, wanted) => {
      const { network } = wanted;
      const subnets = network.mode === 'bridge' ? [] : network.subnets;
      const present = all(tree, 'ip');
      replace(
        tree,
        ({ name }) => name === 'ip',
        subnets.map((subnet) => ipElement(present, subnet, reservations(wanted))),
      );
    },
  },
  {
    name: 'names and time by DHCP',
    wanted: (wanted) => (wanted.network.mode === 'bridge' ? '' : dhcpOptions(wanted).join(', ')),
    found: (tree) =>
      all(tree, 'dnsmasq:options/dnsmasq:option')
        .map(({ attributes }) => attributes.value ?? '')
        .join(', '),
    put: (tree, wanted) => {
      const options = wanted.network.mode === 'bridge' ? [] : dhcpOptions(wanted);
      if (options.length > 0) tree.attributes['xmlns:dnsmasq'] = xmlns;
      replace(
        tree,
        ({ name }) => name === 'dnsmasq:options',
        options.length === 0
          ? []
          : [
              element(
                'dnsmasq:options',
                {},
                options.map((value) => element('dnsmasq:option', { value })),
              ),
            ],
      );
    },
  },
  {
    name: 'names by libvirt',
    // The lab has a DNS of its own on this address: changing names must never restart the network.
    wanted: ({ lab, network }) => (network.mode === 'bridge' ? 'no' : lab.dns.enabled ? 'no' : 'yes'),
    found: (tree) =>
      first(tree, 'dns')?.attributes.enable === 'no' || first(tree, 'forward')?.attributes.mode === 'bridge'
        ? 'no'
        : 'yes',
    put: (tree, { lab, network }) =>
      replace(
        tree,
        ({ name }) => name === 'dns',
        network.mode !== 'bridge' && lab.dns.enabled ? [element('dns', { enable: 'no' })] : [],
      ),
  },
];

/** Ranges that differ, by subnet: they can be exchanged while the network runs. */
export const rangeChanges = (
  tree: XmlNode,
  { network }: WantedNetwork,
): readonly { readonly subnet: LabSubnet; readonly have: string; readonly want: string }[] =>
  network.mode === 'bridge'
    ? []
    : network.subnets.flatMap((subnet) => {
        const ip = ipElements(tree, subnet.cidr.family)[0];
        const [have, want] = [ip === undefined ? '' : foundRange(ip), rangeOf(subnet)];
        return ip === undefined || have === want ? [] : [{ subnet, have, want }];
      });

export const bareNetwork = (uuid: string, name: string): XmlNode =>
  element('network', {}, [element('name', {}, name), element('uuid', {}, uuid)]);
