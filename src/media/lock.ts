import { link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../outbound/errors.js';

/**
 * A directory for one emulator at a time: two would evict each other's images, since neither knows what is in the
 * drives of the other's machines. The lock names a process and when it started, so that it is stale as soon as that
 * process is gone, also when its number was given to another. Resolves with the function that unlocks.
 */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, 'lock');
  const own = `${process.pid} ${await birth(process.pid)}\n`;
  const candidate = join(dir, `lock.${process.pid}`);
  await writeFile(candidate, own, { mode: 0o600 });
  try {
    // link(2) never replaces: of two that try at once, one fails.
    while (!(await tryLink(candidate, path))) await clearStale(path, dir);
  } finally {
    await rm(candidate, { force: true });
  }
  return async () => {
    if ((await readIfThere(path)) === own) await unlink(path);
  };
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function clearStale(path: string, dir: string): Promise<void> {
  const holder = await readIfThere(path);
  if (holder === undefined) return;
  const [pid = '', started = ''] = holder.trim().split(' ');
  if (/^\d+$/.test(pid) && (await birth(Number(pid))) === started) {
    throw new Error(`${dir} is in use by another emulator (process ${pid}); give each its own --state-dir`);
  }
  // Moved aside rather than removed: where another took over in between, what we moved is alive and goes back.
  const aside = `${path}.${process.pid}.stale`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readIfThere(aside)) !== holder) await tryLink(aside, path);
  await rm(aside, { force: true });
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    // ESRCH: the process ended between open and read.
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ESRCH') return undefined;
    throw error;
  }
}

/** Tells two processes of one number apart: the boot and field 22 of /proc/PID/stat (proc(5)), ticks since that boot. */
async function birth(pid: number): Promise<string> {
  const boot = await readIfThere('/proc/sys/kernel/random/boot_id');
  const stat = await readIfThere(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses, and may contain anything.
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? 'gone';
  return `${boot?.trim()}/${ticks}`;
}
