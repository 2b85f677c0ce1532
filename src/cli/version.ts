import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Of the package that this file is part of, wherever it was built to. */
export const version: string = versionOf(dirname(fileURLToPath(import.meta.url)));

function versionOf(dir: string): string {
  try {
    const { name, version }: Record<string, unknown> = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    if (name === 'redfish-emu') return String(version);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  if (dirname(dir) === dir) throw new Error('redfish-emu is not installed as a package: no package.json above it');
  return versionOf(dirname(dir));
}
