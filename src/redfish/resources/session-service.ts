import { manager } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { sessionsUri } from '../uris.js';

export const sessionService = defineResource({
  path: '/redfish/v1/SessionService',
  type: 'SessionService.v1_2_0.SessionService',
  privileges: { write: manager },
  find: (_, { context }) => context.bmc.sessions,
  read: ({ timeout }) => ({
    Id: 'SessionService',
    Name: 'Session Service',
    Status: healthy,
    ServiceEnabled: true,
    SessionTimeout: timeout,
    Sessions: link(sessionsUri),
  }),
  patch: {
    // The limits are those of the schema.
    properties: { type: 'object', properties: { SessionTimeout: { type: 'integer', minimum: 30, maximum: 86_400 } } },
    apply: async (sessions, { SessionTimeout }) => {
      if (SessionTimeout !== undefined) sessions.timeout = SessionTimeout;
      return undefined;
    },
  },
});
