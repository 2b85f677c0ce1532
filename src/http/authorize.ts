import type { Principal } from '../bmc/types.js';
import type { Needs } from '../redfish/call.js';
import { redfishError } from '../redfish/errors.js';
import { accountUri } from '../redfish/uris.js';
import type { Match } from './router.js';

/** What an operation needs: reading, writing (actions too), or creating a member. */
export const needsOf = ({ resource, action }: Match['route'], method: string): Needs => {
  const { properties = {} } = resource.privileges;
  // Which properties it is about is not known yet: see `requireProperties`.
  if (method === 'PATCH') return [...resource.privileges.write, ...Object.values(properties).flat()];
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return resource.privileges.read;
  return method === 'POST' && action === undefined ? resource.privileges.create : resource.privileges.write;
};

/** What belongs to all: neither a machine's nor a task, which is a machine's too, nor a subscription, which hears of its owner's alone. */
const isCommon = ({ base }: Match['route']): boolean => !/\{(machine|task)\}|\/EventService\/Subscriptions/.test(base);
const personal = new Set(['Login', 'ConfigureSelf', 'NoAuth']);

/** Whether somebody has one of the sets of privileges. Who is limited to some systems configures nothing that is common. */
export const mayDo = ({ account, privileges }: Principal, route: Match['route'], needs: Needs): boolean => {
  const limited = account.systems !== undefined && isCommon(route);
  return needs.some((set) =>
    set.every((privilege) => privileges.has(privilege) && (!limited || personal.has(privilege))),
  );
};

/** Throws 403 for who has none of the sets of privileges. */
export const requirePrivileges = (principal: Principal, route: Match['route'], needs: Needs): void => {
  if (!mayDo(principal, route, needs)) throw redfishError('InsufficientPrivilege', []);
};

/** Throws 403 where a PATCH names a property that somebody may not write. */
export const requireProperties = (
  principal: Principal,
  route: Match['route'],
  body: Readonly<Record<string, unknown>>,
): void => {
  const { write, properties } = route.resource.privileges;
  if (properties === undefined) return;
  const { account } = principal;
  for (const name of Object.keys(body)) {
    const override = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (account.passwordChangeRequired && name !== 'Password')
      throw redfishError('PasswordChangeRequired', [accountUri(account.id)]);
    requirePrivileges(principal, route, override ?? write);
  }
};

/** Whether nobody is asked who he is. */
export const isOpen = (needs: Needs): boolean => needs.some((set) => set.length === 1 && set[0] === 'NoAuth');

const accountTemplate = '/redfish/v1/AccountService/Accounts/{account}';
const sessionTemplate = '/redfish/v1/SessionService/Sessions/{session}';

/** An account that must change its password may do that, end its session, and nothing else (DSP0266, "Password change required"). */
export const requirePasswordChanged = (
  { account, sessionId }: Principal,
  match: Match | undefined,
  method: string,
): void => {
  if (!account.passwordChangeRequired) return;
  const { account: target, session } = match?.variables ?? {};
  if (match?.route.template === accountTemplate && target === account.id && method !== 'DELETE') return;
  if (match?.route.template === sessionTemplate && session !== undefined && session === sessionId) return;
  throw redfishError('PasswordChangeRequired', [accountUri(account.id)]);
};
