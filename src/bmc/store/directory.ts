import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BmcError } from '../types.js';
import { takeLock } from './lock.js';

/** Where the service keeps its own state: small files by name, for its owner's eyes only. */
export interface Directory {
  /** For messages. */
  pathOf(name: string): string;
  /** Undefined: no such file. */
  read(name: string): Promise<string | undefined>;
  /** Either the whole new content is there afterwards, also after a power cut, or the old one. */
  write(name: string, content: string): Promise<void>;
  /** Renames a file that cannot be used, and says to what. */
  setAside(name: string): Promise<string>;
  close(): Promise<void>;
}

const temporary = /^\.[\w.-]+\.tmp$/;

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const syncDirectory = async (path: string): Promise<void> => {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeWhole = async (dir: string, name: string, content: string): Promise<void> => {
  const scratch = join(dir, `.${name}.${randomUUID()}.tmp`);
  try {
    const handle = await open(scratch, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(scratch, join(dir, name));
  } catch (error) {
    await rm(scratch, { force: true });
    throw error;
  }
  await syncDirectory(dir);
};

const sweep = async (dir: string): Promise<void> => {
  const left = (await readdir(dir)).filter((name) => temporary.test(name));
  await Promise.all(left.map((name) => rm(join(dir, name), { force: true })));
};

/**
 * Makes the directory where it is missing, for its owner alone, and locks it against a second service.
 * Throws `BmcError` with code `store`.
 */
export const openDirectory = async (path: string): Promise<Directory> => {
  const dir = resolve(path);
  const unusable = (verb: string, cause: unknown): BmcError =>
    new BmcError('store', `cannot ${verb} ${dir}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if ((await stat(dir)).mode & 0o002) throw new Error('everybody may write to it');
  } catch (error) {
    throw unusable('use the state directory', error);
  }
  const unlock = await takeLock(join(dir, 'lock'));
  try {
    await sweep(dir);
  } catch (error) {
    await unlock();
    throw unusable('read the state directory', error);
  }
  return {
    pathOf: (name) => join(dir, name),
    read: async (name) => {
      try {
        return await readFile(join(dir, name), 'utf8');
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw unusable(`read ${name} in`, error);
      }
    },
    write: async (name, content) => {
      try {
        await writeWhole(dir, name, content);
      } catch (error) {
        throw unusable(`write ${name} in`, error);
      }
    },
    setAside: async (name) => {
      const aside = join(dir, `${name}.corrupt-${new Date().toISOString().replaceAll(':', '')}`);
      await rename(join(dir, name), aside);
      return aside;
    },
    close: unlock,
  };
};

/** The same without a disk, for a service that keeps nothing. */
export const memoryDirectory = (): Directory => {
  const files = new Map<string, string>();
  return {
    pathOf: (name) => name,
    read: async (name) => files.get(name),
    write: async (name, content) => {
      files.set(name, content);
    },
    setAside: async (name) => {
      files.delete(name);
      return name;
    },
    close: async () => undefined,
  };
};
