import { createHash } from 'node:crypto';
import type { Found } from '../redfish/resource.js';

/** A representation as bytes, and the ETag that is in it. */
export interface Rendered {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** Strong where it is made of the very bytes; weak where the resource names a revision of its own. */
const etagOf = (json: string, revision: string | undefined): string => {
  const hash = createHash('sha1')
    .update(revision ?? json)
    .digest('base64url');
  return revision === undefined ? `"${hash}"` : `W/"${hash}"`;
};

/** Renders a resource, or returns what was kept of the same snapshot. */
export const render = async (found: Found, kept: WeakMap<object, Rendered>): Promise<Rendered> => {
  const before = found.snapshot && kept.get(found.snapshot);
  if (before) return before;
  const json = JSON.stringify(await found.read());
  const etag = etagOf(json, found.revision);
  const rendered = { etag, bytes: Buffer.from(`{"@odata.etag":${JSON.stringify(etag)},${json.slice(1)}`) };
  if (found.snapshot) kept.set(found.snapshot, rendered);
  return rendered;
};
