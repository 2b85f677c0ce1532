import { manager } from '../call.js';
import { defineCollection } from '../collection.js';

export const virtualMediaCollection = defineCollection({
  path: ['/redfish/v1/Systems/{machine}/VirtualMedia', '/redfish/v1/Managers/{machine}/VirtualMedia'],
  of: 'VirtualMedia',
  name: 'Virtual Media',
  privileges: { write: manager },
  members: ({ machine }) => machine.media.map(({ id }) => id),
});
