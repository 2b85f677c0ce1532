import type { Log } from '../log.js';
import type { Entry } from './entry.js';
import { administrator } from './roles.js';

export interface Entries {
  readonly file: readonly Entry[];
  readonly configured: readonly Entry[];
  readonly stored: readonly Entry[];
}

/** All accounts of the moment, from all sources. */
export interface Book {
  readonly sources: Entries;
  all(): readonly Entry[];
  get(id: string): Entry | undefined;
  byName(userName: string): Entry | undefined;
  replace(change: Partial<Entries>): void;
}

/** A name means one account: the password file comes before the configuration, and that before what is stored. */
export const merged = ({ file, configured, stored }: Entries): ReadonlyMap<string, Entry> => {
  const names = new Map<string, Entry>();
  for (const entry of [...file, ...configured, ...stored]) {
    const { userName } = entry.account;
    if (!names.has(userName)) names.set(userName, entry);
  }
  return names;
};

const warnOfHidden = (sources: Entries, names: ReadonlyMap<string, Entry>, log: Log): void => {
  for (const entry of [...sources.configured, ...sources.stored]) {
    const { userName, id } = entry.account;
    const shown = names.get(userName);
    if (shown !== entry) log.warn({ userName, shown: shown?.account.id, hidden: id }, 'an account hides another one');
  }
};

export const createBook = (initial: Entries, log: Log): Book => {
  let sources = initial;
  let names = merged(sources);
  let ids = new Map<string, Entry>();
  const index = (): void => {
    names = merged(sources);
    ids = new Map([...names.values()].map((entry) => [entry.account.id, entry]));
  };
  index();
  warnOfHidden(sources, names, log);
  return {
    get sources() {
      return sources;
    },
    all: () => [...ids.values()],
    get: (id) => ids.get(id),
    byName: (userName) => names.get(userName),
    replace: (change) => {
      sources = { ...sources, ...change };
      index();
      if (change.file !== undefined) warnOfHidden(sources, names, log);
    },
  };
};

/** Somebody who may do everything, accounts included. One that sees only some systems cannot give others the rest. */
export const hasAdministrator = (sources: Entries): boolean =>
  [...merged(sources).values()].some(
    ({ account }) => account.enabled && account.roleId === administrator && account.systems === undefined,
  );
