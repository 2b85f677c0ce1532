import type { Account, Principal } from '../../bmc/types.js';
import { users } from '../call.js';
import { defineCollection } from '../collection.js';

/** Who may not manage accounts sees his own alone (the registry's ConfigureSelf). */
export const maySeeAccount = ({ privileges, account }: Principal, { id }: Account): boolean =>
  privileges.has('ConfigureUsers') || privileges.has('ConfigureManager') || id === account.id;

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
});
