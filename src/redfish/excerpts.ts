/** Properties with an `Excerpt` annotation in the schema, by type of resource: what `excerpt` leaves (DSP0266, "Query parameters"). */
import type { Properties } from './annotations.js';
import { shortType } from './resource.js';

const excerpts: Readonly<Record<string, readonly string[]>> = { Sensor: ['Reading'] };

/** The excerpt of a representation; all of it, where its type has none. */
export const excerptOf = (body: Properties): Properties => {
  const { '@odata.type': type } = body;
  const name = typeof type === 'string' ? shortType(type.replace('#', '')) : '';
  const kept = Object.hasOwn(excerpts, name) ? excerpts[name] : undefined;
  if (kept === undefined) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key.startsWith('@odata.') || kept.includes(key)));
};
