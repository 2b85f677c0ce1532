import { randomBytes } from 'node:crypto';
import { BmcError, type Principal, type Session, type Sessions } from '../types.js';
import { fingerprint, newToken } from './token.js';

export interface SessionsContext {
  /** Seconds. */
  readonly timeout: number;
  /** A client has set another one. Throws `BmcError` if it is out of range. */
  readonly onTimeout: (seconds: number) => void;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly holder: (accountId: string) => { readonly principal: Principal; readonly tenure: number } | undefined;
  readonly limits?: { readonly perAccount: number; readonly all: number };
}

interface Open {
  readonly session: Session;
  readonly tenure: number;
  readonly fingerprint: string;
  lastUse: number;
}

/** Enough for a conductor with many workers; a client that never logs out pushes out its own oldest ones first. */
const defaultLimits = { perAccount: 64, all: 1024 };

/**
 * Sessions live in memory: a restart ends them, and a client logs in anew on 401. Whether one is still good is asked
 * of the account each time, so a change of password, a disabled or a removed account ends it without being told.
 */
export const createSessions = (context: SessionsContext): Sessions => {
  const { now, holder, limits = defaultLimits } = context;
  let timeout = context.timeout;
  /** By id, least recently used first. */
  const open = new Map<string, Open>();
  const byToken = new Map<string, Open>();

  const end = (ended: Open): void => {
    open.delete(ended.session.id);
    byToken.delete(ended.fingerprint);
  };

  const principalOf = (candidate: Open): Principal | undefined => {
    const found = holder(candidate.session.accountId);
    const good = found?.tenure === candidate.tenure && now() - candidate.lastUse < timeout * 1000;
    if (found === undefined || !good) {
      end(candidate);
      return undefined;
    }
    return { ...found.principal, sessionId: candidate.session.id };
  };

  const alive = (): Open[] => [...open.values()].filter((candidate) => principalOf(candidate) !== undefined);

  const makeRoom = (accountId: string): void => {
    const rest = alive();
    const own = rest.filter(({ session }) => session.accountId === accountId);
    const oldest = own.length >= limits.perAccount ? own[0] : rest.length >= limits.all ? rest[0] : undefined;
    if (oldest !== undefined) end(oldest);
  };

  return {
    get timeout() {
      return timeout;
    },
    set timeout(seconds) {
      context.onTimeout(seconds);
      timeout = seconds;
    },
    list: () => alive().map(({ session }) => session),
    get: (id) => {
      const candidate = open.get(id);
      return candidate && principalOf(candidate) && candidate.session;
    },
    create: ({ account }, clientAddress) => {
      const found = holder(account.id);
      if (found === undefined) throw new BmcError('not-found', `the account ${account.userName} is gone or disabled`);
      makeRoom(account.id);
      const token = newToken();
      const session: Session = {
        id: randomBytes(8).toString('hex'),
        userName: account.userName,
        accountId: account.id,
        created: new Date(),
        ...(clientAddress === undefined ? {} : { clientAddress }),
      };
      const opened = { session, tenure: found.tenure, fingerprint: fingerprint(token), lastUse: now() };
      open.set(session.id, opened);
      byToken.set(opened.fingerprint, opened);
      return { session, token };
    },
    find: (token) => {
      const candidate = byToken.get(fingerprint(token));
      const principal = candidate && principalOf(candidate);
      if (candidate === undefined || principal === undefined) return undefined;
      candidate.lastUse = now();
      open.delete(candidate.session.id);
      open.set(candidate.session.id, candidate);
      return principal;
    },
    remove: (id) => {
      const candidate = open.get(id);
      if (candidate === undefined || principalOf(candidate) === undefined) return false;
      end(candidate);
      return true;
    },
  };
};
