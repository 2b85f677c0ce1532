import accepts from 'accepts';
import { redfishError } from '../redfish/errors.js';
import type { Request } from './request.js';
import type { Route } from './router.js';

/** Throws 406 where a GET wants something else than the resource is; errors are JSON whatever was wanted. */
export const requireAcceptable = (request: Request, { resource }: Route): void => {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*' || (request.method !== 'GET' && request.method !== 'HEAD')) return;
  // `application/json;charset=utf-8` asks for no more than what JSON is (DSP0266, "Request headers").
  if (!accepts(request).types([resource.contentType, `${resource.contentType};charset=utf-8`]))
    throw redfishError('HeaderInvalid', ['Accept'], { status: 406 });
};
