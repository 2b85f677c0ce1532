/**
 * The part of JSON Schema that request bodies need, and the TypeScript type of a value that passed one.
 * Objects take no properties but their own: `compile` adds `additionalProperties: false` everywhere.
 */

type Scalar = 'string' | 'boolean' | 'integer' | 'number';

export interface ScalarSchema {
  /** `object`: an empty one, which leaves an element of an array as it is. */
  readonly type: Scalar | readonly [Scalar, 'null'] | readonly ['string', 'object', 'null'];
  readonly enum?: readonly (string | null)[];
  readonly format?: 'uri' | 'date-time';
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxProperties?: 0;
  /** True: taken always, and announced only where the representation has the property (see `settings.legacyProperties`). */
  readonly silent?: true;
}
export interface ArraySchema {
  readonly type: 'array' | readonly ['array', 'null'];
  readonly items: Schema;
  readonly uniqueItems?: boolean;
  readonly maxItems?: number;
}
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** As a scalar's. */
  readonly silent?: true;
  /** False: its members are no properties of the type (a BIOS's attributes), and get no annotations. */
  readonly annotated?: false;
}
/** Any keys, all of one kind of value: HTTP headers. */
export interface MapSchema {
  readonly type: 'object';
  readonly additionalProperties: ScalarSchema;
}
export type Schema = ScalarSchema | ArraySchema | ObjectSchema | MapSchema;

interface Named {
  string: string;
  boolean: boolean;
  integer: number;
  number: number;
  null: null;
  object: Readonly<Record<string, never>>;
}
type OfType<T> = T extends keyof Named ? Named[T] : never;
type RequiredKeys<S> = S extends { readonly required: readonly (infer K)[] } ? K : never;

/** What a JSON value is, once it passed the schema `S`. */
export type Value<S> = S extends { readonly enum: readonly (infer E)[] }
  ? E
  : S extends { readonly type: 'object'; readonly properties: infer P }
    ? { readonly [K in keyof P as K extends RequiredKeys<S> ? never : K]?: Value<P[K]> } & {
        readonly [K in keyof P as K extends RequiredKeys<S> ? K : never]: Value<P[K]>;
      }
    : S extends { readonly type: 'object'; readonly additionalProperties: infer V }
      ? Readonly<Record<string, Value<V>>>
      : S extends { readonly type: 'array'; readonly items: infer I }
        ? readonly Value<I>[]
        : S extends { readonly type: readonly ['array', 'null']; readonly items: infer I }
          ? readonly Value<I>[] | null
          : S extends { readonly type: readonly (infer T)[] }
            ? OfType<T>
            : S extends { readonly type: infer T }
              ? OfType<T>
              : never;

/** A body without properties: actions that take no parameters. */
export const nothing = { type: 'object', properties: {} } as const satisfies ObjectSchema;
