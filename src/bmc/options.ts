import { checkPolicy } from './accounts/policy.js';
import { defaultCost, type ScryptCost } from './credentials/scrypt.js';
import { type Log, silent } from './log.js';
import { BmcError } from './types.js';

/** An account of the configuration: there at every start, and changed only there. */
export interface ConfiguredAccount {
  readonly userName: string;
  /** One of the two. */
  readonly password?: string;
  /** As in a password file, or a PHC string of scrypt. */
  readonly passwordHash?: string;
  readonly roleId: string;
  /** Ids of the only systems that it may see and touch; absent means all. */
  readonly systems?: readonly string[];
}

export interface BmcOptions {
  /** Absent: everything is in memory only. */
  readonly stateDir?: string;
  readonly accounts?: readonly ConfiguredAccount[];
  /** Path of a password file as Apache's `htpasswd -B` makes it; everybody in it is an administrator. */
  readonly htpasswd?: string;
  /** Nobody is asked for credentials, and everybody is an administrator. */
  readonly noAuth?: boolean;
  /** Characters. */
  readonly minPasswordLength?: number;
  readonly maxPasswordLength?: number;
  /** Failed logins in a row that lock an account; 0 never does. */
  readonly lockoutThreshold?: number;
  /** Seconds that a lock lasts, and after which failed logins are forgotten. */
  readonly lockoutDuration?: number;
  /** Seconds; until a client sets another one. */
  readonly sessionTimeout?: number;
  /** How many finished tasks are kept, and for how long. */
  readonly taskRetention?: { readonly count: number; readonly seconds: number };
  /** The service's UUID where none is stored. */
  readonly uuid?: string;
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number;
  readonly log?: Log;
  /** Which hosts events may be sent to, as a client names them. */
  readonly outbound?: { readonly allow: readonly string[]; readonly exposed: boolean };
  /** Of the administrator that the first start makes. */
  readonly firstUserName?: string;
  /** Gets the clear password of the administrator that the first start makes, once. */
  readonly onFirstPassword?: (userName: string, password: string) => void | Promise<void>;
  /** What a new password hash costs; lower it in tests only. */
  readonly passwordCost?: ScryptCost;
}

const defaults = {
  accounts: [] as readonly ConfiguredAccount[],
  noAuth: false,
  minPasswordLength: 8,
  maxPasswordLength: 128,
  lockoutThreshold: 5,
  lockoutDuration: 30,
  sessionTimeout: 1800,
  taskRetention: { count: 200, seconds: 3600 },
  now: () => performance.now(),
  log: silent,
  firstUserName: 'admin',
  outbound: { allow: [] as readonly string[], exposed: true },
  passwordCost: defaultCost,
} satisfies BmcOptions;

export type Settings = BmcOptions & Required<Pick<BmcOptions, keyof typeof defaults>>;

/** SessionService.SessionTimeout is 30 to 86400 in its schema. */
export const sessionTimeoutRange = { minimum: 30, maximum: 86_400 } as const;

/** Of finished tasks, in seconds: a minute to a week. */
export const taskRetentionRange = { minimum: 60, maximum: 604_800 } as const;

const within = (name: string, value: number, minimum: number, maximum: number): void => {
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw new BmcError('invalid', `${name} is ${value}; it must be a whole number from ${minimum} to ${maximum}`);
  }
};

/** Fills in the defaults. Throws `BmcError` for figures that make no sense. */
export const settingsOf = (options: BmcOptions): Settings => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const settings: Settings = { ...defaults, ...Object.fromEntries(given) };
  checkPolicy(settings);
  within('sessionTimeout', settings.sessionTimeout, sessionTimeoutRange.minimum, sessionTimeoutRange.maximum);
  within('taskRetention.count', settings.taskRetention.count, 1, 100_000);
  within('taskRetention.seconds', settings.taskRetention.seconds, 1, 31_536_000);
  return settings;
};
