import { manager } from '../call.js';
import { defineCollection } from '../collection.js';
import { defineResource, type Resource } from '../resource.js';
import { schemaUri } from '../uris.js';

/** `ComputerSystem.v1_27_0` of `ComputerSystem.v1_27_0.ComputerSystem`. */
const idOf = (type: string): string => type.slice(0, type.lastIndexOf('.'));

/** Where the schemas are of all types that are served: a collection, and a file for each of them. */
export const jsonSchemasOf = (resources: readonly Resource[]): readonly Resource[] => {
  const own = ['JsonSchemaFileCollection.JsonSchemaFileCollection', 'JsonSchemaFile.v1_1_5.JsonSchemaFile'];
  const all = [...resources.map(({ type }) => type), ...own].filter((type) => type.includes('.'));
  const types = new Map([...new Set(all)].sort().map((type) => [idOf(type), type]));
  return [
    defineCollection({
      path: '/redfish/v1/JsonSchemas',
      of: 'JsonSchemaFile',
      name: 'JSON Schemas',
      privileges: { write: manager },
      members: () => [...types.keys()],
    }),
    defineResource({
      path: '/redfish/v1/JsonSchemas/{schema}',
      type: 'JsonSchemaFile.v1_1_5.JsonSchemaFile',
      privileges: { write: manager },
      find: ({ schema }) => types.get(schema),
      read: (type) => ({
        Id: idOf(type),
        Name: `${idOf(type)} Schema`,
        Schema: `#${type}`,
        Languages: ['en'],
        Location: [{ Language: 'en', PublicationUri: schemaUri(type) }],
      }),
    }),
  ];
};
