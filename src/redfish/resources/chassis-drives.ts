import { defineCollection } from '../collection.js';
import { driveId } from '../storage.js';

/** All drives that the caller may see: the one place that the schema has for drives without deprecating it. */
export const chassisDrives = defineCollection({
  path: '/redfish/v1/Chassis/{chassis}/Drives',
  of: 'Drive',
  name: 'Drives',
  members: async ({ chassis }, { machines }) =>
    chassis === '1' ? (await machines()).flatMap(({ id, disks }) => disks.map((disk) => driveId(id, disk))) : undefined,
});
