import { defineCollection } from '../collection.js';
import { subsystemsOf } from '../storage.js';

export const storages = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Storage',
  of: 'Storage',
  name: 'Storage',
  members: ({ machine }) => subsystemsOf(machine).map(({ name }) => name),
});
