/** Files that come with this package. The same code runs from source and from `dist`, which is one folder deeper. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const roots = ['..', '../..'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

/** The absolute path and the text of a file of the package: `schemas/lab.schema.json`. Throws where it is not installed. */
export const packaged = (path: string): { readonly path: string; readonly text: string } => {
  for (const root of roots) {
    const file = `${root.replace(/\/$/, '')}/${path}`;
    try {
      return { path: file, text: readFileSync(file, 'utf8') };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  throw new Error(`${path} is not part of this installation`);
};
