import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { busTitle, protocolOf, raidTypesOf, subsystemOf } from '../storage.js';

/** What a bus's disks are attached to. */
export const storageController = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Controllers/{controller}',
  type: 'StorageController.v1_11_0.StorageController',
  find: ({ machine, storage, controller }) => (controller === '1' ? subsystemOf(machine, storage) : undefined),
  read: ({ name }) => ({
    Id: '1',
    Name: `${busTitle(name)} controller`,
    Status: healthy,
    SupportedDeviceProtocols: [protocolOf(name)],
    SupportedRAIDTypes: raidTypesOf(name),
  }),
});
