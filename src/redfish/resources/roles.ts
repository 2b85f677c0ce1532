import { manager } from '../call.js';
import { defineCollection } from '../collection.js';
import { redfishError } from '../errors.js';
import { assignedPrivileges } from '../roles.js';
import { roleUri } from '../uris.js';

export const roles = defineCollection({
  path: '/redfish/v1/AccountService/Roles',
  of: 'Role',
  name: 'Roles',
  privileges: { write: manager, create: manager },
  members: (_, { context }) => context.bmc.accounts.roles.map(({ id }) => id),
  create: {
    properties: {
      type: 'object',
      properties: {
        RoleId: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
        AssignedPrivileges: assignedPrivileges,
      },
      required: ['RoleId', 'AssignedPrivileges'],
    },
    run: async (_, { RoleId: id, AssignedPrivileges: privileges }, { context: { bmc } }) => {
      if (bmc.accounts.roles.some((role) => role.id === id))
        throw redfishError('ResourceAlreadyExists', ['Role', 'RoleId', id]);
      await bmc.accounts.createRole(id, privileges);
      return { uri: roleUri(id) };
    },
  },
});
