import { defineCollection } from '../collection.js';
import { busesOf } from '../storage.js';

export const storages = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Storage',
  of: 'Storage',
  name: 'Storage',
  members: ({ machine }) => busesOf(machine).map(({ name }) => name),
});
