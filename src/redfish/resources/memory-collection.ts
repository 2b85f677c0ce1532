import { defineCollection } from '../collection.js';

export const memoryCollection = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Memory',
  of: 'Memory',
  name: 'Memory',
  members: ({ machine }) => machine.memory.modules.map(({ id }) => id),
});
