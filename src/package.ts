/** What comes with this package, wherever its code runs: from source, from `dist`, or installed. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Package {
  readonly root: string;
  readonly manifest: Record<string, unknown>;
}

let found: Package | undefined;

/** Looked for when it is needed: the libraries do without, wherever somebody else's build has put them. */
const own = (): Package => {
  found ??= packageAbove(dirname(fileURLToPath(import.meta.url)));
  return found;
};

export const version = (): string => String(own().manifest.version);

/** The absolute path and the text of a file of the package: `schemas/lab.schema.json`. Throws where it is not installed. */
export const packaged = (path: string): { readonly path: string; readonly text: string } => {
  const file = join(own().root, path);
  if (!existsSync(file)) throw new Error(`${path} is not part of this installation`);
  return { path: file, text: readFileSync(file, 'utf8') };
};

/**
 * What runs one of the package's own programs, to be followed by its arguments: `src/cli/redfish-emu`. It is the built
 * one, also for code that runs from source, with the flags of its first line, by the node that runs this: a service
 * manager's PATH need not have one. Throws where there is none.
 */
export const ownProgram = (path: string): readonly string[] => {
  const file = join(own().root, 'dist', `${path}.js`);
  if (!existsSync(file)) throw new Error(`${file} is not built: npm run bundle`);
  const [, flags = ''] = /^#!\S+ -S node (.*)/.exec(readFileSync(file, 'utf8')) ?? [];
  return [process.execPath, ...flags.split(' ').filter((flag) => flag !== ''), file];
};

function packageAbove(dir: string): Package {
  const file = join(dir, 'package.json');
  if (existsSync(file)) {
    const manifest: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
    if (manifest.name === 'redfish-emu') return { root: dir, manifest };
  }
  if (dirname(dir) === dir) throw new Error('redfish-emu is not installed as a package: no package.json above it');
  return packageAbove(dirname(dir));
}
