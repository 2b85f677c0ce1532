import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileError } from './errors.js';
import { type Image, MediaError } from './types.js';

/**
 * Images that lie on this machine. They are used in place: no copy, no digest. A client names the path, so only
 * what really lies under one of the configured directories is opened: links are resolved on both sides first.
 */
export async function openLocal(url: string, imageDirs: readonly string[]): Promise<Image> {
  const path = toPath(url);
  const roots = await Promise.all(imageDirs.map(existing));
  // A path outside answers the same whether it exists or not: the client learns nothing of the host's files.
  const real = await realpath(path).catch((cause: unknown) => {
    if (roots.some((root) => root !== undefined && inside(root, path)) || imageDirs.some((dir) => inside(dir, path))) {
      throw fileError(cause, path);
    }
    throw notAllowed(path);
  });
  if (!roots.some((root) => root !== undefined && inside(root, real))) throw notAllowed(path);
  const found = await stat(real).catch((cause: unknown) => {
    throw fileError(cause, path);
  });
  if (!found.isFile()) throw new MediaError('not-found', `${path} is not a regular file`);
  if (found.size === 0) throw new MediaError('empty', `${path} is empty`);
  await access(real, constants.R_OK).catch((cause: unknown) => {
    throw fileError(cause, path);
  });
  return { path: real, size: found.size, name: basename(path) };
}

function toPath(url: string): string {
  if (isAbsolute(url)) return url;
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new MediaError('bad-url', 'a file URL names an absolute path on this machine: file:///path', { cause });
  }
}

/** A configured directory that is not there (yet) holds no images; the rest still work. */
async function existing(dir: string): Promise<string | undefined> {
  try {
    return await realpath(dir);
  } catch {
    return undefined;
  }
}

function inside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function notAllowed(path: string): MediaError {
  return new MediaError(
    'path-not-allowed',
    `${path} is not in a directory that images may come from; --image-dir names them`,
  );
}
