import { firstPassword } from '../credentials/first-password.js';
import type { Schemes } from '../credentials/schemes.js';
import { hashScrypt, type ScryptCost } from '../credentials/scrypt.js';
import type { Settings } from '../options.js';
import { BmcError } from '../types.js';
import { type Entries, hasAdministrator, merged } from './book.js';
import { storedEntry } from './entry.js';
import { administrator } from './roles.js';
import { checkUserName } from './rules.js';
import type { StoredAccount, StoredAccounts } from './stored.js';

export interface FirstContext {
  readonly settings: Settings;
  readonly schemes: Pick<Schemes, 'verifier'>;
  readonly store: (accounts: StoredAccounts) => Promise<void>;
}

const administratorOf = async (
  id: string,
  userName: string,
  password: string,
  cost: ScryptCost,
): Promise<StoredAccount> => ({
  id,
  userName,
  hash: await hashScrypt(password, cost),
  roleId: administrator,
  enabled: true,
  passwordChangeRequired: false,
  revision: 1,
});

/**
 * Sees to it that somebody can get in: where no source has an enabled administrator, one is made with a random
 * password. It is told before it is stored: a crash in between costs a second password, not the way in.
 */
export const ensureAdministrator = async (
  kept: StoredAccounts,
  others: Omit<Entries, 'stored'>,
  { settings, schemes, store }: FirstContext,
): Promise<StoredAccounts> => {
  const sources = { ...others, stored: kept.accounts.map((account) => storedEntry(account, schemes)) };
  if (hasAdministrator(sources)) return kept;
  const { firstUserName, onFirstPassword, minPasswordLength, passwordCost } = settings;
  checkUserName(firstUserName);
  if (merged(sources).has(firstUserName)) {
    throw new BmcError(
      'invalid',
      `nobody is an enabled administrator of all systems, and ${firstUserName} is not one either`,
    );
  }
  if (onFirstPassword === undefined) {
    throw new BmcError('invalid', 'no administrator is configured, and there is nobody to tell a new password to');
  }
  const password = firstPassword(minPasswordLength);
  const account = await administratorOf(String(kept.nextId), firstUserName, password, passwordCost);
  await onFirstPassword(firstUserName, password);
  const next = { ...kept, nextId: kept.nextId + 1, accounts: [...kept.accounts, account] };
  await store(next);
  return next;
};
