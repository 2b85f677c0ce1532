/** Virtual networks: what is defined, what runs, and changes of both. */

import { all, element, ensure, first, readXml, writeXml, type XmlNode } from '../../../lab/libvirt/xml.js';
import {
  ListNetworksFlags,
  NetworkUpdateCommand,
  NetworkUpdateFlags,
  NetworkUpdateSection,
  NetworkXmlFlags,
  remote,
} from '../../../src/libvirt/index.js';
import { formatUuid, parseUuid } from '../../../src/libvirt/names.js';
import { answer, found, obey, refusal } from './answers.js';

interface MemoryNetwork {
  readonly name: string;
  readonly uuid: string;
  config: XmlNode;
  live: XmlNode | undefined;
  autostart: boolean;
}

const text = (tree: XmlNode, path: string): string => first(tree, path)?.text ?? '';
const bridgeOf = (tree: XmlNode): string | undefined => first(tree, 'bridge')?.attributes.name;

/** What libvirt fills in. */
const complete = (tree: XmlNode): XmlNode => {
  const forward = first(tree, 'forward');
  if (forward?.attributes.mode === 'nat' && first(forward, 'nat') === undefined)
    forward.children.push(element('nat', {}, [element('port', { start: 1024, end: 65535 })]));
  if (forward?.attributes.mode !== 'bridge' && first(tree, 'mac') === undefined)
    tree.children.push(element('mac', { address: '52:54:00:00:00:01' }));
  return tree;
};

/** `virNetworkIPDefByIndex`: without an index, the first that gives addresses, or the first of all, IPv4 before IPv6. */
const subnetAt = (tree: XmlNode, index: number): XmlNode | undefined => {
  const subnets = all(tree, 'ip');
  const serves = (ip: XmlNode): boolean =>
    first(ip, 'dhcp/range') !== undefined || first(ip, 'dhcp/host') !== undefined;
  const four = (ip: XmlNode): boolean => ip.attributes.family !== 'ipv6';
  return index >= 0 ? subnets[index] : (subnets.find(serves) ?? subnets.find(four) ?? subnets[0]);
};

const isSix = (address: string | undefined): boolean => address?.includes(':') === true;

/** `virNetworkDefUpdateIPDHCPHost` and `...Range`, of one definition. */
const updated = (
  tree: XmlNode,
  part: XmlNode,
  { command, parentIndex }: { readonly command: number; readonly parentIndex: number },
): void => {
  const subnet = found(subnetAt(tree, parentIndex), 'OPERATION_INVALID', "couldn't update: there is no such <ip>");
  const six = subnet.attributes.family === 'ipv6';
  const { mac, name, ip, start, end } = part.attributes;
  if (isSix(ip ?? start) !== six) throw refusal('XML_ERROR', `an address of the other family in <${part.name}>`);
  if (six && mac !== undefined) throw refusal('XML_ERROR', 'Invalid to specify MAC address in an IPv6 <host>');
  const dhcp = ensure(subnet, 'dhcp');
  const old = dhcp.children.filter((child) => child.name === part.name);
  if (command === NetworkUpdateCommand.ADD_LAST) {
    const taken = old.some(({ attributes }) =>
      part.name === 'range'
        ? attributes.start === start && attributes.end === end
        : (mac !== undefined && attributes.mac === mac) ||
          (name !== undefined && attributes.name === name) ||
          (ip !== undefined && attributes.ip === ip),
    );
    if (taken) throw refusal('OPERATION_INVALID', `there is an existing dhcp ${part.name} entry that matches`);
    dhcp.children.push(part);
  } else {
    const entry = old.find(({ attributes }) =>
      Object.entries(part.attributes).every(([key, value]) => attributes[key] === value),
    );
    const gone = found(entry, 'OPERATION_INVALID', `couldn't locate a matching dhcp ${part.name} entry`);
    dhcp.children = dhcp.children.filter((child) => child !== gone);
  }
  subnet.children = subnet.children.filter((child) => child !== dhcp || dhcp.children.length > 0);
};

const { IP_DHCP_HOST, IP_DHCP_RANGE } = NetworkUpdateSection;
const parts: Readonly<Record<number, string>> = { [IP_DHCP_HOST]: 'host', [IP_DHCP_RANGE]: 'range' };

export const networkAnswers = () => {
  const networks = new Map<string, MemoryNetwork>();
  const wire = ({ name, uuid }: MemoryNetwork) => ({ name, uuid: parseUuid(uuid) });
  const of = ({ net }: { readonly net: { readonly uuid: Uint8Array; readonly name: string } }): MemoryNetwork =>
    found(networks.get(formatUuid(net.uuid)), 'NO_NETWORK', `no network with matching name '${net.name}'`);

  const define = (tree: XmlNode): MemoryNetwork => {
    const [name, uuid] = [text(tree, 'name'), text(tree, 'uuid').toLowerCase()];
    for (const other of networks.values()) {
      if ((other.name === name) !== (other.uuid === uuid))
        throw refusal('OPERATION_FAILED', `network '${other.name}' already exists with uuid ${other.uuid}`);
      const bridge = bridgeOf(tree);
      const theirs = [other.config, ...(other.live ? [other.live] : [])].map(bridgeOf);
      if (other.uuid !== uuid && bridge !== undefined && theirs.includes(bridge) && !isBridged(tree))
        throw refusal('INTERNAL_ERROR', `bridge name '${bridge}' already in use.`);
    }
    const before = networks.get(uuid);
    const network = before ?? { name, uuid, config: tree, live: undefined, autostart: false };
    network.config = complete(tree);
    networks.set(uuid, network);
    return network;
  };

  return new Map<string, (args: never) => unknown>([
    answer(remote.CONNECT_LIST_ALL_NETWORKS, ({ flags }) => {
      const { ACTIVE, AUTOSTART, PERSISTENT } = ListNetworksFlags;
      if ((flags & ~(ACTIVE | AUTOSTART | PERSISTENT)) !== 0) throw refusal('NO_SUPPORT', `networks by flags ${flags}`);
      const nets = [...networks.values()].filter(
        ({ live, autostart }) => ((flags & ACTIVE) === 0 || live) && ((flags & AUTOSTART) === 0 || autostart),
      );
      return { nets: nets.map(wire), ret: nets.length };
    }),
    answer(remote.NETWORK_GET_XML_DESC, (args) => {
      const { config, live } = of(args);
      return { xml: writeXml((args.flags & NetworkXmlFlags.INACTIVE) === 0 && live ? live : config) };
    }),
    answer(remote.NETWORK_DEFINE_XML, async ({ xml }) => ({ net: wire(define(await readXml(xml))) })),
    obey(remote.NETWORK_SET_AUTOSTART, (args) => {
      of(args).autostart = args.autostart !== 0;
    }),
    obey(remote.NETWORK_CREATE, (args) => {
      const network = of(args);
      if (network.live) throw refusal('OPERATION_INVALID', 'network is already active');
      network.live = structuredClone(network.config);
    }),
    obey(remote.NETWORK_DESTROY, (args) => {
      const network = of(args);
      if (!network.live) throw refusal('OPERATION_INVALID', `network '${network.name}' is not active`);
      network.live = undefined;
    }),
    obey(remote.NETWORK_UNDEFINE, (args) => {
      const { uuid, live } = of(args);
      // Of one that runs, the daemon would keep what runs: no lab does that.
      if (live) throw refusal('NO_SUPPORT', 'undefining a network that runs');
      networks.delete(uuid);
    }),
    answer(remote.NETWORK_UPDATE, async (args) => {
      const part = await readXml(args.xml);
      const network = of(args);
      if (parts[args.section] !== part.name) throw refusal('NO_SUPPORT', `update of section ${args.section}`);
      const [live, config] = [structuredClone(network.live), structuredClone(network.config)];
      if ((args.flags & NetworkUpdateFlags.LIVE) !== 0)
        updated(found(live, 'OPERATION_INVALID', 'network is not running'), structuredClone(part), args);
      if ((args.flags & NetworkUpdateFlags.CONFIG) !== 0) updated(config, part, args);
      // Both or neither.
      Object.assign(network, { live, config });
    }),
  ]);
};

const isBridged = (tree: XmlNode): boolean => first(tree, 'forward')?.attributes.mode === 'bridge';
