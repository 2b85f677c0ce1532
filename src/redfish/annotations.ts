import type { ObjectSchema, Schema } from './schema.js';
import type { Allowable } from './validate.js';

export type Properties = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `X@Redfish.AllowableValues` for every property or parameter that has an enumeration. */
export const allowableValues = (schema: ObjectSchema, allowable: Allowable, prefix = ''): Properties =>
  Object.fromEntries(
    Object.entries(schema.properties).flatMap(([key, property]) => {
      const values = allowable[prefix + key] ?? enumeration(property);
      return values ? [[`${key}@Redfish.AllowableValues`, values]] : [];
    }),
  );

const enumeration = (schema: Schema) => ('enum' in schema ? schema.enum?.filter((value) => value !== null) : undefined);

/**
 * Adds what the writable properties' schema says to a representation, each beside its property:
 * `@Redfish.WriteableProperties` (DSP0266; the interop validator believes no other place) and allowable values.
 */
export const annotate = (body: Properties, whole: ObjectSchema, allowable: Allowable, prefix = ''): Properties => {
  const told = Object.entries(whole.properties).filter(([key, one]) => !('silent' in one) || Object.hasOwn(body, key));
  const schema = { ...whole, properties: Object.fromEntries(told) };
  const inner = Object.entries(schema.properties).flatMap(([key, property]) => {
    const value = body[key];
    return 'properties' in property && property.annotated !== false && isObject(value)
      ? [[key, annotate(value, property, allowable, `${prefix}${key}/`)] as const]
      : [];
  });
  return {
    ...body,
    ...Object.fromEntries(inner),
    ...allowableValues(schema, allowable, prefix),
    '@Redfish.WriteableProperties': Object.keys(schema.properties).filter((key) => !key.startsWith('@')),
  };
};
