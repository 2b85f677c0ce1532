import { defineCollection } from '../collection.js';

/** All drives of a machine, whatever bus they are on: the one place that the schema has for drives without deprecating it. */
export const chassisDrives = defineCollection({
  path: '/redfish/v1/Chassis/{machine}/Drives',
  of: 'Drive',
  name: 'Drives',
  members: ({ machine }) => machine.disks.map(({ target }) => target),
});
