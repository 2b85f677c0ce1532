import type { Needs } from '../call.js';
import { defineResource } from '../resource.js';
import { maySeeSession } from './sessions.js';

const own: Needs = [['ConfigureManager'], ['ConfigureSelf']];

export const session = defineResource({
  path: '/redfish/v1/SessionService/Sessions/{session}',
  type: 'Session.v1_8_0.Session',
  privileges: { read: own, write: own },
  find: ({ session: id }, { context, principal }) => {
    const found = context.bmc.sessions.get(id);
    return found && maySeeSession(principal, found) ? found : undefined;
  },
  read: ({ id, userName, created, clientAddress }) => ({
    Id: id,
    Name: 'User Session',
    SessionType: 'Redfish',
    UserName: userName,
    CreatedTime: created.toISOString(),
    ...(clientAddress !== undefined && { ClientOriginIPAddress: clientAddress }),
  }),
  remove: async ({ id }, { context }) => {
    context.bmc.sessions.remove(id);
  },
});
