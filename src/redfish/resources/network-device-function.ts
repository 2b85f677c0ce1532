import { link, links } from '../link.js';
import { bootModeOf, cardOfPart, onlyPart, pciOfCard, readVlan } from '../network.js';
import { pcieDeviceId } from '../pcie.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { ethernetInterfaceUri, pcieFunctionUri, portUri } from '../uris.js';

/** What a network card is to the machine's operating system. */
export const networkDeviceFunction = defineResource({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters/{mac}/NetworkDeviceFunctions/{function}',
  type: 'NetworkDeviceFunction.v1_11_1.NetworkDeviceFunction',
  find: ({ machine, mac, function: part }) => cardOfPart(machine, mac, part),
  read: (card) => {
    const { nic, machine } = card;
    const port = portUri(machine.id, nic.mac);
    const pci = pciOfCard(card);
    return {
      Id: onlyPart,
      Name: `Function of network adapter ${nic.mac}`,
      Status: healthy,
      DeviceEnabled: true,
      NetDevFuncType: 'Ethernet',
      NetDevFuncCapabilities: ['Ethernet'],
      BootMode: bootModeOf(card),
      Ethernet: {
        MACAddress: nic.mac,
        PermanentMACAddress: nic.mac,
        ...(nic.mtu !== undefined && { MTUSize: nic.mtu }),
        ...readVlan(nic),
      },
      ...links('AssignablePhysicalNetworkPorts', [port]),
      Links: {
        PhysicalNetworkPortAssignment: link(port),
        ...(pci && { PCIeFunction: link(pcieFunctionUri(machine.id, pcieDeviceId(pci), pci.function)) }),
        ...links('EthernetInterfaces', [ethernetInterfaceUri(machine.id, nic.mac)]),
      },
    };
  },
});
