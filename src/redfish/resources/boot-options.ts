import { defineCollection } from '../collection.js';

export const bootOptions = defineCollection({
  path: '/redfish/v1/Systems/{machine}/BootOptions',
  of: 'BootOption',
  name: 'Boot Options',
  members: ({ machine }) => machine.boot.options.map(({ id }) => id),
});
