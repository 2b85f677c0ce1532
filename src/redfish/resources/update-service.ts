import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { root } from '../uris.js';

/** What is installed. Nothing here can be updated through Redfish, so there is no action for it. */
export const updateService = defineResource({
  path: '/redfish/v1/UpdateService',
  type: 'UpdateService.v1_17_0.UpdateService',
  find: (_, { context }) => context,
  read: () => ({
    Id: 'UpdateService',
    Name: 'Update Service',
    Status: healthy,
    FirmwareInventory: link(`${root}/UpdateService/FirmwareInventory`),
  }),
});
