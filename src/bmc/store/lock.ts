import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Moves a dead holder's lock away; puts it back should somebody have been faster and it is a live one by now. */
const clearStale = async (path: string, seen: string): Promise<void> => {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    // Somebody else cleared it: the next try will tell who has it now.
    return;
  }
  if ((await readOr(aside)) !== seen) {
    await link(aside, path).catch((error: unknown) => {
      if (!isTaken(error)) throw error;
    });
  }
  await rm(aside, { force: true });
};

/** Takes the lock file for this process and resolves to its release. Throws `BmcError` `store` if another one has it. */
export const takeLock = async (path: string): Promise<() => Promise<void>> => {
  const { pid, started, boot } = await holderOf(process.pid);
  const mine = `${pid}\n${started}\n${boot}\n${randomUUID()}\n`;
  const scratch = `${path}.${randomUUID()}`;
  try {
    await writeFile(scratch, mine, { flag: 'wx', mode: 0o600 });
    for (let attempt = 0; attempt < 5; attempt += 1) {
      try {
        // link(2) fails where the name exists, and shows the content at once: nobody reads half a lock.
        await link(scratch, path);
        return async () => {
          if ((await readOr(path)) === mine) await rm(path, { force: true });
        };
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
      const seen = await readOr(path);
      const holder = parse(seen);
      if (holder !== undefined && (await alive(holder))) {
        throw new BmcError(
          'store',
          `${path} is held by process ${holder.pid}: another service uses this state directory`,
        );
      }
      if (seen !== '' || attempt > 2) await clearStale(path, seen);
    }
    throw new BmcError('store', `${path} could not be taken: others keep taking it`);
  } catch (error) {
    if (error instanceof BmcError) throw error;
    throw new BmcError('store', `cannot lock ${path}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  } finally {
    await rm(scratch, { force: true });
  }
};
