import { readIpAddresses } from '../ip-addresses.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';

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
    ...readIpAddresses(nic.addresses),
  }),
});
