import { defineCollection } from '../collection.js';
import { busesOf } from '../storage.js';

export const simpleStorages = defineCollection({
  path: '/redfish/v1/Systems/{machine}/SimpleStorage',
  of: 'SimpleStorage',
  name: 'Simple Storage',
  members: ({ machine }) => busesOf(machine).map(({ name }) => name),
});
