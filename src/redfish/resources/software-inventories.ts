import { defineCollection } from '../collection.js';
import { installedSoftware } from '../software.js';

export const softwareInventories = defineCollection({
  path: '/redfish/v1/UpdateService/FirmwareInventory',
  of: 'SoftwareInventory',
  name: 'Firmware Inventory',
  members: async (_, call) => (await installedSoftware(call)).map(({ id }) => id),
});
