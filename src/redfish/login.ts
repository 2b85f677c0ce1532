import type { Login } from '../bmc/types.js';
import { type RedfishError, redfishError } from './errors.js';

/** A flood of logins is not the client's mistake: one that comes again is heard. */
export const refusalOf = (
  { refused }: Extract<Login, { refused: unknown }>,
  headers: Readonly<Record<string, string>> = {},
): RedfishError =>
  refused === 'busy'
    ? redfishError('ServiceTemporarilyUnavailable', ['2'], {
        detail: 'Too many logins are checked at once.',
        headers: { 'Retry-After': '2' },
      })
    : redfishError('AccessUnauthorized', [], { headers });
