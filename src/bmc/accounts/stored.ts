import type { Schemes } from '../credentials/schemes.js';
import { type DocumentKind, isObject } from '../store/document.js';
import { type AccountPolicy, basicAuthStates } from '../types.js';
import { checkPolicy } from './policy.js';
import { type CustomRole, createRoleBook, isGrantable, type RoleBook } from './roles.js';

/** An account as the state directory holds it. */
export interface StoredAccount {
  readonly id: string;
  readonly userName: string;
  readonly hash: string;
  readonly roleId: string;
  readonly enabled: boolean;
  readonly passwordChangeRequired: boolean;
  readonly systems?: readonly string[];
  /** Counts the changes. */
  readonly revision: number;
}

export interface StoredAccounts {
  /** Ids are not given twice, so that a link never comes to mean somebody else. */
  readonly nextId: number;
  readonly accounts: readonly StoredAccount[];
  /** Absent: none. */
  readonly roles?: readonly CustomRole[];
  /** Where a client has set one. */
  readonly policy?: AccountPolicy;
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

const parseRole = (value: unknown): CustomRole => {
  if (!isObject(value)) throw new Error('a role is no object');
  const { id, privileges } = value;
  if (typeof id !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw new Error('a role has no usable id');
  if (!Array.isArray(privileges) || !privileges.every(isGrantable)) throw new Error('a role has no usable privileges');
  return { id, privileges };
};

const parsePolicy = (value: unknown): AccountPolicy => {
  if (!isObject(value)) throw new Error('the policy is no object');
  // Services before it had a choice took it always.
  const {
    basicAuth: told = 'Enabled',
    minPasswordLength,
    maxPasswordLength,
    lockoutThreshold,
    lockoutDuration,
  } = value;
  const basicAuth = basicAuthStates.find((state) => state === told);
  if (basicAuth === undefined) throw new Error('the policy has no usable basicAuth');
  const policy = {
    basicAuth,
    minPasswordLength: Number(minPasswordLength),
    maxPasswordLength: Number(maxPasswordLength),
    lockoutThreshold: Number(lockoutThreshold),
    lockoutDuration: Number(lockoutDuration),
  };
  checkPolicy(policy);
  return policy;
};

const parseAccount = (value: unknown, schemes: Pick<Schemes, 'verifier'>, known: RoleBook): StoredAccount => {
  const wrong = (what: string): Error => new Error(`an account has no usable ${what}`);
  if (!isObject(value)) throw new Error('an account is no object');
  const { id, userName, hash, roleId, enabled, passwordChangeRequired, systems, revision } = value;
  if (typeof id !== 'string' || !/^[1-9]\d{0,14}$/.test(id)) throw wrong('id');
  if (typeof userName !== 'string' || userName === '') throw wrong('userName');
  if (typeof hash !== 'string' || schemes.verifier(hash) === undefined) throw wrong('hash');
  if (typeof roleId !== 'string' || !known.has(roleId)) throw wrong('roleId');
  if (typeof enabled !== 'boolean') throw wrong('enabled');
  if (typeof passwordChangeRequired !== 'boolean') throw wrong('passwordChangeRequired');
  if (typeof revision !== 'number' || !Number.isSafeInteger(revision)) throw wrong('revision');
  const account = { id, userName, hash, roleId, enabled, passwordChangeRequired, revision };
  if (systems === undefined) return account;
  // Read as absent, a damaged list would widen what the account may see.
  if (!isTexts(systems)) throw wrong('systems');
  return { ...account, systems };
};

export const accountsKind = (schemes: Pick<Schemes, 'verifier'>): DocumentKind<StoredAccounts> => ({
  name: 'accounts.json',
  version: 1,
  // Set aside, the next start would find no account and make a new administrator: an open door by way of a bad disk.
  corrupt: 'refuse',
  parse: (data) => {
    if (!isObject(data) || !Array.isArray(data.accounts)) throw new Error('no list of accounts in it');
    const roles = Array.isArray(data.roles) ? data.roles.map(parseRole) : undefined;
    if (roles === undefined && data.roles !== undefined) throw new Error('its roles are no list');
    const known = createRoleBook(roles);
    if (new Set(known.all().map(({ id }) => id)).size < known.all().length) throw new Error('a role is there twice');
    const accounts = data.accounts.map((account: unknown) => parseAccount(account, schemes, known));
    const { nextId } = data;
    if (typeof nextId !== 'number' || !Number.isSafeInteger(nextId)) throw new Error('no nextId in it');
    if (accounts.some(({ id }) => Number(id) >= nextId)) throw new Error('its nextId is in use');
    if (new Set(accounts.map(({ id }) => id)).size < accounts.length) throw new Error('an id is there twice');
    if (new Set(accounts.map(({ userName }) => userName)).size < accounts.length)
      throw new Error('a name is there twice');
    const policy = data.policy === undefined ? {} : { policy: parsePolicy(data.policy) };
    return { nextId, accounts, ...(roles && { roles }), ...policy };
  },
});
