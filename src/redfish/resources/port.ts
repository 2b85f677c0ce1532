import { link, links } from '../link.js';
import { cardOfPart, onlyPart, readLinkStatus } from '../network.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { ethernetInterfaceUri } from '../uris.js';

/** The socket of a network card. Its speed is nobody's to know: it is as fast as its host. */
export const port = defineResource({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters/{mac}/Ports/{port}',
  type: 'Port.v1_18_0.Port',
  find: ({ machine, mac, port: part }) => cardOfPart(machine, mac, part),
  read: ({ nic, machine }, { uri, context: { hypervisor } }) => ({
    Id: onlyPart,
    Name: `Port of network adapter ${nic.mac}`,
    Status: healthy,
    PortId: onlyPart,
    PortProtocol: 'Ethernet',
    PortType: 'BidirectionalPort',
    LinkNetworkTechnology: 'Ethernet',
    // `virsh domif-setlink` is the one that wants it.
    ...(nic.linkUp !== undefined && { LinkState: nic.linkUp ? 'Enabled' : 'Disabled' }),
    ...readLinkStatus(nic),
    Ethernet: { AssociatedMACAddresses: [nic.mac] },
    ...(hypervisor.metrics && { Metrics: link(`${uri}/Metrics`) }),
    Links: links('EthernetInterfaces', [ethernetInterfaceUri(machine.id, nic.mac)]),
  }),
});
