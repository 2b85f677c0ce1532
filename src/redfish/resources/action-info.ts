import { manager } from '../call.js';
import { defineResource, hasParameters, type Resource } from '../resource.js';
import type { ObjectSchema, Schema } from '../schema.js';
import type { Allowable } from '../validate.js';

const dataTypes = { string: 'String', boolean: 'Boolean', integer: 'Number', number: 'Number' } as const;

/** `ActionInfo.ParameterTypes`. */
const dataType = (schema: Schema): string => {
  if (schema.type === 'object') return 'Object';
  if ('items' in schema) return schema.items.type === 'object' ? 'ObjectArray' : 'StringArray';
  return dataTypes[typeof schema.type === 'string' ? schema.type : schema.type[0]];
};

const parameter = (name: string, schema: Schema, { required = [] }: ObjectSchema, allowable: Allowable) => ({
  Name: name,
  Required: required.includes(name),
  DataType: dataType(schema),
  ...('enum' in schema && { AllowableValues: allowable[name] ?? schema.enum }),
  ...('items' in schema && 'enum' in schema.items && { AllowableValues: schema.items.enum }),
  ...('minimum' in schema && { MinimumValue: schema.minimum }),
  ...('maximum' in schema && { MaximumValue: schema.maximum }),
});

/** The resources that describe the parameters of a resource's actions, one for each action that has any. */
export const actionInfosOf = (resource: Resource): Resource[] =>
  Object.entries(resource.actions)
    .filter(([, parameters]) => hasParameters(parameters))
    .map(([name, schema]) =>
      defineResource({
        path: resource.paths.map((path) => `${path}/${name}ActionInfo`),
        type: 'ActionInfo.v1_5_0.ActionInfo',
        privileges: { write: manager, create: manager },
        find: async (params, call) => {
          const owner = await resource.find(params, call);
          return owner?.offered(name) ? owner : undefined;
        },
        read: (owner) => ({
          Id: `${name}ActionInfo`,
          Name: `${name} Action Info`,
          Parameters: Object.entries(schema.properties)
            .filter(([key]) => !key.startsWith('@'))
            .map(([key, property]) => parameter(key, property, schema, owner.allowable(name))),
        }),
      }),
    );
