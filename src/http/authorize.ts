import type { Principal } from '../bmc/types.js';
import type { Needs } from '../redfish/call.js';
import { redfishError } from '../redfish/errors.js';
import type { Match } from './router.js';

/** What an operation needs: reading, writing (actions too), or creating a member. */
export const needsOf = ({ resource, action }: Match['route'], method: string): Needs => {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return resource.privileges.read;
  return method === 'POST' && action === undefined ? resource.privileges.create : resource.privileges.write;
};

/** Whether somebody has one of the sets of privileges. */
export const mayDo = ({ privileges }: Principal, needs: Needs): boolean =>
  needs.some((set) => set.every((privilege) => privileges.has(privilege)));

/** Throws 403 for who has none of the sets of privileges. */
export const requirePrivileges = (principal: Principal, needs: Needs): void => {
  if (!mayDo(principal, needs)) throw redfishError('InsufficientPrivilege', []);
};

/** Whether nobody is asked who he is. */
export const isOpen = (needs: Needs): boolean => needs.some((set) => set.length === 1 && set[0] === 'NoAuth');

const accountTemplate = '/redfish/v1/AccountService/Accounts/{account}';
const sessionTemplate = '/redfish/v1/SessionService/Sessions/{session}';

/** An account that must change its password may do that, end its session, and nothing else (DSP0266, "Password change required"). */
export const requirePasswordChanged = ({ account, sessionId }: Principal, match: Match | undefined): void => {
  if (!account.passwordChangeRequired) return;
  const { account: target, session } = match?.variables ?? {};
  if (match?.route.template === accountTemplate && target === account.id) return;
  if (match?.route.template === sessionTemplate && session !== undefined && session === sessionId) return;
  throw redfishError('PasswordChangeRequired', [accountTemplate.replace('{account}', account.id)]);
};
