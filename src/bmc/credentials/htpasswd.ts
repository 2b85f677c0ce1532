import { readFile } from 'node:fs/promises';
import { BmcError } from '../types.js';
import { isWeak, type Schemes, schemeNames } from './schemes.js';

export interface PasswordFileEntry {
  readonly userName: string;
  readonly hash: string;
}

export interface PasswordFile {
  readonly entries: readonly PasswordFileEntry[];
  /** User names whose hash is easily broken. */
  readonly weak: readonly string[];
}

const largest = 1 << 20;

/** Throws `BmcError` `invalid` that names the line, never its content. */
export const parseHtpasswd = (text: string, path: string, schemes: Pick<Schemes, 'verifier'>): PasswordFile => {
  const lines = new Map<string, number>();
  const entries: PasswordFileEntry[] = [];
  const wrong = (line: number, what: string): BmcError => new BmcError('invalid', `${path}, line ${line}: ${what}`);
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    const line = index + 1;
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const colon = content.indexOf(':');
    if (colon < 1) throw wrong(line, 'not of the form user:hash');
    const userName = content.slice(0, colon);
    const hash = content.slice(colon + 1);
    if (schemes.verifier(hash) === undefined) {
      throw wrong(
        line,
        `the password's scheme is not one of ${schemeNames}; plain text is never taken (use htpasswd -B)`,
      );
    }
    const before = lines.get(userName);
    if (before !== undefined) throw wrong(line, `the user of line ${before} once more`);
    lines.set(userName, line);
    entries.push({ userName, hash });
  }
  // Also what a reader finds while somebody writes the file anew.
  if (entries.length === 0) throw new BmcError('invalid', `${path} holds no account`);
  return { entries, weak: entries.filter(({ hash }) => isWeak(hash)).map(({ userName }) => userName) };
};

export const readHtpasswd = async (path: string, schemes: Pick<Schemes, 'verifier'>): Promise<PasswordFile> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BmcError('invalid', `cannot read the password file ${path}: ${reason}`, { cause: error });
  }
  if (text.length > largest) throw new BmcError('invalid', `${path} is no password file: over 1 MiB`);
  return parseHtpasswd(text, path, schemes);
};
