import { createHash, createHmac } from 'node:crypto';
import { type PasswordFileEntry, readHtpasswd } from '../credentials/htpasswd.js';
import type { Schemes } from '../credentials/schemes.js';
import { hashScrypt, type ScryptCost } from '../credentials/scrypt.js';
import type { Log } from '../log.js';
import type { ConfiguredAccount } from '../options.js';
import { BmcError } from '../types.js';
import { type Entry, entryOf } from './entry.js';
import { administrator, type RoleBook } from './roles.js';
import { canBeSent, checkRole, checkSystems, checkUserName, longestLogin } from './rules.js';

export interface ExternalContext {
  readonly schemes: Pick<Schemes, 'verifier'>;
  readonly roles: Pick<RoleBook, 'has'>;
  /** Of this process: revisions show that a hash changed, and nothing else of it. */
  readonly secret: Buffer;
}

/** Stable over restarts, fit for a URI, and never a stored account's number. */
const idOf = (origin: string, userName: string): string =>
  `${origin}-${createHash('sha256').update(userName).digest('hex').slice(0, 12)}`;

const external = (
  origin: string,
  account: { readonly userName: string; readonly roleId: string; readonly systems?: readonly string[] },
  hash: string,
  { schemes, secret }: ExternalContext,
  before: (id: string) => Entry | undefined,
): Entry => {
  const id = idOf(origin, account.userName);
  const facts = JSON.stringify([account.userName, account.roleId, account.systems, hash]);
  const revision = createHmac('sha256', secret).update(facts).digest('hex').slice(0, 16);
  const shown = { ...account, id, enabled: true, passwordChangeRequired: false, readOnly: true, revision };
  return entryOf(shown, hash, schemes, before(id));
};

/** Everybody in a password file may do everything: it has no place for less. */
export const passwordFileEntries = async (
  path: string,
  context: ExternalContext & { readonly schemes: Schemes; readonly log: Log },
  before: (id: string) => Entry | undefined,
): Promise<readonly Entry[]> => {
  const { entries, weak } = await readHtpasswd(path, context.schemes);
  if (weak.length > 0) {
    context.log.warn(
      { path, userNames: weak },
      'password hashes that are easily broken: make them anew with htpasswd -B',
    );
  }
  return entries.map(({ userName, hash }: PasswordFileEntry) =>
    external('file', { userName, roleId: administrator }, hash, context, before),
  );
};

const configuredHash = async (account: ConfiguredAccount, cost: ScryptCost): Promise<string> => {
  if ((account.password === undefined) === (account.passwordHash === undefined)) {
    throw new BmcError('invalid', `the account ${account.userName} needs either a password or a passwordHash`);
  }
  if (account.password === '') throw new BmcError('invalid', `the account ${account.userName} has an empty password`);
  if (account.password !== undefined && !canBeSent(account.password)) {
    throw new BmcError(
      'invalid',
      `the password of the account ${account.userName} has more than one line, control characters or more than ` +
        `${longestLogin.password} characters: nobody could log in with it`,
    );
  }
  return account.passwordHash ?? hashScrypt(account.password ?? '', cost);
};

export const configuredEntries = async (
  accounts: readonly ConfiguredAccount[],
  cost: ScryptCost,
  context: ExternalContext,
): Promise<readonly Entry[]> => {
  const names = new Set<string>();
  const entries: Entry[] = [];
  for (const account of accounts) {
    const { userName, roleId, systems } = account;
    checkUserName(userName);
    checkRole(roleId, context.roles);
    if (systems !== undefined) checkSystems(systems);
    if (names.has(userName)) throw new BmcError('invalid', `the account ${userName} is configured twice`);
    names.add(userName);
    const scope = systems === undefined ? {} : { systems: systems.map((id) => id.toLowerCase()) };
    const hash = await configuredHash(account, cost);
    entries.push(external('configured', { userName, roleId, ...scope }, hash, context, () => undefined));
  }
  return entries;
};
