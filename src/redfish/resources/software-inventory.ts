import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { installedSoftware } from '../software.js';
import { healthy } from '../status.js';

export const softwareInventory = defineResource({
  path: '/redfish/v1/UpdateService/FirmwareInventory/{software}',
  type: 'SoftwareInventory.v1_13_0.SoftwareInventory',
  find: async ({ software }, call) => (await installedSoftware(call)).find(({ id }) => id === software),
  read: ({ id, name, version, runs }) => ({
    Id: id,
    Name: name,
    Version: version,
    Updateable: false,
    Status: healthy,
    ...links('RelatedItem', runs),
  }),
});
