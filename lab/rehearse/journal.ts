/** What a rehearsal has to put back, kept on disk from before it is done: whoever comes after a kill finds it. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { Borrowed } from './stand-ins.js';

export interface Debts {
  /** UUIDs of machines whose CD drive or power was used. */
  readonly touched: readonly string[];
  /** UUIDs of machines whose first disk, empty before, was written to. */
  readonly written: readonly string[];
  readonly borrowed: readonly Borrowed[];
}

const none: Debts = { touched: [], written: [], borrowed: [] };

export const rehearsalDir = ({ dir }: Host): string => join(dir, 'rehearsal');
const fileOf = (host: Host): string => join(rehearsalDir(host), 'debts.json');

/** Of an earlier rehearsal that could not clean up. */
export const readDebts = async (host: Host): Promise<Debts> => {
  const text = await readIfThere(fileOf(host));
  return text === undefined ? none : (JSON.parse(text) as Debts);
};

export interface Journal {
  /** Resolves when it is on disk. */
  owe(change: (debts: Debts) => Debts): Promise<void>;
  readonly debts: Debts;
}

export const openJournal = (host: Host, debts: Debts = none): Journal => {
  let now = debts;
  let writing: Promise<void> = Promise.resolve();
  return {
    owe: (change) => {
      now = change(now);
      const text = `${JSON.stringify(now, undefined, 2)}\n`;
      writing = writing.then(() => writeWhole(fileOf(host), text));
      return writing;
    },
    get debts() {
      return now;
    },
  };
};

/** Nothing is owed any more. */
export const closeJournal = (host: Host): Promise<void> => rm(rehearsalDir(host), { recursive: true, force: true });
