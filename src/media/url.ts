import { createHash } from 'node:crypto';
import { lastSegment } from '../outbound/shown.js';
import { type ImageRequest, MediaError } from './types.js';

/** An http(s) image, taken apart: `url` carries neither user information nor a fragment. */
export interface Target {
  readonly url: URL;
  /** `user:password`, for the origin of `url` only. */
  readonly credentials?: string;
  readonly verifyCertificate: boolean;
  readonly certificates: readonly string[];
}

export function isLocal(url: string): boolean {
  return url.startsWith('/') || /^file:/i.test(url);
}

/**
 * The URL parser is the WHATWG one: it turns `http://2130706433/` and `http://0177.0.0.1/` into 127.0.0.1 and refuses
 * IPv6 zone ids, so that what is checked later is what a connection would use.
 */
export function parseTarget(request: ImageRequest): Target {
  const url = URL.canParse(request.url) ? new URL(request.url) : undefined;
  if (url === undefined) throw new MediaError('bad-url', 'the image is neither a URL nor an absolute path');
  checkScheme(url);
  const credentials = credentialsOf(request, url);
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    url,
    verifyCertificate: request.verifyCertificate,
    certificates: request.certificates ?? [],
    ...(credentials !== undefined && { credentials }),
  };
}

export function checkScheme(url: URL): void {
  if (url.protocol === 'http:' || url.protocol === 'https:') return;
  throw new MediaError('unsupported-scheme', `${url.protocol} is not a scheme that images can be read by`);
}

function credentialsOf(request: ImageRequest, url: URL): string | undefined {
  if (request.userName !== undefined) return `${request.userName}:${request.password ?? ''}`;
  if (url.username === '' && url.password === '') return undefined;
  try {
    return `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  } catch (cause) {
    throw new MediaError('bad-url', 'the user information of the URL is not properly escaped', { cause });
  }
}

/** Last path segment, decoded where it can be; `image` where there is none. */
export const imageName = (url: URL): string => lastSegment(url, 'image');

/**
 * Under which a fetched image is remembered: whoever has not the same URL, credentials and trust gets none of it
 * without a download of his own. A hash, since queries and credentials are secrets.
 */
export function targetKey(target: Target): string {
  const { url, credentials = null, verifyCertificate, certificates } = target;
  return sha256(JSON.stringify([url.href, credentials, verifyCertificate, certificates]));
}

/** What a validator belongs to: the resource that gave it, whatever short-lived signature its query carried. */
export function resourceKey(url: URL): string {
  return sha256(url.origin + url.pathname);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
