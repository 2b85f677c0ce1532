import type { Principal, Session } from '../../bmc/types.js';
import { anybody } from '../call.js';
import { defineCollection } from '../collection.js';
import { message } from '../errors.js';
import { refusalOf } from '../login.js';
import type { ObjectSchema } from '../schema.js';
import { accountUri, sessionsUri } from '../uris.js';

/** Who may not manage sessions sees his own alone (the registry's ConfigureSelf). */
export const maySeeSession = ({ privileges, account }: Principal, { accountId }: Session): boolean =>
  (privileges.has('ConfigureManager') && account.systems === undefined) || accountId === account.id;

const credentials = {
  type: 'object',
  properties: { UserName: { type: 'string' }, Password: { type: 'string' } },
  required: ['UserName', 'Password'],
} as const satisfies ObjectSchema;

export const sessions = defineCollection({
  path: '/redfish/v1/SessionService/Sessions',
  of: 'Session',
  name: 'Sessions',
  privileges: { create: anybody },
  members: (_, { context, principal }) =>
    context.bmc.sessions
      .list()
      .filter((session) => maySeeSession(principal, session))
      .map(({ id }) => id),
  create: {
    properties: credentials,
    run: async (_, { UserName, Password }, { context: { bmc }, clientAddress }) => {
      const login = await bmc.accounts.login(UserName, Password);
      if ('refused' in login) throw refusalOf(login);
      const { session, token } = bmc.sessions.create(login.principal, clientAddress);
      const { account } = login.principal;
      return {
        uri: `${sessionsUri}/${session.id}`,
        principal: login.principal,
        headers: { 'X-Auth-Token': token },
        ...(account.passwordChangeRequired && {
          messages: [message('PasswordChangeRequired', [accountUri(account.id)])],
        }),
      };
    },
  },
});
