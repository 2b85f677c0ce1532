import { manager } from '../call.js';
import { defineCollection } from '../collection.js';

export const roles = defineCollection({
  path: '/redfish/v1/AccountService/Roles',
  of: 'Role',
  name: 'Roles',
  privileges: { write: manager, create: manager },
  members: (_, { context }) => context.bmc.accounts.roles.map(({ id }) => id),
});
