import type { Properties } from './annotations.js';

/** A reference to another resource. */
export const link = (uri: string) => ({ '@odata.id': uri });
/** An array of references, with its count, under `key`. */
export const links = (key: string, uris: readonly string[]): Properties => ({
  [key]: uris.map(link),
  [`${key}@odata.count`]: uris.length,
});
