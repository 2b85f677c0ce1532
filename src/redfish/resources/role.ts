import { manager } from '../call.js';
import { RedfishError, redfishError } from '../errors.js';
import { readOnly } from '../problems.js';
import { defineResource } from '../resource.js';
import { assignedPrivileges } from '../roles.js';

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
  patch: {
    properties: { type: 'object', properties: { AssignedPrivileges: assignedPrivileges } },
    apply: async ({ id, predefined }, { AssignedPrivileges: privileges }, { context }) => {
      if (predefined) throw new RedfishError([readOnly('AssignedPrivileges')]);
      if (privileges !== undefined) await context.bmc.accounts.updateRole(id, privileges);
      return undefined;
    },
  },
  remove: async ({ id, predefined }, { context }) => {
    if (predefined) throw redfishError('ResourceCannotBeDeleted', []);
    await context.bmc.accounts.removeRole(id);
  },
});
