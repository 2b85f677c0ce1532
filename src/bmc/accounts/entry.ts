import type { Schemes, Verifier } from '../credentials/schemes.js';
import { type Account, BmcError } from '../types.js';
import type { StoredAccount } from './stored.js';

/** An account with what it takes to log in, wherever it comes from. */
export interface Entry {
  readonly account: Omit<Account, 'locked'>;
  readonly hash: string;
  readonly verify: Verifier;
  /** Sessions made under another number are over: it changes with the password, and when the account is disabled. */
  readonly tenure: number;
}

let tenures = 0;

/** Keeps the tenure of `before` as long as its sessions may go on. */
const tenureOf = (before: Entry | undefined, hash: string, enabled: boolean): number => {
  if (before !== undefined && before.hash === hash && before.account.enabled && enabled) return before.tenure;
  tenures += 1;
  return tenures;
};

/** Throws `BmcError` `invalid` for a hash of no known scheme. */
export const entryOf = (
  account: Omit<Account, 'locked'>,
  hash: string,
  schemes: Pick<Schemes, 'verifier'>,
  before?: Entry,
): Entry => {
  const verify = schemes.verifier(hash);
  if (verify === undefined) {
    throw new BmcError('invalid', `the password hash of ${account.userName} is of no known scheme`);
  }
  return { account, hash, verify, tenure: tenureOf(before, hash, account.enabled) };
};

export const storedEntry = (stored: StoredAccount, schemes: Pick<Schemes, 'verifier'>, before?: Entry): Entry => {
  const { hash, revision, ...rest } = stored;
  return entryOf({ ...rest, readOnly: false, revision: `${stored.id}.${revision}` }, hash, schemes, before);
};
