import { manager, type Needs } from '../call.js';
import { defineResource, type Resource, shortType } from '../resource.js';
import { privilegeMapUri } from '../uris.js';

const sets = (needs: Needs) => needs.filter((set) => !set.includes('NoAuth')).map((set) => ({ Privilege: set }));

/** What each operation needs; those that a resource has not, too, as the standard registry has them. */
const operations = ({ privileges: { read, write, create } }: Resource) => ({
  GET: sets(read),
  HEAD: sets(read),
  PATCH: sets(write),
  PUT: sets(write),
  DELETE: sets(write),
  POST: sets(create),
});

const overrides = ({ privileges: { properties = {} } }: Resource) =>
  Object.entries(properties).map(([property, needs]) => ({
    Targets: [property],
    OperationMap: { PATCH: sets(needs) },
  }));

/** The first declaration of each type: types with several places need the same in each, or say so by a type of their own. */
const firstOfEach = (resources: readonly Resource[]): readonly Resource[] => {
  const entities = new Map<string, Resource>();
  for (const resource of resources) {
    const entity = shortType(resource.type);
    if (resource.type.includes('.') && !entities.has(entity)) entities.set(entity, resource);
  }
  return [...entities.values()];
};

/** Which privileges each operation of this service needs (DSP0266, "Privilege registry"): made of the declarations. */
export const privilegeMapOf = (resources: readonly Resource[]): Resource => {
  const mappings = firstOfEach(resources).map((resource) => {
    const special = overrides(resource);
    return {
      Entity: shortType(resource.type),
      OperationMap: operations(resource),
      ...(special.length > 0 && { PropertyOverrides: special }),
    };
  });
  return defineResource({
    path: privilegeMapUri,
    type: 'PrivilegeRegistry.v1_2_0.PrivilegeRegistry',
    privileges: { write: manager, create: manager },
    find: () => mappings,
    snapshot: (all) => all,
    read: (all) => ({
      Id: 'PrivilegeMap',
      Name: 'Privilege Map',
      PrivilegesUsed: ['Login', 'ConfigureManager', 'ConfigureUsers', 'ConfigureComponents', 'ConfigureSelf'],
      OEMPrivilegesUsed: [],
      Mappings: all,
    }),
  });
};
