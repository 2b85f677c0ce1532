import { users } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { root } from '../uris.js';

export const accountService = defineResource({
  path: '/redfish/v1/AccountService',
  type: 'AccountService.v1_18_1.AccountService',
  privileges: { write: users },
  find: (_, { context }) => context,
  read: ({ settings }) => ({
    Id: 'AccountService',
    Name: 'Account Service',
    Status: healthy,
    ServiceEnabled: true,
    HTTPBasicAuth: settings.noAuth ? 'Disabled' : 'Enabled',
    Accounts: link(`${root}/AccountService/Accounts`),
    Roles: link(`${root}/AccountService/Roles`),
  }),
});
