import { biosRegistry, biosRegistryUri } from '../bios/registry.js';
import { manager } from '../call.js';
import { defineResource } from '../resource.js';

/** What the attributes of `Bios` are: the same for all machines. */
export const attributeRegistry = defineResource({
  path: biosRegistryUri,
  type: 'AttributeRegistry.v1_4_0.AttributeRegistry',
  privileges: { write: manager },
  find: () => biosRegistry,
  snapshot: (registry) => registry,
  read: (registry) => registry,
});
