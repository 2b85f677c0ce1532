import { type Needs, users } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { roleUri } from '../uris.js';
import { maySeeAccount } from './accounts.js';

const own: Needs = [['ConfigureManager'], ['ConfigureUsers'], ['ConfigureSelf']];

export const account = defineResource({
  path: '/redfish/v1/AccountService/Accounts/{account}',
  type: 'ManagerAccount.v1_14_1.ManagerAccount',
  privileges: { read: own, write: users },
  find: ({ account: id }, { context, principal }) => {
    const found = context.bmc.accounts.get(id);
    return found && maySeeAccount(principal, found) ? found : undefined;
  },
  read: ({ id, userName, roleId, enabled, locked, passwordChangeRequired }) => ({
    Id: id,
    Name: 'User Account',
    UserName: userName,
    Password: null,
    RoleId: roleId,
    Enabled: enabled,
    Locked: locked,
    PasswordChangeRequired: passwordChangeRequired,
    AccountTypes: ['Redfish'],
    Links: { Role: link(roleUri(roleId)) },
  }),
});
