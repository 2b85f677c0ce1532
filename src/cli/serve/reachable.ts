import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The directories on the way to `path`, itself included, that other users may not enter. QEMU mostly runs as a user of
 * its own, and then an image below one of them is "Permission denied" to it at the next power-on.
 */
export async function closedToOthers(path: string): Promise<string[]> {
  const parent = dirname(path);
  const above = parent === path ? [] : await closedToOthers(parent);
  const { mode } = await stat(path);
  return mode & 0o001 ? above : [...above, path];
}
