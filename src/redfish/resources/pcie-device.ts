import { link, links } from '../link.js';
import { pcieDeviceOf, titleOf, vendorOf } from '../pcie.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { chassisUri } from '../uris.js';

/** What is in one slot of a machine's PCI buses. Lanes and generations are absent: nothing here is a wire. */
export const pcieDevice = defineResource({
  path: '/redfish/v1/Chassis/{machine}/PCIeDevices/{device}',
  type: 'PCIeDevice.v1_21_0.PCIeDevice',
  find: ({ machine, device: id }) => {
    const device = pcieDeviceOf(machine, id);
    const [first] = device?.functions ?? [];
    return device && first && { ...device, first, machine };
  },
  read: ({ id, functions, first, machine }, { uri }) => {
    const manufacturer = vendorOf(first);
    return {
      Id: id,
      Name: `${titleOf(first)} ${id}`,
      ...(first.host && { Description: `Passed through: ${first.host} of the host` }),
      Status: healthy,
      DeviceType: functions.some(({ multifunction }) => multifunction) ? 'MultiFunction' : 'SingleFunction',
      ...(manufacturer && { Manufacturer: manufacturer }),
      ...(first.model && { Model: first.model }),
      Slot: { Location: { PartLocation: { ServiceLabel: id } } },
      PCIeFunctions: link(`${uri}/PCIeFunctions`),
      Links: links('Chassis', [chassisUri(machine.id)]),
    };
  },
});
