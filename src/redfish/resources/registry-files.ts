import { manager } from '../call.js';
import { defineCollection } from '../collection.js';
import { registries } from '../registries.js';

export const registryFiles = defineCollection({
  path: '/redfish/v1/Registries',
  of: 'MessageRegistryFile',
  name: 'Registries',
  privileges: { write: manager },
  members: () => registries.map(({ id }) => id),
});
