import type { Properties } from '../redfish/annotations.js';
import { redfishError } from '../redfish/errors.js';

/** What a client asks of a GET besides the resource (DSP0266, "Query parameters"). */
export interface Query {
  readonly only: boolean;
  readonly select?: readonly string[];
  readonly top?: number;
  readonly skip?: number;
}

const count = (name: string, value: string): number => {
  if (!/^\d+$/.test(value)) throw redfishError('QueryParameterValueFormatError', [value, name]);
  return Number(value);
};

/** Undefined: no query. Parameters without `$` that nobody knows are ignored; with `$` they are 501. */
export const parseQuery = (search: string): Query | undefined => {
  if (search === '') return undefined;
  let query: Query = { only: false };
  for (const [name, value] of new URLSearchParams(search)) {
    if (name === '$select') query = { ...query, select: value.split(',').map((path) => path.trim()) };
    else if (name === '$top') query = { ...query, top: count(name, value) };
    else if (name === '$skip') query = { ...query, skip: count(name, value) };
    else if (name === 'only') {
      if (value !== '') throw redfishError('QueryParameterValueFormatError', [value, name]);
      query = { ...query, only: true };
    } else if (name.startsWith('$')) throw redfishError('QueryNotSupported', []);
  }
  return query;
};

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is left of a representation: its own `@odata` annotations always, and what the paths (`Boot/BootOrder`) name. */
const select = (body: Properties, paths: readonly string[]): Properties => {
  const entries = Object.entries(body).flatMap(([key, value]) => {
    if (key.startsWith('@odata.') || paths.includes(key)) return [[key, value]];
    const inner = paths.flatMap((path) => (path.startsWith(`${key}/`) ? [path.slice(key.length + 1)] : []));
    return inner.length > 0 && isObject(value) ? [[key, select(value, inner)]] : [];
  });
  return Object.fromEntries(entries);
};

/** The one member's URI, where `only` is asked and there is one and only one (DSP0266, "only"). */
export const onlyMember = ({ Members: members }: Properties): string | undefined => {
  if (!Array.isArray(members)) throw redfishError('QueryNotSupportedOnResource', []);
  const [first]: unknown[] = members;
  const uri = members.length === 1 && isObject(first) ? first['@odata.id'] : undefined;
  return typeof uri === 'string' ? uri : undefined;
};

/** Applies `$skip`, `$top` and `$select`, in this order. */
export const applyQuery = (body: Properties, { select: paths, top, skip }: Query): Properties => {
  let result = body;
  if (top !== undefined || skip !== undefined) {
    if (!Array.isArray(body.Members)) throw redfishError('QueryNotSupportedOnResource', []);
    const from = skip ?? 0;
    result = { ...result, Members: body.Members.slice(from, top === undefined ? undefined : from + top) };
  }
  return paths ? select(result, paths) : result;
};
