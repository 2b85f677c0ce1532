import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** How many files of exactly this size there are below a directory: copies of an image of that size. */
export const filesOfSize = async (dir: string, size: number): Promise<number> => {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          (found) => found.size,
          (error: NodeJS.ErrnoException) => {
            // Removed since the directory was read: not there is what it is.
            if (error.code === 'ENOENT') return -1;
            throw error;
          },
        ),
      ),
  );
  return sizes.filter((one) => one === size).length;
};
