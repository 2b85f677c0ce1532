import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { run } from './run.js';

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Undefined: there is none. */
export const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Hidden, so that no program that reads whole directories takes it for one of its files; the next run overwrites it. */
const partOf = (path: string): string => join(dirname(path), `.${basename(path)}.new`);

/** Whole or not at all. By default root's alone. `part` is what a run that is killed leaves behind. */
export const writeWhole = async (path: string, text: string, mode = 0o600, part = partOf(path)): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  await writeFile(part, text, { mode });
  await chmod(part, mode);
  await rename(part, path);
};

/** In one piece, and never shorter than it was: whoever reads or is killed meanwhile finds empty lines at the most. */
const overwrite = async (path: string, text: string): Promise<void> => {
  const file = await open(path, 'r+');
  try {
    const bytes = Buffer.from(text);
    const { size } = await file.stat();
    await file.write(Buffer.concat([bytes, Buffer.alloc(Math.max(0, size - bytes.length), '\n')]), 0, undefined, 0);
    await file.truncate(bytes.length);
  } finally {
    await file.close();
  }
};

/**
 * The same for a file that is not ours alone, and is there: mode, owner and SELinux's context stay. Where a container
 * has it mounted it cannot be replaced, and is written over.
 */
export const rewriteWhole = async (path: string, text: string, part: string): Promise<void> => {
  await run(['cp', '--attributes-only', '--preserve=all', '--no-target-directory', path, part]);
  await writeFile(part, text);
  await rename(part, path).catch(async (error: unknown) => {
    await rm(part, { force: true });
    if (!hasCode(error, 'EBUSY')) throw error;
    await overwrite(path, text);
  });
};

/**
 * One at a time on this host, for what several labs write. The lock is flock(1)'s, on the directory: there is no file of
 * it to be left, and it goes with whoever holds it, however that ends.
 */
export const alone = async <T>(directory: string, work: () => Promise<T>): Promise<T> => {
  // In a process group of its own: Ctrl-C would end it before the work that it is for.
  const holder = spawn('flock', ['--exclusive', directory, 'sh', '-c', 'echo; exec cat'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(holder, 'exit');
  const first = await Promise.race([once(holder.stdout, 'data'), gone]);
  if (!Buffer.isBuffer(first[0])) throw new Error(`flock: ${directory} cannot be locked (${String(first[0])})`);
  try {
    return await work();
  } finally {
    holder.stdin.end();
    await gone;
  }
};
