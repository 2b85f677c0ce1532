/** What every command has in common: where it prints, in which form, and how it ends. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Option } from 'commander';
import { defaultStateDir } from '../host/host.js';
import type { Terminal } from '../operate/console.js';
import { type LoadedLab, loadLab } from '../spec/load.js';

/** As wanted; something differs, or a probe failed; an error. */
export const exitCodes = { good: 0, error: 1, differs: 2 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The world of a command, handed in: tests have one of their own. */
export interface World {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly end: (code: ExitCode) => void;
  /** Asks the person at the terminal; undefined: there is none. */
  readonly ask?: (question: string) => Promise<string | undefined>;
  /** Replaces the last line of the terminal; absent: there is none to draw on. */
  readonly redraw?: (line: string) => void;
  /** Where a console can be shown; absent: input or output is no terminal. */
  readonly terminal?: Terminal;
  /** Aborted when the person wants to stop. */
  readonly signal?: AbortSignal;
}

export const outputOption = () =>
  new Option('-o, --output <form>', 'text for people, json for programs').choices(['text', 'json']).default('text');

export const yesOption = () => new Option('-y, --yes', 'ask nothing');

export const stateDirOption = () =>
  new Option('--state-dir <dir>', 'where services of labs keep their files on this host').default(defaultStateDir);

export const fileOption = () => new Option('-f, --file <file>', "the lab's document").default('lab.yaml');

/** Text that is wanted to be text, or a value as JSON. */
export const show = (world: World, form: string, text: string, value: unknown): void =>
  world.print(form === 'json' ? JSON.stringify(value, undefined, 2) : text);

/** A failure that is told in one line, without a stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: ExitCode;
  constructor(message: string, code: ExitCode = exitCodes.error) {
    super(message);
    this.code = code;
  }
}

const reasons: Readonly<Record<string, string>> = {
  EISDIR: 'it is a directory',
  ENOTDIR: 'its directory is a file',
  ENOENT: 'its directory is not there',
  EACCES: 'this user may not',
  EROFS: 'nothing can be written there',
};

/** Why the system did not read or write a file, by its error's code. */
export const reasonOf = (code: string): string => reasons[code] ?? code;

/** Throws `CommandError` where the file cannot be read, and `SpecError`. */
export const openLab = (file: string): LoadedLab => {
  try {
    const { lab, ...loaded } = loadLab(readFileSync(file, 'utf8'), file);
    const { passwordFile } = lab.bmc;
    if (passwordFile === undefined) return { lab, ...loaded };
    // Relative to the document, wherever it is read from.
    return { lab: { ...lab, bmc: { ...lab.bmc, passwordFile: resolve(dirname(file), passwordFile) } }, ...loaded };
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    throw new CommandError(
      error.code === 'ENOENT'
        ? `there is no ${file}: lab init makes one, --file names another`
        : `${file} cannot be read: ${reasonOf(String(error.code))}. --file names another`,
    );
  }
};
