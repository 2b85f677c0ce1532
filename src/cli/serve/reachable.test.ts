import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closedToOthers } from './reachable.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'reachable-'));
  await mkdir(join(root, 'a/b'), { recursive: true });
  for (const name of ['', 'a', 'a/b']) await chmod(join(root, name), 0o711);
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('is empty where everybody may pass', async () => {
  expect(await closedToOthers(join(root, 'a/b'))).toEqual([]);
});

it('names each directory that is closed, from the top', async () => {
  await chmod(root, 0o700);
  await chmod(join(root, 'a/b'), 0o750);
  expect(await closedToOthers(join(root, 'a/b'))).toEqual([root, join(root, 'a/b')]);
});

it('throws where there is no such directory', async () => {
  await expect(closedToOthers(join(root, 'none'))).rejects.toThrow('ENOENT');
});
