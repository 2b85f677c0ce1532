import { defineCollection } from '../collection.js';

export const chassisCollection = defineCollection({
  path: '/redfish/v1/Chassis',
  of: 'Chassis',
  name: 'Chassis',
  members: async (_, { machines }) => (await machines()).map(({ id }) => id),
});
