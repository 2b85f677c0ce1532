import type { Properties } from '../redfish/annotations.js';
import { redfishError } from '../redfish/errors.js';
import { excerptOf } from '../redfish/excerpts.js';
import { expand, type ReadMember, referenceOf } from './expand.js';
import type { Filter } from './filter.js';
import type { Query } from './query.js';

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `Boot/BootOrder`; into arrays as into objects: `Members/Name`. */
const selectIn = (value: unknown, paths: readonly string[]): unknown => {
  if (Array.isArray(value)) return value.map((item: unknown) => selectIn(item, paths));
  return isObject(value) ? select(value, paths) : value;
};

/** What is left of a representation: its own `@odata` annotations always, and what the paths name. */
const select = (body: Properties, paths: readonly string[]): Properties => {
  const entries = Object.entries(body).flatMap(([key, value]) => {
    if (key.startsWith('@odata.') || paths.includes(key)) return [[key, value]];
    const inner = paths.flatMap((path) => (path.startsWith(`${key}/`) ? [path.slice(key.length + 1)] : []));
    return inner.length > 0 && typeof value === 'object' && value !== null ? [[key, selectIn(value, inner)]] : [];
  });
  return Object.fromEntries(entries);
};

const membersOf = ({ Members: members }: Properties): readonly unknown[] => {
  if (!Array.isArray(members)) throw redfishError('QueryNotSupportedOnResource', []);
  return members;
};

/** What a member stands for: what it refers to or, in a collection that comes expanded, itself. */
const memberBehind = async (member: unknown, read: ReadMember): Promise<Properties | undefined> => {
  const uri = referenceOf(member);
  if (uri !== undefined) return read(uri);
  return isObject(member) ? member : undefined;
};

const filtered = async (body: Properties, wanted: Filter, read: ReadMember): Promise<Properties> => {
  const kept: unknown[] = [];
  for (const member of membersOf(body)) {
    const found = await memberBehind(member, read);
    if (found && wanted(found)) kept.push(member);
  }
  return { ...body, Members: kept, 'Members@odata.count': kept.length };
};

/** The count stays that of all; `nextLink` leads to what comes after a full page (DSP0266, "Resource collections"). */
const page = (body: Properties, { skip = 0, top }: Query, search: string): Properties => {
  const all = membersOf(body);
  const end = top === undefined ? all.length : skip + top;
  const cut = { ...body, Members: all.slice(skip, end) };
  if (top === undefined || top === 0 || end >= all.length) return cut;
  const rest = new URLSearchParams(search);
  rest.set('$skip', String(end));
  const encoded = rest.toString().replaceAll('%24', '$').replaceAll('+', '%20');
  return { ...cut, 'Members@odata.nextLink': `${String(body['@odata.id'])}?${encoded}` };
};

/** The one member, where `only` is asked and there is one and only one (DSP0266, "only"). */
const onlyMember = async (body: Properties, read: ReadMember): Promise<Properties> => {
  const members = membersOf(body);
  return (members.length === 1 ? await memberBehind(members[0], read) : undefined) ?? body;
};

/** Whether the answer depends on more than the resource itself, whose ETag then says too little. */
export const looksFurther = ({ only, filter, expand: expansion }: Query): boolean =>
  only === true || filter !== undefined || expansion !== undefined;

/** Applies a query to a representation; `search` is its text. `size` of a page, where the client has no wish. */
export const applyQuery = async (
  own: Properties,
  query: Query,
  search: string,
  read: ReadMember,
  size?: number,
): Promise<Properties> => {
  let body = query.only ? await onlyMember(own, read) : own;
  if (query.excerpt) body = excerptOf(body);
  if (query.filter) body = await filtered(body, query.filter, read);
  const { skip, top = query.only ? undefined : size } = query;
  if (skip !== undefined || top !== undefined)
    body = page(body, { ...query, ...(top !== undefined && { top }) }, search);
  // What is put in the place of references is asked for in the same way.
  const excerpt: ReadMember = async (uri) => {
    const found = await read(uri);
    return found && excerptOf(found);
  };
  if (query.expand) body = await expand(body, query.expand, query.excerpt ? excerpt : read);
  return query.select ? select(body, query.select) : body;
};
