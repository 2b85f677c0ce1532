import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { busOf, busTitle } from '../storage.js';

/** The disks of one bus, for clients that need no more than their sizes. */
export const simpleStorage = defineResource({
  path: '/redfish/v1/Systems/{machine}/SimpleStorage/{storage}',
  type: 'SimpleStorage.v1_3_2.SimpleStorage',
  find: ({ machine, storage }) => busOf(machine, storage),
  read: ({ name, disks }) => ({
    Id: name,
    Name: `${busTitle(name)} storage`,
    Status: healthy,
    Devices: disks.map(({ target, capacity }) => ({
      Name: target,
      ...(capacity !== undefined && { CapacityBytes: capacity }),
      Status: healthy,
    })),
  }),
});
