import { manager } from '../call.js';
import { defineResource } from '../resource.js';

export const role = defineResource({
  path: '/redfish/v1/AccountService/Roles/{role}',
  type: 'Role.v1_3_3.Role',
  privileges: { write: manager },
  find: ({ role: id }, { context }) => context.bmc.accounts.roles.find((one) => one.id === id),
  read: ({ id, predefined, privileges }) => ({
    Id: id,
    Name: `${id} Role`,
    RoleId: id,
    IsPredefined: predefined,
    AssignedPrivileges: privileges,
  }),
});
