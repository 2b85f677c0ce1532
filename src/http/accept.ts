import type { Request } from 'express';
import { redfishError } from '../redfish/errors.js';
import type { Route } from './router.js';

/** Throws 406 where a GET wants something else than the resource is; errors are JSON whatever was wanted. */
export const requireAcceptable = (request: Request, { resource }: Route): void => {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*' || (request.method !== 'GET' && request.method !== 'HEAD')) return;
  if (!request.accepts(resource.contentType)) throw redfishError('HeaderInvalid', ['Accept'], { status: 406 });
};
