import { type AccountChange, type AccountPolicy, BmcError } from '../types.js';
import type { RoleBook } from './roles.js';

type PasswordLength = Pick<AccountPolicy, 'minPasswordLength' | 'maxPasswordLength'>;

const longestUserName = 64;
const mostSystems = 10_000;
const longestSystemId = 256;

/**
 * RFC 7617 section 2: neither may hold control characters, and the first colon ends the user name. To scrypt and bcrypt
 * a NUL at the end makes no difference.
 */
export const control = /\p{Cc}/u;

/** Of what comes with a request, in characters: more belongs to nobody, and would only make hashing dear. */
export const longestLogin = { userName: 256, password: 1024 };

/** Whether a client can log in with such a password at all. */
export const canBeSent = (password: string): boolean =>
  password.length <= longestLogin.password && !control.test(password);

const invalid = (message: string): BmcError => new BmcError('invalid', message);

export const checkUserName = (userName: string): void => {
  if (typeof userName !== 'string' || userName === '' || userName.length > longestUserName) {
    throw invalid(`a user name has 1 to ${longestUserName} characters`);
  }
  if (control.test(userName) || userName.includes(':') || userName !== userName.trim()) {
    throw invalid('a user name has no colon, no control character, and no space at its ends');
  }
};

export const checkPassword = (password: string, { minPasswordLength, maxPasswordLength }: PasswordLength): void => {
  if (typeof password !== 'string' || control.test(password)) {
    throw invalid('a password is text without control characters');
  }
  const length = [...password].length;
  if (length < minPasswordLength || length > maxPasswordLength) {
    throw new BmcError(
      'password-length',
      `a password has ${minPasswordLength} to ${maxPasswordLength} characters, not ${length}`,
    );
  }
};

export const checkRole = (roleId: string, roles: Pick<RoleBook, 'has'>): void => {
  if (!roles.has(roleId)) throw new BmcError('not-found', `no role ${JSON.stringify(roleId)}`);
};

export const checkSystems = (systems: readonly string[]): void => {
  if (!Array.isArray(systems) || systems.length > mostSystems) {
    throw invalid(`systems is a list of at most ${mostSystems} ids`);
  }
  if (systems.some((id) => typeof id !== 'string' || id === '' || id.length > longestSystemId)) {
    throw invalid('the id of a system is a text that is not empty');
  }
};

/** Throws `BmcError` for the first thing in `change` that cannot be stored. */
export const checkChange = (change: AccountChange, length: PasswordLength, roles: Pick<RoleBook, 'has'>): void => {
  if (change.userName !== undefined) checkUserName(change.userName);
  if (change.roleId !== undefined) checkRole(change.roleId, roles);
  if (change.systems !== undefined && change.systems !== null) checkSystems(change.systems);
  if (change.password !== undefined) checkPassword(change.password, length);
};
