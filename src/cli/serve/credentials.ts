/** Whom to log in as, and where the password is: what a person who starts the service again wants to know. */
import type { Account } from '../../bmc/types.js';
import type { Settings } from '../config/options.js';

export interface Credentials {
  /** What to give to `curl -u`: absent where nobody is asked. */
  readonly login: string | undefined;
  /** Where they stand; absent where they were just printed, or nobody is asked. */
  readonly hint?: string;
}

const isAdministrator = ({ enabled, roleId, systems }: Account): boolean =>
  enabled && roleId === 'Administrator' && systems === undefined;

/** `accounts` as they are now; `firstPassword` where this start made the administrator. */
export function credentialsOf(
  { noAuth, user, passwordFile, authFile }: Settings,
  accounts: readonly Account[],
  firstPassword: string | undefined,
): Credentials {
  if (noAuth) return { login: undefined };
  if (firstPassword !== undefined) return { login: `${user}:${firstPassword}` };
  if (passwordFile !== undefined) return { login: user, hint: `log in as ${user}: the password is in ${passwordFile}` };
  const administrators = accounts.filter(isAdministrator);
  const one = administrators.find(({ userName }) => userName === user) ?? administrators[0];
  const login = one?.userName ?? user;
  if (one?.readOnly && authFile !== undefined)
    return { login, hint: `log in as ${login}, or another one of ${authFile}, with the password of it` };
  const lost = 'lost? --password-file FILE sets another one';
  return { login, hint: `log in as ${login}: the first start printed the password, unless it was changed (${lost})` };
}
