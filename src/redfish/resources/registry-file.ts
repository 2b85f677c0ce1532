import { manager } from '../call.js';
import { registries } from '../registries.js';
import { defineResource } from '../resource.js';

/** Where a registry is to be had. */
export const registryFile = defineResource({
  path: '/redfish/v1/Registries/{registry}',
  type: 'MessageRegistryFile.v1_1_5.MessageRegistryFile',
  privileges: { write: manager },
  find: ({ registry }) => registries.find(({ id }) => id === registry),
  snapshot: (registry) => registry,
  read: ({ id, names, location }) => ({
    Id: id,
    Name: `${names} Registry`,
    Registry: names,
    Languages: ['en'],
    Location: [{ Language: 'en', ...location }],
  }),
});
