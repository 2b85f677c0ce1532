import { accountProperties, changeOf, maySeeAccount, readScope, roleIds } from '../accounts.js';
import { type Needs, users } from '../call.js';
import { link } from '../link.js';
import { defineResource } from '../resource.js';
import { roleUri } from '../uris.js';

const own: Needs = [['ConfigureManager'], ['ConfigureUsers'], ['ConfigureSelf']];

export const account = defineResource({
  path: '/redfish/v1/AccountService/Accounts/{account}',
  type: 'ManagerAccount.v1_14_1.ManagerAccount',
  privileges: { read: own, write: users, properties: { Password: [['ConfigureUsers'], ['ConfigureSelf']] } },
  find: ({ account: id }, { context: { bmc }, principal }) => {
    const found = bmc.accounts.get(id);
    return found && maySeeAccount(principal, found) ? { found, roles: bmc.accounts.roles } : undefined;
  },
  read: ({ found }) => ({
    Id: found.id,
    Name: 'User Account',
    UserName: found.userName,
    Password: null,
    RoleId: found.roleId,
    Enabled: found.enabled,
    Locked: found.locked,
    PasswordChangeRequired: found.passwordChangeRequired,
    AccountTypes: ['Redfish'],
    Links: { Role: link(roleUri(found.roleId)) },
    ...readScope(found),
  }),
  patch: {
    properties: accountProperties,
    allowable: ({ roles }) => ({ RoleId: roleIds(roles) }),
    apply: async ({ found: { id } }, body, call) => {
      await call.context.bmc.accounts.update(id, await changeOf(body, call));
      return undefined;
    },
  },
  remove: ({ found: { id } }, { context }) => context.bmc.accounts.remove(id),
});
