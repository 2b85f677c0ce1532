/** A directory that holds what was rendered, and nothing else. */
import {
  chmodSync,
  closeSync,
  lstatSync,
  mkdirSync,
  opendirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { markOf, type RenderedFile } from '../manifests/files.js';

export interface FileChange {
  readonly path: string;
  readonly change: 'new' | 'changed' | 'removed';
}

export interface Comparison {
  /** In the order of the files, then those that are to go. */
  readonly changes: readonly FileChange[];
  readonly unchanged: number;
  /** What somebody else put there: at most `foreignLimit` of it, with what is known of it. */
  readonly foreign: readonly string[];
}

/** Enough to see that it is the wrong directory; a walk through somebody's home would not end. */
const foreignLimit = 10;

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

interface Found {
  readonly path: string;
  /** Undefined: no file that could be one of ours. */
  readonly text?: string;
}

/** Its text, if its first line has a mark; somebody else's file may be of any size, and is not read. */
const ours = (file: string): { readonly text?: string } => {
  const head = Buffer.alloc(512);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, head);
    return markOf(head.toString('utf8', 0, length)) === undefined ? {} : { text: readFileSync(file, 'utf8') };
  } finally {
    closeSync(handle);
  }
};

/** All that is below `dir` but git's own directory. */
function* walk(dir: string, below = ''): Generator<Found> {
  const names: { name: string; directory: boolean; file: boolean }[] = [];
  try {
    const handle = opendirSync(join(dir, below));
    for (let entry = handle.readSync(); entry; entry = handle.readSync())
      names.push({ name: entry.name, directory: entry.isDirectory(), file: entry.isFile() });
    handle.closeSync();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  for (const { name, directory, file } of names.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = below === '' ? name : `${below}/${name}`;
    if (directory && name !== '.git') yield* walk(dir, path);
    else if (file) yield { path, ...ours(join(dir, path)) };
    else if (!directory) yield { path };
  }
}

/** What `write` would do. `isStale` tells of which scopes a file goes that is not among `files`. */
export const compare = (
  dir: string,
  lab: string,
  files: readonly RenderedFile[],
  isStale: (scope: string) => boolean,
): Comparison => {
  const present = new Map<string, string>();
  const foreign: string[] = [];
  const removed: FileChange[] = [];
  const wanted = new Map(files.map((file) => [file.path, file]));
  for (const { path, text } of walk(dir)) {
    if (foreign.length === foreignLimit) break;
    const mark = text === undefined ? undefined : markOf(text);
    if (text === undefined || mark === undefined) foreign.push(path);
    else if (mark.lab !== lab) foreign.push(`${path} (of lab ${mark.lab})`);
    else if (wanted.has(path)) present.set(path, text);
    else if (isStale(mark.scope)) removed.push({ path, change: 'removed' });
  }
  const written = files.flatMap(({ path, text }): FileChange[] => {
    const there = present.get(path);
    return there === text ? [] : [{ path, change: there === undefined ? 'new' : 'changed' }];
  });
  return { changes: [...written, ...removed], unchanged: files.length - written.length, foreign };
};

/** Goes as far up as there is nothing else in it. */
const removeEmpty = (dir: string, path: string): void => {
  for (let at = dirname(path); at !== '.'; at = dirname(at)) {
    try {
      rmdirSync(join(dir, at));
    } catch {
      return;
    }
  }
};

/**
 * Does what `compare` found. Each file is there whole or not at all: it is written beside its place, under a name that
 * the next run takes away if this one is cut short, and renamed.
 */
export const write = (dir: string, files: readonly RenderedFile[], changes: readonly FileChange[]): void => {
  const contents = new Map(files.map((file) => [file.path, file]));
  mkdirSync(dir, { recursive: true });
  for (const { path, change } of changes) {
    const target = join(dir, path);
    const file = contents.get(path);
    if (change === 'removed' || file === undefined) {
      rmSync(target);
      removeEmpty(dir, path);
      continue;
    }
    mkdirSync(dirname(target), { recursive: true });
    const beside = join(dirname(target), `.${path.split('/').at(-1)}.${process.pid}`);
    const mode = file.secret ? 0o600 : 0o644;
    writeFileSync(beside, file.text, { mode });
    // The umask may have taken more; what is secret must not have more.
    if (file.secret && (lstatSync(beside).mode & 0o077) !== 0) chmodSync(beside, mode);
    renameSync(beside, target);
  }
};
