import { defineCollection } from '../collection.js';
import { pcieDeviceOf } from '../pcie.js';

export const pcieFunctions = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/PCIeDevices/{device}/PCIeFunctions',
  of: 'PCIeFunction',
  name: 'PCIe Functions',
  members: ({ machine, device: id }) => pcieDeviceOf(machine, id)?.functions.map((one) => String(one.function)),
});
