import { readIpAddresses } from '../ip-addresses.js';
import { link, links } from '../link.js';
import { cardOf, readLinkStatus, readVlan } from '../network.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { chassisUri, deviceFunctionUri, portUri } from '../uris.js';

/** A network card of a machine, by its MAC address. */
export const ethernetInterface = defineResource({
  path: '/redfish/v1/Systems/{machine}/EthernetInterfaces/{mac}',
  type: 'EthernetInterface.v1_12_4.EthernetInterface',
  find: ({ machine, mac }) => cardOf(machine, mac),
  read: ({ nic, machine }) => ({
    Id: nic.mac,
    Name: nic.network === undefined ? 'Ethernet Interface' : `Ethernet Interface on ${nic.network}`,
    Status: healthy,
    InterfaceEnabled: true,
    MACAddress: nic.mac,
    PermanentMACAddress: nic.mac,
    ...readLinkStatus(nic),
    ...(nic.mtu !== undefined && { MTUSize: nic.mtu }),
    ...readVlan(nic),
    ...readIpAddresses(nic.addresses),
    Links: {
      Chassis: link(chassisUri(machine.id)),
      ...links('NetworkDeviceFunctions', [deviceFunctionUri(machine.id, nic.mac)]),
      ...links('Ports', [portUri(machine.id, nic.mac)]),
    },
  }),
});
