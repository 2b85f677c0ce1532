import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes that are free where a directory of this host is, or will be. Undefined: that cannot be told. */
export const roomFor = async (directory: string): Promise<number | undefined> => {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch (error) {
    const above = dirname(directory);
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return absent && above !== directory ? roomFor(above) : undefined;
  }
};
