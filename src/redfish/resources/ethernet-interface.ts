import type { Nic } from '../../hypervisor/port.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';

/** Of a prefix length, as IPv4 writes it: `255.255.255.0`. */
const subnetMask = (prefix: number): string =>
  [24, 16, 8, 0].map((shift) => ((0xffffffff << (32 - prefix)) >>> shift) & 0xff).join('.');

const readAddresses = (addresses: Nic['addresses']) => {
  const version4 = addresses.filter(({ address }) => !address.includes(':'));
  const version6 = addresses.filter(({ address }) => address.includes(':'));
  return {
    IPv4Addresses: version4.map(({ address, prefix, origin }) => ({
      Address: address,
      SubnetMask: subnetMask(prefix),
      AddressOrigin: origin,
    })),
    IPv6Addresses: version6.map(({ address, prefix, origin }) => ({
      Address: address,
      PrefixLength: prefix,
      AddressOrigin: origin === 'DHCP' ? 'DHCPv6' : origin,
      AddressState: 'Preferred',
    })),
  };
};

/** A network card of a machine, by its MAC address. */
export const ethernetInterface = defineResource({
  path: '/redfish/v1/Systems/{machine}/EthernetInterfaces/{mac}',
  type: 'EthernetInterface.v1_12_4.EthernetInterface',
  find: ({ machine, mac }) => machine.nics.find((nic) => nic.mac === mac.toLowerCase()),
  read: (nic) => ({
    Id: nic.mac,
    Name: nic.network === undefined ? 'Ethernet Interface' : `Ethernet Interface on ${nic.network}`,
    Status: healthy,
    InterfaceEnabled: true,
    MACAddress: nic.mac,
    PermanentMACAddress: nic.mac,
    LinkStatus: nic.linkUp ? 'LinkUp' : 'LinkDown',
    ...(nic.mtu !== undefined && { MTUSize: nic.mtu }),
    ...(nic.vlan !== undefined && { VLAN: { VLANEnable: true, VLANId: nic.vlan } }),
    ...readAddresses(nic.addresses),
  }),
});
