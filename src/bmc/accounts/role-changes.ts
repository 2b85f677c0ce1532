import { type Accounts, BmcError, type Privilege } from '../types.js';
import type { Ledger } from './ledger.js';
import { type CustomRole, isGrantable, type RoleBook } from './roles.js';

const mostRoles = 100;
const idForm = /^[A-Za-z0-9_-]{1,64}$/;

/** Each once, and `Login` or not as it is given. */
const checked = (id: string, privileges: readonly Privilege[]): CustomRole => {
  if (!idForm.test(id)) throw new BmcError('invalid', 'the id of a role is 1 to 64 letters, digits, - and _');
  if (!privileges.every(isGrantable)) throw new BmcError('invalid', 'a role cannot give one of these privileges');
  return { id, privileges: [...new Set(privileges)] };
};

/** Roles that clients make; called in the turn of the accounts, which name them. */
export const createRoleChanges = (
  ledger: Ledger,
  roles: RoleBook,
): Pick<Accounts, 'createRole' | 'updateRole' | 'removeRole'> => {
  const custom = (): readonly CustomRole[] => ledger.stored.roles ?? [];

  const store = async (next: readonly CustomRole[]): Promise<void> => {
    await ledger.commit({ ...ledger.stored, roles: next });
  };

  const requireCustom = (id: string): void => {
    if (custom().some((role) => role.id === id)) return;
    throw roles.has(id)
      ? new BmcError('read-only', `the role ${id} is a predefined one`)
      : new BmcError('not-found', `no role ${JSON.stringify(id)}`);
  };

  return {
    createRole: (id, privileges) =>
      ledger.inTurn(async () => {
        const role = checked(id, privileges);
        if (roles.has(id)) throw new BmcError('exists', `there is a role ${id} already`);
        if (custom().length >= mostRoles) throw new BmcError('invalid', `there are ${mostRoles} roles already`);
        await store([...custom(), role]);
        return { ...role, predefined: false };
      }),
    updateRole: (id, privileges) =>
      ledger.inTurn(async () => {
        requireCustom(id);
        const role = checked(id, privileges);
        await store(custom().map((one) => (one.id === id ? role : one)));
      }),
    removeRole: (id) =>
      ledger.inTurn(async () => {
        requireCustom(id);
        if (ledger.stored.accounts.some(({ roleId }) => roleId === id))
          throw new BmcError('in-use', `an account has the role ${id}`);
        await store(custom().filter((one) => one.id !== id));
      }),
  };
};
