import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Undefined: there is none. */
export const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Whole or not at all, but where a container has the file mounted: it can only be written over then. By default root's alone. */
export const writeWhole = async (path: string, text: string, mode = 0o600): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o711 });
  const part = `${path}.${randomUUID()}.new`;
  await writeFile(part, text, { mode });
  await chmod(part, mode);
  await rename(part, path).catch(async (error: unknown) => {
    await rm(part, { force: true });
    if (!(error instanceof Error && 'code' in error && error.code === 'EBUSY')) throw error;
    await writeFile(path, text);
  });
};
