import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Gate } from '../credentials/gate.js';
import type { Lockout } from '../credentials/lockout.js';
import type { Verifier } from '../credentials/schemes.js';
import type { Log } from '../log.js';
import type { Login, Principal } from '../types.js';
import type { Book } from './book.js';
import type { Entry } from './entry.js';
import { canBeSent, control, longestLogin } from './rules.js';

export interface LoginContext {
  readonly book: Pick<Book, 'all' | 'byName'>;
  readonly lockout: Lockout;
  readonly gate: Gate;
  /** Random, of this process. */
  readonly secret: Buffer;
  /** What an unknown user's password is held against while there is no account at all. */
  readonly decoy: Verifier;
  readonly principal: (entry: Entry) => Principal;
  readonly log: Log;
}

export interface LoginDesk {
  login(userName: string, password: string): Promise<Login>;
  /** Forgets every verified password. */
  forget(): void;
}

type Outcome = { readonly verified: string } | { readonly refused: 'credentials' | 'locked' | 'busy' };

const cachedLogins = 1000;
const isPossible = (userName: string, password: string): boolean =>
  userName.length <= longestLogin.userName && !control.test(userName) && canBeSent(password);

/** Verifies passwords: once per credentials, a few at a time, and with the same effort whether the user exists or not. */
export const createLoginDesk = (context: LoginContext): LoginDesk => {
  const { book, lockout, gate, secret, decoy, principal, log } = context;
  /** Key of the credentials to the revision of the account that they opened. */
  const verified = new LRUCache<string, string>({ max: cachedLogins });
  const running = new Map<string, Promise<Outcome>>();

  const digest = (...parts: readonly string[]): Buffer =>
    createHmac('sha256', secret).update(JSON.stringify(parts)).digest();

  /** Always the same account's for the same name, so that an invented name costs what a real one does. */
  const strangerVerifier = (userName: string): Verifier => {
    const entries = book.all();
    return entries[digest(userName).readUInt32BE() % Math.max(1, entries.length)]?.verify ?? decoy;
  };

  const verify = async (userName: string, password: string, key: string): Promise<Outcome> => {
    // It may have waited for its turn: guesses that came before the lock must not be worked off behind it.
    if (lockout.locked(userName)) return { refused: 'locked' };
    const entry = book.byName(userName);
    const matches = await (entry?.verify ?? strangerVerifier(userName))(password);
    if (entry === undefined || !matches) {
      lockout.failed(userName);
      return { refused: 'credentials' };
    }
    if (lockout.locked(userName)) return { refused: 'locked' };
    lockout.clear(userName);
    verified.set(key, entry.account.revision);
    return { verified: entry.account.revision };
  };

  /** Requests that come together with the same credentials share one hash, and count as one failure. */
  const shared = (userName: string, password: string, key: string): Promise<Outcome> => {
    const already = running.get(key);
    if (already !== undefined) return already;
    const started = gate.run(() => verify(userName, password, key));
    if (started === undefined) return Promise.resolve({ refused: 'busy' });
    const outcome = started.finally(() => running.delete(key));
    running.set(key, outcome);
    return outcome;
  };

  const attempt = async (userName: string, password: string): Promise<Login> => {
    if (!isPossible(userName, password)) return { refused: 'credentials' };
    if (lockout.locked(userName)) return { refused: 'locked' };
    const key = digest(userName, password).toString('base64');
    const cached = verified.get(key);
    const usable = cached !== undefined && cached === book.byName(userName)?.account.revision;
    const outcome = usable ? { verified: cached } : await shared(userName, password, key);
    if ('refused' in outcome) return outcome;
    // The account may have changed while the hash was computed.
    const entry = book.byName(userName);
    if (entry?.account.revision !== outcome.verified) return { refused: 'credentials' };
    return entry.account.enabled ? { principal: principal(entry) } : { refused: 'disabled' };
  };

  return {
    login: async (userName, password) => {
      const login = await attempt(userName, password);
      if ('refused' in login) {
        // What is typed as a name may be a password: only names that exist are logged.
        const account = book.byName(userName)?.account.id;
        log.warn({ account, reason: login.refused }, 'a login was refused');
      }
      return login;
    },
    forget: () => verified.clear(),
  };
};
