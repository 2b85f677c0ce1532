/** Commands that write into a directory do it alike. */
import { compare, type FileChange, write } from '../files/directory.js';
import type { RenderedFile } from '../manifests/files.js';
import { CommandError, exitCodes, reasonOf, show, type World } from './output.js';

const summary = (to: string, changes: readonly FileChange[], unchanged: number, check: boolean): string => {
  const lines = changes.map(({ path, change }) => `${change.padEnd(8)} ${path}`);
  const equal = `${unchanged} file${unchanged === 1 ? '' : 's'} as wanted`;
  const done = check ? `${changes.length} differ` : `${changes.length} written or removed`;
  return [...lines, changes.length === 0 ? `${to}: ${equal}.` : `${to}: ${done}, ${equal}.`].join('\n');
};

/** What the system refuses (no such right, no directory) in a line. */
const told = <T>(to: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    if (error.code === 'ENOTDIR') throw new CommandError(`${to} is no directory: --to names one`);
    const path = 'path' in error && typeof error.path === 'string' ? error.path : to;
    throw new CommandError(`${path} cannot be written: ${reasonOf(String(error.code))}`);
  }
};

/**
 * Writes what differs, or tells it with `check`, which ends with 2 if something does. `isStale` tells of which scopes a
 * file goes that is not among `files`. Throws `CommandError` where the directory is somebody else's.
 */
export const into = (
  to: string,
  wanted: {
    readonly lab: string;
    readonly files: readonly RenderedFile[];
    readonly isStale: (scope: string) => boolean;
    readonly check: boolean;
    readonly output: string;
  },
  world: World,
): void => {
  const { lab, files, isStale, check, output } = wanted;
  const { changes, unchanged, foreign } = told(to, () => compare(to, lab, files, isStale));
  if (foreign.length > 0) throw new CommandError(`${to} has files that lab did not make there: ${foreign.join(', ')}`);
  if (!check) told(to, () => write(to, files, changes));
  show(world, output, summary(to, changes, unchanged, check), { lab, to, changes, unchanged });
  if (check && changes.length > 0) throw new CommandError('', exitCodes.differs);
};
