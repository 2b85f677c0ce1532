import type { Accounts, Bmc, Principal } from '../bmc/types.js';
import { redfishError } from '../redfish/errors.js';
import { refusalOf } from '../redfish/login.js';

const challenge = { 'WWW-Authenticate': 'Basic realm="Redfish", charset="UTF-8"' };

/** What a client is told to log in by; nothing where it should not come with Basic (`HTTPBasicAuth`). */
const challengeOf = ({ policy }: Accounts): Readonly<Record<string, string>> =>
  policy.basicAuth === 'Enabled' ? challenge : {};

/** User name and password of an `Authorization: Basic` header (RFC 7617). */
const basic = (header: string): { userName: string; password: string } | undefined => {
  const encoded = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { userName: text.slice(0, colon), password: text.slice(colon + 1) };
};

/** Who makes the request, by session token or by Basic; throws 401. */
export const authenticate = async (
  { accounts, sessions }: Bmc,
  headers: { readonly authorization?: string | undefined; readonly 'x-auth-token'?: string | string[] | undefined },
): Promise<Principal> => {
  const token = headers['x-auth-token'];
  if (typeof token === 'string') {
    const principal = sessions.find(token);
    if (principal === undefined) throw redfishError('NoValidSession', [], { headers: challengeOf(accounts) });
    return principal;
  }
  const credentials = headers.authorization === undefined ? undefined : basic(headers.authorization);
  // Unread where it is switched off: nobody finds out passwords that way.
  if (credentials === undefined || accounts.policy.basicAuth === 'Disabled')
    throw redfishError('AccessUnauthorized', [], { headers: challengeOf(accounts) });
  const login = await accounts.login(credentials.userName, credentials.password);
  if ('refused' in login) throw refusalOf(login, challengeOf(accounts));
  return login.principal;
};
