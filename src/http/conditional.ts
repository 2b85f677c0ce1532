import { redfishError } from '../redfish/errors.js';

const opaque = (etag: string): string => etag.trim().replace(/^W\//, '');

/**
 * Whether a list of ETags, or `*`, names this one. Weak and strong are alike (RFC 9110 13.1.1 has If-Match compare
 * strongly): sushy sends an ETag back with or without its `W/`.
 */
const names = (header: string, etag: string): boolean =>
  header.trim() === '*' || header.split(',').some((one) => opaque(one) === opaque(etag));

/** Throws 412 where the client's idea of the resource is not the present one. */
export const requireMatch = (ifMatch: string | undefined, etag: string): void => {
  if (ifMatch !== undefined && !names(ifMatch, etag)) throw redfishError('PreconditionFailed', []);
};

/** The client has this representation already: 304. */
export const unchanged = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch !== undefined && names(ifNoneMatch, etag);
