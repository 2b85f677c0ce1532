import type { Log } from '../log.js';
import { BmcError } from '../types.js';
import type { Directory } from './directory.js';

/** One concern of the service in one JSON file: `{ "version": 1, "data": ... }`. */
export interface DocumentKind<T> {
  readonly name: string;
  readonly version: number;
  /** Checks what was read. Throws with what is wrong. */
  readonly parse: (data: unknown) => T;
  /** `refuse`: nothing starts without it. `set-aside`: it is kept under another name, and a new one is made. */
  readonly corrupt: 'refuse' | 'set-aside';
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const versionOf = (value: unknown): number => {
  if (!isObject(value) || !Number.isInteger(value.version)) throw new Error('it has no version');
  return Number(value.version);
};

/** Undefined: there is none, or none that can be used. Throws `BmcError` `store` where one must not go on without it. */
export const load = async <T>(directory: Directory, kind: DocumentKind<T>, log: Log): Promise<T | undefined> => {
  const text = await directory.read(kind.name);
  if (text === undefined) return undefined;
  const path = directory.pathOf(kind.name);
  try {
    const content: unknown = JSON.parse(text);
    const version = versionOf(content);
    // A newer service wrote it: neither guess at it nor throw it away.
    if (version > kind.version) {
      throw new BmcError('store', `${path} has version ${version}; this service knows up to ${kind.version}`);
    }
    if (version < 1) throw new Error(`its version is ${version}`);
    return kind.parse(isObject(content) ? content.data : undefined);
  } catch (error) {
    if (error instanceof BmcError) throw error;
    // The parser's own message may quote the file, and files hold hashes.
    const reason = error instanceof SyntaxError ? 'it is no JSON' : error instanceof Error ? error.message : 'unknown';
    if (kind.corrupt === 'refuse') {
      throw new BmcError('store', `${path} is damaged (${reason}); repair it, or move it away to start afresh`);
    }
    const aside = await directory.setAside(kind.name);
    log.error({ path, aside, reason }, 'a damaged state file was set aside');
    return undefined;
  }
};

export const save = <T>(directory: Directory, kind: DocumentKind<T>, data: T): Promise<void> =>
  directory.write(kind.name, `${JSON.stringify({ version: kind.version, data }, undefined, 2)}\n`);
