/** Network configuration of a node, as nmstate reads it (nmstate.io, "State API"). */
import { parseAddress } from '../spec/addresses.js';
import type { Lab, LabMachine, LabNetwork, LabNic } from '../spec/types.js';

/** In the order of a machine's cards. The installer gives the real device with that MAC address its place. */
const nameOf = (index: number): string => `eth${index}`;

export const interfacesOf = ({ nics }: LabMachine) =>
  nics.map(({ mac }, index) => ({ name: nameOf(index), macAddress: mac }));

/** Of one family: the fixed address, DHCP where the network has it, or nothing. */
const familyState = ({ addresses }: LabNic, network: LabNetwork | undefined, family: 4 | 6, home: boolean) => {
  const subnet = network?.subnets.find(({ cidr }) => cidr.family === family);
  const ip = addresses.find((address) => parseAddress(address)?.family === family);
  if (subnet === undefined || (ip === undefined && subnet.dhcp === undefined)) return { enabled: false };
  if (ip === undefined) {
    // Only the cluster's network says where everything else is.
    const others = home ? {} : { 'auto-dns': false, 'auto-gateway': false, 'auto-routes': false };
    return { enabled: true, dhcp: true, ...(family === 6 && { autoconf: true }), ...others };
  }
  return {
    enabled: true,
    dhcp: false,
    ...(family === 6 && { autoconf: false }),
    address: [{ ip, 'prefix-length': subnet.cidr.prefix }],
  };
};

const networkOf = (lab: Lab, { network }: LabNic): LabNetwork | undefined =>
  lab.networks.find(({ name }) => name === network);

/**
 * Where its cluster's network resolves names: the lab's DNS at the gateway. On a bridge the gateway is not the lab's, and a
 * lab without DNS has none there: then what the document names, if it does.
 */
const dnsServers = ({ dns }: Lab, network: LabNetwork | undefined): readonly string[] => {
  const own = dns.enabled && network?.mode !== 'bridge';
  return !own && dns.upstream.length > 0 ? dns.upstream : (network?.subnets.map(({ gateway }) => gateway) ?? []);
};

/** `interfaces`, `dns-resolver` and `routes` of a machine. */
export const nmstateOf = (lab: Lab, machine: LabMachine) => {
  const cluster = lab.clusters.find(({ name }) => name === machine.cluster);
  // The default route, and with it OVN-Kubernetes' bridge, belong where the cluster's addresses are.
  const place = Math.max(
    0,
    machine.nics.findIndex(({ network }) => network === cluster?.network),
  );
  const own = machine.nics[place];
  const home = own && networkOf(lab, own);
  const fixed = own?.addresses.map((address) => parseAddress(address)?.family) ?? [];
  return {
    interfaces: machine.nics.map((nic, index) => {
      const network = networkOf(lab, nic);
      return {
        name: nameOf(index),
        type: 'ethernet',
        state: 'up',
        'mac-address': nic.mac,
        ...(network?.mtu !== undefined && { mtu: network.mtu }),
        ipv4: familyState(nic, network, 4, index === place),
        ipv6: familyState(nic, network, 6, index === place),
      };
    }),
    'dns-resolver': { config: { server: dnsServers(lab, home) } },
    routes: {
      config: (home?.subnets ?? [])
        .filter(({ cidr }) => fixed.includes(cidr.family))
        .map(({ cidr, gateway }) => ({
          destination: cidr.family === 4 ? '0.0.0.0/0' : '::/0',
          'next-hop-address': gateway,
          'next-hop-interface': nameOf(place),
          'table-id': 254,
        })),
    },
  };
};
