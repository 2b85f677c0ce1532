import type { Schemes } from '../credentials/schemes.js';
import { BmcError } from '../types.js';
import { type Book, hasAdministrator } from './book.js';
import { type Entry, storedEntry } from './entry.js';
import type { LoginDesk } from './login.js';
import type { RoleBook } from './roles.js';
import type { StoredAccounts } from './stored.js';

export interface LedgerContext {
  readonly book: Book;
  readonly roles: RoleBook;
  readonly desk: Pick<LoginDesk, 'forget'>;
  readonly schemes: Pick<Schemes, 'verifier'>;
  /** Somebody may come in without an account, so there may be no administrator. */
  readonly noAuth: boolean;
  readonly stored: StoredAccounts;
  readonly save: (accounts: StoredAccounts) => Promise<void>;
}

/** What the state directory holds of accounts, roles and their policy. */
export interface Ledger {
  readonly stored: StoredAccounts;
  /** One change at a time. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  /** First on disk, then in memory. Throws `BmcError`, and has then changed nothing. */
  commit(next: StoredAccounts): Promise<void>;
}

export const createLedger = ({ book, roles, desk, schemes, noAuth, save, ...context }: LedgerContext): Ledger => {
  let stored = context.stored;
  let turn: Promise<unknown> = Promise.resolve();
  return {
    get stored() {
      return stored;
    },
    inTurn: (work) => {
      const result = turn.then(work);
      // The next one comes whatever became of this one; its own caller hears of it.
      turn = result.catch(() => undefined);
      return result;
    },
    commit: async (next) => {
      const before = (id: string): Entry | undefined => book.sources.stored.find(({ account }) => account.id === id);
      const entries = next.accounts.map((account) => storedEntry(account, schemes, before(account.id)));
      const lost = hasAdministrator(book.sources) && !hasAdministrator({ ...book.sources, stored: entries });
      if (lost && !noAuth) throw new BmcError('last-administrator', 'this would leave no enabled administrator');
      await save(next);
      stored = next;
      desk.forget();
      roles.replace(next.roles ?? []);
      book.replace({ stored: entries });
    },
  };
};
