/** What a rehearsal has to put back, kept on disk from before it is done: whoever comes after a kill finds it. */
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeWhole } from '../host/files.js';
import type { Host } from '../host/host.js';
import { holderOf } from '../host/lock.js';
import type { Site } from '../kinds/site.js';
import { PlanError } from '../plan/change.js';
import type { Borrowed } from './stand-ins.js';

export interface Debts {
  /** URLs of the images that are in drives. */
  readonly images: readonly string[];
  /** UUIDs of machines whose CD drive or power was used. */
  readonly touched: readonly string[];
  /** Machines whose disks, empty before, were written to. */
  readonly written: readonly string[];
  readonly borrowed: readonly Borrowed[];
}

export const rehearsalDir = ({ dir }: Host): string => join(dir, 'rehearsal');
const fileOf = (host: Host): string => join(rehearsalDir(host), 'debts.json');

const isStrings = (value: unknown): boolean => Array.isArray(value) && value.every((one) => typeof one === 'string');

const isDebts = (value: unknown): value is Debts => {
  if (typeof value !== 'object' || value === null) return false;
  const { images, touched, written, borrowed } = value as Readonly<Record<string, unknown>>;
  return isStrings(images) && isStrings(touched) && isStrings(written) && Array.isArray(borrowed);
};

/** Of an earlier rehearsal that could not clean up; undefined: there is none. Throws `PlanError` where it cannot be read. */
export const readDebts = async (host: Host): Promise<Debts | undefined> => {
  const text = await readIfThere(fileOf(host));
  if (text === undefined) return undefined;
  try {
    const debts: unknown = JSON.parse(text);
    if (isDebts(debts)) return debts;
  } catch {}
  throw new PlanError([
    `${fileOf(host)} should say what an earlier rehearsal has left, and cannot be read: see that no machine runs with the probe, then remove it`,
  ]);
};

/** What a rehearsal that was killed has left, and what to do, a line each. Undefined: nothing, or one is at work. */
export const leftBehind = async ({
  lab,
  host,
}: Pick<Site, 'lab' | 'host'>): Promise<{ readonly what: string; readonly remedy: string } | undefined> => {
  try {
    const debts = await readDebts(host);
    if (debts === undefined || (await holderOf(lab))?.startsWith('lab rehearse')) return undefined;
    const names = debts.touched.map((id) => lab.machines.find(({ uuid }) => uuid === id)?.name ?? id);
    const left = [...names, ...debts.borrowed.map(({ address }) => address)];
    const much = left.length === 0 ? '' : `, and may have left ${left.join(', ')} as they are not meant to be`;
    return { what: `a rehearsal was broken off${much}`, remedy: 'lab rehearse puts it back' };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { what: error.message, remedy: 'only then lab rehearse begins' };
  }
};

export interface Journal {
  /** Resolves when it is on disk. */
  owe(change: (debts: Debts) => Debts): Promise<void>;
  readonly debts: Debts;
}

/** A rename is durable once its directory is. */
const sync = async (path: string): Promise<void> => {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

/** Its directory is there then, for what else a rehearsal needs. */
export const openJournal = async (host: Host, images: readonly string[]): Promise<Journal> => {
  await mkdir(rehearsalDir(host), { recursive: true, mode: 0o700 });
  let now: Debts = { images, touched: [], written: [], borrowed: [] };
  let writing: Promise<void> = Promise.resolve();
  return {
    owe: (change) => {
      now = change(now);
      const text = `${JSON.stringify(now, undefined, 2)}\n`;
      writing = writing.then(async () => {
        await writeWhole(fileOf(host), text);
        await sync(fileOf(host));
        await sync(rehearsalDir(host));
      });
      return writing;
    },
    get debts() {
      return now;
    },
  };
};

/** Nothing is owed any more. */
export const closeJournal = (host: Host): Promise<void> => rm(rehearsalDir(host), { recursive: true, force: true });
