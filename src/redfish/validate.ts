import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { redfishError } from './errors.js';
import type { Message } from './messages.js';
import {
  missing,
  notInList,
  outOfRange,
  type Place,
  readOnly,
  throwAll,
  unknown,
  wrongFormat,
  wrongType,
} from './problems.js';
import type { ObjectSchema, Schema, Value } from './schema.js';

const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true });
formats.default(ajv, ['uri', 'date-time']);

/** Objects take their own properties only. */
const closed = (schema: Schema): object => {
  if ('properties' in schema) {
    const properties = Object.fromEntries(
      Object.entries(schema.properties).map(([key, value]) => [key, closed(value)]),
    );
    const { annotated: _, silent: _silent, ...standard } = schema;
    return { ...standard, properties, additionalProperties: false };
  }
  if ('items' in schema) return { ...schema, items: closed(schema.items) };
  if (!('silent' in schema)) return schema;
  const { silent: _, ...standard } = schema;
  return standard;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Without what OData lets a client send back from a GET (`@odata.id`, `X@odata.count`): it is not to be changed by it.
 * What the schema names itself is meant: a reference in a list of references.
 */
const withoutAnnotations = (value: unknown, schema?: Schema): unknown => {
  if (Array.isArray(value)) {
    const items = schema && 'items' in schema ? schema.items : undefined;
    return value.map((one) => withoutAnnotations(one, items));
  }
  if (!isObject(value)) return value;
  const own = schema && 'properties' in schema ? schema.properties : {};
  const kept = Object.entries(value).filter(([key]) => Object.hasOwn(own, key) || !key.includes('@odata.'));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutAnnotations(inner, own[key])]));
};

/** What one of ajv's findings means in the registry's words. */
const translate = (error: ErrorObject, place: (path: string) => Place, present: unknown): Message | undefined => {
  const path = error.instancePath.slice(1);
  const below = (key: string) => (path === '' ? key : `${path}/${key}`);
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = below(String(error.params.additionalProperty));
      return has(present, key) ? readOnly(key) : unknown(place(key));
    }
    case 'required':
      return missing(place(below(String(error.params.missingProperty))));
    case 'type':
      return wrongType(place(path), error.data);
    case 'enum':
      // A value of the wrong type is reported as that alone.
      return typeof error.data === 'string' ? notInList(place(path), error.data) : undefined;
    case 'minimum':
    case 'maximum':
      return outOfRange(place(path), error.data);
    default:
      return wrongFormat(place(path), error.data);
  }
};

/** Whether the resource, as it reads, has something at this path. */
const has = (present: unknown, path: string): boolean => {
  let at = present;
  for (const key of path.split('/')) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return false;
    at = at[key];
  }
  return true;
};

/** The values that a resource takes now, by path, where they are fewer than the schema's. */
export type Allowable = Readonly<Record<string, readonly string[]>>;

interface About<S> {
  /** Of an action's parameters; absent: properties. */
  readonly action?: string;
  /** The resource as it reads now: a property that is there, and not in the schema, is read-only and not unknown. */
  readonly present?: unknown;
  readonly allowable?: (body: Value<S>) => Allowable;
}

const notAllowed = (body: Record<string, unknown>, allowable: Allowable, place: (path: string) => Place): Message[] =>
  Object.entries(allowable).flatMap(([path, values]) => {
    const value = path.split('/').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), body);
    return typeof value === 'string' && !values.includes(value) ? [notInList(place(path), value)] : [];
  });

/**
 * Makes the check of a body: returns it as a value of the schema, or throws a `RedfishError` with all that is wrong. The
 * first body of its kind has it compiled: that of all schemas is a good part of a start, and most are never sent.
 */
export const compile = <const S extends ObjectSchema>(schema: S) => {
  let compiled: ValidateFunction<Value<S>> | undefined;
  return (body: Record<string, unknown>, { action, present, allowable }: About<S> = {}): Value<S> => {
    const place = (path: string): Place => (action === undefined ? { property: path } : { action, parameter: path });
    const value = withoutAnnotations(body, schema);
    compiled ??= ajv.compile<Value<S>>(closed(schema));
    const valid = compiled;
    if (!valid(value)) {
      throwAll((valid.errors ?? []).flatMap((error) => translate(error, place, present) ?? []));
      throw new Error('a schema error without a message');
    }
    if (allowable) throwAll(notAllowed(body, allowable(value), place));
    return value;
  };
};

/** A change needs something to change (DSP0266, "PATCH": `NoOperation` where there are annotations alone). */
export const requireContent = (body: Record<string, unknown>): void => {
  const keys = Object.keys(body);
  if (keys.length === 0) throw redfishError('EmptyJSON', []);
  if (keys.every((key) => key.includes('@odata.'))) throw redfishError('NoOperation', []);
};
