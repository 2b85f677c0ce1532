import { accountProperties, changeOf, maySeeAccount } from '../accounts.js';
import { users } from '../call.js';
import { defineCollection } from '../collection.js';
import type { ObjectSchema } from '../schema.js';
import { accountUri } from '../uris.js';

const properties = {
  ...accountProperties,
  required: ['UserName', 'Password', 'RoleId'],
} as const satisfies ObjectSchema;

export const accounts = defineCollection({
  path: '/redfish/v1/AccountService/Accounts',
  of: 'ManagerAccount',
  name: 'Accounts',
  privileges: { write: users, create: users },
  members: (_, { context, principal }) =>
    context.bmc.accounts
      .list()
      .filter((account) => maySeeAccount(principal, account))
      .map(({ id }) => id),
  create: {
    properties,
    run: async (_, body, call) => {
      const { locked: _locked, systems, ...change } = await changeOf(body, call);
      const { UserName: userName, Password: password, RoleId: roleId } = body;
      const scope = systems ? { systems } : {};
      const { id } = await call.context.bmc.accounts.create({ ...change, ...scope, userName, password, roleId });
      return { uri: accountUri(id) };
    },
  },
});
