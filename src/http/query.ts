import { redfishError } from '../redfish/errors.js';
import { deepestExpansion } from '../redfish/protocol.js';
import { type Filter, parseFilter } from './filter.js';
import { FilterSyntaxError } from './filter-tokens.js';

/** Which references are replaced by what they refer to (DSP0266, "$expand"): those in `Links`, the others, or both. */
export interface Expansion {
  readonly links: boolean;
  readonly others: boolean;
  readonly levels: number;
}

/** What a client asks of a GET besides the resource (DSP0266, "Query parameters"). */
export interface Query {
  readonly excerpt?: true;
  readonly only?: true;
  readonly filter?: Filter;
  readonly skip?: number;
  readonly top?: number;
  readonly expand?: Expansion;
  readonly select?: readonly string[];
}

const wrongFormat = (name: string, value: string) => redfishError('QueryParameterValueFormatError', [value, name]);

const count = (name: string, value: string): number => {
  if (!/^\d{1,15}$/.test(value)) throw wrongFormat(name, value);
  return Number(value);
};

const filterOf = (name: string, value: string): Filter => {
  try {
    return parseFilter(value);
  } catch (cause) {
    if (!(cause instanceof FilterSyntaxError)) throw cause;
    throw redfishError('QueryParameterValueFormatError', [value, name], { cause });
  }
};

const expansionOf = (name: string, value: string): Expansion => {
  const [, kind, given] = /^([*.~])(?:\(\$levels=(\d{1,6}|max)\))?$/.exec(value) ?? [];
  if (kind === undefined) throw wrongFormat(name, value);
  const levels = given === 'max' ? deepestExpansion : Number(given ?? 1);
  if (levels < 1 || levels > deepestExpansion)
    throw redfishError('QueryParameterOutOfRange', [value, name, `1 to ${deepestExpansion}`]);
  return { links: kind !== '.', others: kind !== '~', levels };
};

const paths = (name: string, value: string): readonly string[] => {
  const all = value.split(',').map((path) => path.trim());
  if (all.some((path) => path === '')) throw wrongFormat(name, value);
  return all;
};

const readers: Readonly<Record<string, (name: string, value: string) => Query>> = {
  excerpt: (name, value) => {
    if (value !== '') throw wrongFormat(name, value);
    return { excerpt: true };
  },
  only: (name, value) => {
    if (value !== '') throw wrongFormat(name, value);
    return { only: true };
  },
  $filter: (name, value) => ({ filter: filterOf(name, value) }),
  $skip: (name, value) => ({ skip: count(name, value) }),
  $top: (name, value) => ({ top: count(name, value) }),
  $expand: (name, value) => ({ expand: expansionOf(name, value) }),
  $select: (name, value) => ({ select: paths(name, value) }),
};

/** Undefined: no query. Parameters without `$` that nobody knows are ignored; with `$` they are 501. */
export const parseQuery = (search: string): Query | undefined => {
  if (search === '') return undefined;
  const given = new URLSearchParams(search);
  let query: Query = {};
  for (const [name, value] of given) {
    const read = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (read === undefined && name.startsWith('$')) throw redfishError('QueryNotSupported', []);
    if (read === undefined) continue;
    if (given.getAll(name).length > 1) throw redfishError('QueryCombinationInvalid', []);
    query = { ...query, ...read(name, value) };
  }
  if (query.only && (query.filter || query.top !== undefined || query.skip !== undefined))
    throw redfishError('QueryCombinationInvalid', []);
  return Object.keys(query).length === 0 ? undefined : query;
};
