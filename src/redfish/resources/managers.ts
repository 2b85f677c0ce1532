import { defineCollection } from '../collection.js';

export const managers = defineCollection({
  path: '/redfish/v1/Managers',
  of: 'Manager',
  name: 'Managers',
  members: async (_, { machines }) => (await machines()).map(({ id }) => id),
});
