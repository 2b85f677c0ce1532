import { defineCollection } from '../collection.js';

export const systems = defineCollection({
  path: '/redfish/v1/Systems',
  of: 'ComputerSystem',
  name: 'Computer Systems',
  members: async (_, { machines }) => (await machines()).map(({ id }) => id),
});
