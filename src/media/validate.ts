import type { IncomingHttpHeaders } from 'node:http';
import type { UrlRecord } from './catalog.js';
import { resourceKey } from './url.js';

/**
 * The headers that ask whether a known image has changed (RFC 9110 13.1), for the resource that gave the validators:
 * another one, to which the URL may redirect today, could have the same.
 */
export function conditions(known: UrlRecord | undefined, url: URL): Record<string, string> {
  if (known === undefined || resourceKey(url) !== known.resource) return {};
  if (known.etag !== undefined) return { 'if-none-match': known.etag };
  return known.lastModified === undefined ? {} : { 'if-modified-since': known.lastModified };
}

/**
 * Whether an answer to such a request says that the image is the known one. Many small servers send validators but
 * never 304: an equal one counts, together with an equal length. A 304 that comes with another date does not:
 * it means "not newer", and an image may be replaced by an older one.
 */
export function unchanged(
  known: UrlRecord,
  size: number,
  answer: { readonly url: URL; readonly status: number; readonly headers: IncomingHttpHeaders },
): boolean {
  const { url, status, headers } = answer;
  if (resourceKey(url) !== known.resource) return false;
  const dated = headers['last-modified'];
  if (status === 304) return known.etag !== undefined || dated === undefined || dated === known.lastModified;
  if (status !== 200 || headers['content-length'] !== String(size)) return false;
  if (known.etag !== undefined) return headers.etag === known.etag;
  return known.lastModified !== undefined && dated === known.lastModified;
}

/** What to remember of an answer. A date less than a second old may be shared by two contents (RFC 9110 8.8.2.2). */
export function validators(url: URL, headers: IncomingHttpHeaders, now: number): Omit<UrlRecord, 'digest'> {
  const { etag, 'last-modified': lastModified, date } = headers;
  const sent = Date.parse(date ?? '') || now;
  const settled = lastModified !== undefined && sent - Date.parse(lastModified) >= 1000;
  return {
    resource: resourceKey(url),
    time: now,
    ...(etag !== undefined && { etag }),
    ...(settled && { lastModified }),
  };
}
