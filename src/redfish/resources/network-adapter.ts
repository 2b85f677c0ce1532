import { link, links } from '../link.js';
import { cardOf, describeCard, pciOfCard } from '../network.js';
import { pcieDeviceId } from '../pcie.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { deviceFunctionUri, pcieDeviceUri, portUri } from '../uris.js';

/** A network card of a machine as the part that is plugged in, by its MAC address. */
export const networkAdapter = defineResource({
  path: '/redfish/v1/Chassis/{machine}/NetworkAdapters/{mac}',
  type: 'NetworkAdapter.v1_14_0.NetworkAdapter',
  find: ({ machine, mac }) => cardOf(machine, mac),
  read: ({ nic, machine }, { uri }) => {
    const slot = pciOfCard({ nic, machine });
    return {
      Id: nic.mac,
      Name: `Network adapter ${nic.mac}`,
      ...describeCard(nic),
      Status: healthy,
      ...(nic.model && { Model: nic.model }),
      NetworkDeviceFunctions: link(`${uri}/NetworkDeviceFunctions`),
      Ports: link(`${uri}/Ports`),
      Controllers: [
        {
          ControllerCapabilities: { NetworkPortCount: 1, NetworkDeviceFunctionCount: 1 },
          Links: {
            ...links('NetworkDeviceFunctions', [deviceFunctionUri(machine.id, nic.mac)]),
            ...links('PCIeDevices', slot ? [pcieDeviceUri(machine.id, pcieDeviceId(slot))] : []),
            ...links('Ports', [portUri(machine.id, nic.mac)]),
          },
        },
      ],
    };
  },
});
