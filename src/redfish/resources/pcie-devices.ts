import { defineCollection } from '../collection.js';
import { pcieDevicesOf } from '../pcie.js';

export const pcieDevices = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/PCIeDevices',
  of: 'PCIeDevice',
  name: 'PCIe Devices',
  members: ({ machine }) => pcieDevicesOf(machine).map(({ id }) => id),
});
