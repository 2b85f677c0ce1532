import type { Lockout } from '../credentials/lockout.js';
import { hashScrypt, type ScryptCost } from '../credentials/scrypt.js';
import {
  type Account,
  type AccountChange,
  type AccountPolicy,
  type Accounts,
  BmcError,
  type NewAccount,
  type Principal,
} from '../types.js';
import type { Entry } from './entry.js';
import { createLedger, type LedgerContext } from './ledger.js';
import type { LoginDesk } from './login.js';
import { checkPolicy } from './policy.js';
import { createRoleChanges } from './role-changes.js';
import { checkChange } from './rules.js';
import type { StoredAccount } from './stored.js';

export interface AccountsContext extends LedgerContext {
  readonly lockout: Lockout;
  readonly desk: LoginDesk;
  readonly anonymous: Principal;
  /** Where no client has set another one. */
  readonly policy: AccountPolicy;
  readonly passwordCost: ScryptCost;
}

export interface AccountKeeper extends Accounts {
  /** The principal of an account as it is now, and the tenure that its sessions belong to. */
  holder(accountId: string): { readonly principal: Principal; readonly tenure: number } | undefined;
}

const mostAccounts = 1000;

const scopeOf = (systems: readonly string[] | null | undefined) =>
  systems === undefined || systems === null ? {} : { systems: [...new Set(systems.map((id) => id.toLowerCase()))] };

export const shownAccount = ({ account }: Entry, lockout: Pick<Lockout, 'locked'>): Account => {
  const locked = lockout.locked(account.userName);
  // Locked is a property too, so it shows in the ETag.
  return { ...account, locked, revision: locked ? `${account.revision}.locked` : account.revision };
};

/** Accounts that the state directory holds are changed here. */
export const createAccounts = (context: AccountsContext): AccountKeeper => {
  const { book, lockout, desk, anonymous, roles } = context;
  const ledger = createLedger(context);
  const defaults = context.policy;
  const policy = (): AccountPolicy => ({ ...defaults, ...ledger.stored.policy });
  const { inTurn, commit } = ledger;

  const show = (entry: Entry): Account => shownAccount(entry, lockout);

  const existing = (id: string): Entry => {
    const entry = book.get(id);
    if (entry === undefined) throw new BmcError('not-found', `no account ${JSON.stringify(id)}`);
    return entry;
  };

  const writable = (id: string): StoredAccount => {
    const entry = existing(id);
    const account = ledger.stored.accounts.find((candidate) => candidate.id === id);
    if (account === undefined) {
      throw new BmcError('read-only', `${entry.account.userName} comes from a password file or the configuration`);
    }
    return account;
  };

  const checkFree = (userName: string, id?: string): void => {
    const taken = [...book.all().map(({ account }) => account), ...ledger.stored.accounts];
    if (taken.some((account) => account.userName === userName && account.id !== id)) {
      throw new BmcError('exists', `there is an account ${JSON.stringify(userName)} already`);
    }
  };

  const create = async (account: NewAccount): Promise<Account> => {
    checkChange(account, policy(), roles);
    checkFree(account.userName);
    if (ledger.stored.accounts.length >= mostAccounts)
      throw new BmcError('invalid', `there are ${mostAccounts} accounts already`);
    const id = String(ledger.stored.nextId);
    const fresh: StoredAccount = {
      id,
      userName: account.userName,
      hash: await hashScrypt(account.password, context.passwordCost),
      roleId: account.roleId,
      enabled: account.enabled ?? true,
      passwordChangeRequired: account.passwordChangeRequired ?? false,
      ...scopeOf(account.systems),
      revision: 1,
    };
    await commit({
      ...ledger.stored,
      nextId: ledger.stored.nextId + 1,
      accounts: [...ledger.stored.accounts, fresh],
    });
    // What an earlier account of that name got wrong is not this one's.
    lockout.clear(account.userName);
    return show(existing(id));
  };

  const changed = async (old: StoredAccount, change: AccountChange): Promise<StoredAccount> => {
    const { userName = old.userName, roleId = old.roleId, enabled = old.enabled, password } = change;
    const { systems: before, ...rest } = old;
    const { systems = before } = change;
    const hash = password === undefined ? old.hash : await hashScrypt(password, context.passwordCost);
    // A new password is what the flag asks for, unless whoever sets it asks for another one.
    const passwordChangeRequired =
      change.passwordChangeRequired ?? (password === undefined ? old.passwordChangeRequired : false);
    const next = { ...rest, userName, roleId, enabled, hash, passwordChangeRequired, ...scopeOf(systems) };
    return { ...next, revision: old.revision + 1 };
  };

  const update: Accounts['update'] = async (id, { locked, ...change }) => {
    checkChange(change, policy(), roles);
    if (Object.keys(change).length > 0) {
      const old = writable(id);
      if (change.userName !== undefined) checkFree(change.userName, id);
      const next = await changed(old, change);
      await commit({
        ...ledger.stored,
        accounts: ledger.stored.accounts.map((account) => (account.id === id ? next : account)),
      });
      if (next.userName !== old.userName) lockout.clear(next.userName);
    }
    const entry = existing(id);
    if (locked === false) lockout.clear(entry.account.userName);
    return show(entry);
  };

  const remove = async (id: string): Promise<void> => {
    writable(id);
    await commit({ ...ledger.stored, accounts: ledger.stored.accounts.filter((account) => account.id !== id) });
  };

  return {
    list: () => book.all().map(show),
    get: (id) => {
      const entry = book.get(id);
      return entry && show(entry);
    },
    login: desk.login,
    create: (account) => inTurn(() => create(account)),
    update: (id, change) => inTurn(() => update(id, change)),
    remove: (id) => inTurn(() => remove(id)),
    ...createRoleChanges(ledger, roles),
    get roles() {
      return roles.all();
    },
    get policy() {
      return policy();
    },
    setPolicy: (change) =>
      inTurn(async () => {
        const next = { ...policy(), ...change };
        checkPolicy(next);
        await commit({ ...ledger.stored, policy: next });
      }),
    anonymous,
    holder: (accountId) => {
      if (accountId === anonymous.account.id) return { principal: anonymous, tenure: 0 };
      const entry = book.get(accountId);
      if (entry === undefined || !entry.account.enabled) return undefined;
      return {
        principal: { account: show(entry), privileges: roles.privilegesOf(entry.account.roleId) },
        tenure: entry.tenure,
      };
    },
  };
};
