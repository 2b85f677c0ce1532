import { defineCollection } from '../collection.js';
import { busOf, hasVolume } from '../storage.js';

export const volumes = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Volumes',
  of: 'Volume',
  name: 'Volumes',
  members: ({ machine, storage }) =>
    busOf(machine, storage)
      ?.disks.filter(hasVolume)
      .map(({ target }) => target),
});
