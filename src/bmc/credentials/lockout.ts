import { LRUCache } from 'lru-cache';

/** Counts failed logins by user name. Names that nobody has are counted alike, so that a lock betrays no account. */
export interface Lockout {
  locked(userName: string): boolean;
  failed(userName: string): void;
  /** After a good login, or by an administrator's hand. */
  clear(userName: string): void;
}

export interface LockoutOptions {
  /** Of the moment. */
  readonly policy: () => {
    /** Failures in a row; 0 never locks. */
    readonly lockoutThreshold: number;
    /** Seconds: how long a lock lasts, and after which failures are forgotten. */
    readonly lockoutDuration: number;
  };
  /** Milliseconds, never going back. */
  readonly now: () => number;
  readonly known: (userName: string) => boolean;
}

interface Count {
  readonly failures: number;
  /** When it is forgotten. */
  readonly until: number;
}

const strangers = 1000;

export const createLockout = ({ policy, now, known }: LockoutOptions): Lockout => {
  // Two tables: invented names must not push a real account's count out.
  const accounts = new LRUCache<string, Count>({ max: 10_000 });
  const others = new LRUCache<string, Count>({ max: strangers });
  const table = (userName: string): LRUCache<string, Count> => (known(userName) ? accounts : others);
  const current = (userName: string): Count | undefined => {
    const count = table(userName).get(userName);
    return count !== undefined && now() < count.until ? count : undefined;
  };
  const locked = (userName: string): boolean => {
    const count = current(userName);
    const { lockoutThreshold: threshold } = policy();
    return threshold > 0 && count !== undefined && count.failures >= threshold;
  };
  return {
    locked,
    failed: (userName) => {
      // What fails during a lock does not prolong it: whoever waits for the end gets another try.
      if (locked(userName)) return;
      const failures = (current(userName)?.failures ?? 0) + 1;
      table(userName).set(userName, { failures, until: now() + policy().lockoutDuration * 1000 });
    },
    clear: (userName) => {
      table(userName).delete(userName);
    },
  };
};
