import { createHash, randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { BmcError } from '../types.js';

/** Who holds a lock. A pid alone is not enough: pids come again, soonest in a container, where it is always 1. */
interface Holder {
  readonly pid: number;
  /** Of the process, in clock ticks since boot; empty where the system does not say. */
  readonly started: string;
  readonly boot: string;
}

const readOr = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    // No such process, or no /proc on this system: both mean "unknown", which the comparison below allows for.
    return '';
  }
};

const holderOf = async (pid: number): Promise<Holder> => {
  const stat = await readOr(`/proc/${pid}/stat`);
  // proc(5): field 22, counted after the command name, which may itself hold spaces and parentheses.
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  return { pid, started, boot: (await readOr('/proc/sys/kernel/random/boot_id')).trim() };
};

const parse = (text: string): Holder | undefined => {
  const [pid = '', started = '', boot = ''] = text.trim().split('\n');
  return /^\d+$/.test(pid) ? { pid: Number(pid), started, boot } : undefined;
};

const exists = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const alive = async (holder: Holder): Promise<boolean> => {
  if (!exists(holder.pid)) return false;
  const now = await holderOf(holder.pid);
  return now.started === holder.started && now.boot === holder.boot;
};

const attempts = 5;

/**
 * Removes a dead holder's lock. Two that do so at once could take away the new lock of a third, so this itself needs a
 * lock, named after what is to go; with that in hand the old one is looked at again.
 */
const clearStale = async (path: string, seen: string): Promise<void> => {
  const digest = createHash('sha256').update(seen).digest('hex').slice(0, 16);
  const release = await takeLock(`${path}.${digest}`);
  try {
    if ((await readOr(path)) === seen) await rm(path, { force: true });
  } finally {
    await release();
  }
};

/** link(2) fails where the name exists, and shows the whole content at once: nobody reads half a lock. */
const place = async (scratch: string, path: string): Promise<boolean> => {
  try {
    await link(scratch, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
};

const contend = async (scratch: string, path: string): Promise<void> => {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await place(scratch, path)) return;
    const seen = await readOr(path);
    const holder = parse(seen);
    if (holder !== undefined && (await alive(holder))) {
      throw new BmcError(
        'store',
        `${path} is held by process ${holder.pid}: another service uses this state directory`,
      );
    }
    await clearStale(path, seen);
  }
  throw new BmcError('store', `${path} could not be taken: others keep taking it`);
};

/** Takes the lock file for this process and resolves to its release. Throws `BmcError` `store` if another one has it. */
export async function takeLock(path: string): Promise<() => Promise<void>> {
  const { pid, started, boot } = await holderOf(process.pid);
  const mine = `${pid}\n${started}\n${boot}\n${randomUUID()}\n`;
  const scratch = `${path}.${randomUUID()}`;
  try {
    await writeFile(scratch, mine, { flag: 'wx', mode: 0o600 });
    await contend(scratch, path);
  } catch (error) {
    if (error instanceof BmcError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new BmcError('store', `cannot lock ${path}: ${reason}`, { cause: error });
  } finally {
    await rm(scratch, { force: true });
  }
  return async () => {
    if ((await readOr(path)) === mine) await rm(path, { force: true });
  };
}
