import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDigest } from './catalog.js';
import { lockDirectory } from './lock.js';
import type { MediaLogger } from './options.js';

/** Makes the directories of a cache, takes it for this process, and sweeps what a killed one left half-way. */
export async function openDirectory(dir: string, log: MediaLogger): Promise<() => Promise<void>> {
  await mkdir(join(dir, 'sha256'), { recursive: true });
  await mkdir(join(dir, 'partial'), { recursive: true });
  // QEMU runs as another user: it must pass through, whatever the umask was. Half images are nobody's business.
  await chmod(dir, 0o755);
  await chmod(join(dir, 'sha256'), 0o755);
  await chmod(join(dir, 'partial'), 0o700);
  const unlock = await lockDirectory(dir);
  try {
    await sweep(dir, log);
    await warnOfClosedParents(dir, log);
  } catch (error) {
    await unlock();
    throw error;
  }
  return unlock;
}

async function sweep(dir: string, log: MediaLogger): Promise<void> {
  for (const name of await readdir(join(dir, 'partial'))) {
    await rm(join(dir, 'partial', name), { force: true, recursive: true });
    log.info({ name }, 'removed an image that an earlier run did not finish');
  }
}

/** Complete images and their sizes in bytes. */
export async function listImages(dir: string): Promise<ReadonlyMap<string, number>> {
  const images = new Map<string, number>();
  for (const entry of await readdir(join(dir, 'sha256'), { withFileTypes: true })) {
    if (!entry.isFile() || !isDigest(entry.name)) continue;
    images.set(entry.name, (await stat(join(dir, 'sha256', entry.name))).size);
  }
  return images;
}

async function warnOfClosedParents(dir: string, log: MediaLogger): Promise<void> {
  for (let parent = dirname(dir); parent !== dirname(parent); parent = dirname(parent)) {
    if (((await stat(parent)).mode & 0o001) !== 0) continue;
    log.warn({ parent }, 'other users cannot pass through this directory: QEMU may be unable to open cached images');
  }
}
