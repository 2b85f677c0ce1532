import type { Lockout } from '../credentials/lockout.js';
import type { Schemes } from '../credentials/schemes.js';
import { hashScrypt, type ScryptCost } from '../credentials/scrypt.js';
import { type Account, type Accounts, BmcError, type NewAccount, type Principal } from '../types.js';
import { type Book, hasAdministrator } from './book.js';
import { type Entry, storedEntry } from './entry.js';
import type { LoginDesk } from './login.js';
import { privilegesOf, roles } from './roles.js';
import { checkChange, type PasswordLength } from './rules.js';
import type { StoredAccount, StoredAccounts } from './stored.js';

export interface AccountsContext {
  readonly book: Book;
  readonly lockout: Lockout;
  readonly desk: LoginDesk;
  readonly anonymous: Principal;
  readonly schemes: Pick<Schemes, 'verifier'>;
  readonly passwordLength: PasswordLength;
  readonly passwordCost: ScryptCost;
  /** Somebody may come in without an account, so there may be no administrator. */
  readonly noAuth: boolean;
  readonly stored: StoredAccounts;
  readonly save: (accounts: StoredAccounts) => Promise<void>;
}

export interface AccountKeeper extends Accounts {
  /** The principal of an account as it is now, and the tenure that its sessions belong to. */
  holder(accountId: string): { readonly principal: Principal; readonly tenure: number } | undefined;
}

const mostAccounts = 1000;

const scopeOf = (systems: readonly string[] | undefined) =>
  systems === undefined ? {} : { systems: [...new Set(systems.map((id) => id.toLowerCase()))] };

export const shownAccount = ({ account }: Entry, lockout: Pick<Lockout, 'locked'>): Account => {
  const locked = lockout.locked(account.userName);
  // Locked is a property too, so it shows in the ETag.
  return { ...account, locked, revision: locked ? `${account.revision}.locked` : account.revision };
};

/** Accounts that the state directory holds are changed here, one change at a time: first on disk, then in memory. */
export const createAccounts = (context: AccountsContext): AccountKeeper => {
  const { book, lockout, desk, schemes, passwordLength, anonymous } = context;
  let stored = context.stored;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    // The next one comes whatever became of this one; its own caller hears of it.
    turn = result.catch(() => undefined);
    return result;
  };

  const show = (entry: Entry): Account => shownAccount(entry, lockout);

  const existing = (id: string): Entry => {
    const entry = book.get(id);
    if (entry === undefined) throw new BmcError('not-found', `no account ${JSON.stringify(id)}`);
    return entry;
  };

  const writable = (id: string): StoredAccount => {
    const entry = existing(id);
    const account = stored.accounts.find((candidate) => candidate.id === id);
    if (account === undefined) {
      throw new BmcError('read-only', `${entry.account.userName} comes from a password file or the configuration`);
    }
    return account;
  };

  const checkFree = (userName: string, id?: string): void => {
    const taken = [...book.all().map(({ account }) => account), ...stored.accounts];
    if (taken.some((account) => account.userName === userName && account.id !== id)) {
      throw new BmcError('exists', `there is an account ${JSON.stringify(userName)} already`);
    }
  };

  const commit = async (next: StoredAccounts): Promise<void> => {
    const before = (id: string): Entry | undefined => book.sources.stored.find(({ account }) => account.id === id);
    const entries = next.accounts.map((account) => storedEntry(account, schemes, before(account.id)));
    const lost = hasAdministrator(book.sources) && !hasAdministrator({ ...book.sources, stored: entries });
    if (lost && !context.noAuth) {
      throw new BmcError('last-administrator', 'this would leave no enabled administrator');
    }
    await context.save(next);
    stored = next;
    desk.forget();
    book.replace({ stored: entries });
  };

  const create = async (account: NewAccount): Promise<Account> => {
    checkChange(account, passwordLength);
    checkFree(account.userName);
    if (stored.accounts.length >= mostAccounts)
      throw new BmcError('invalid', `there are ${mostAccounts} accounts already`);
    const id = String(stored.nextId);
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
    await commit({ nextId: stored.nextId + 1, accounts: [...stored.accounts, fresh] });
    // What an earlier account of that name got wrong is not this one's.
    lockout.clear(account.userName);
    return show(existing(id));
  };

  const changed = async (old: StoredAccount, change: Partial<NewAccount>): Promise<StoredAccount> => {
    const { userName = old.userName, roleId = old.roleId, enabled = old.enabled, systems, password } = change;
    const hash = password === undefined ? old.hash : await hashScrypt(password, context.passwordCost);
    // A new password is what the flag asks for, unless whoever sets it asks for another one.
    const passwordChangeRequired =
      change.passwordChangeRequired ?? (password === undefined ? old.passwordChangeRequired : false);
    const next = { ...old, userName, roleId, enabled, hash, passwordChangeRequired, ...scopeOf(systems) };
    return { ...next, revision: old.revision + 1 };
  };

  const update: Accounts['update'] = async (id, { locked, ...change }) => {
    checkChange(change, passwordLength);
    if (Object.keys(change).length > 0) {
      const old = writable(id);
      if (change.userName !== undefined) checkFree(change.userName, id);
      const next = await changed(old, change);
      await commit({ ...stored, accounts: stored.accounts.map((account) => (account.id === id ? next : account)) });
      if (next.userName !== old.userName) lockout.clear(next.userName);
    }
    const entry = existing(id);
    if (locked === false) lockout.clear(entry.account.userName);
    return show(entry);
  };

  const remove = async (id: string): Promise<void> => {
    writable(id);
    await commit({ ...stored, accounts: stored.accounts.filter((account) => account.id !== id) });
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
    roles,
    anonymous,
    holder: (accountId) => {
      if (accountId === anonymous.account.id) return { principal: anonymous, tenure: 0 };
      const entry = book.get(accountId);
      if (entry === undefined || !entry.account.enabled) return undefined;
      return {
        principal: { account: show(entry), privileges: privilegesOf(entry.account.roleId) },
        tenure: entry.tenure,
      };
    },
  };
};
