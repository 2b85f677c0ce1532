import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { remove, temporaryDirectory } from '../../test/helpers/temporary.js';
import { lockDirectory } from './lock.js';

let dir: string;
beforeEach(async () => {
  dir = await temporaryDirectory();
});
afterEach(() => remove(dir));

it('locks once, and leaves nothing when it is over', async () => {
  const unlock = await lockDirectory(dir);
  await expect(lockDirectory(dir)).rejects.toThrow(/in use by another emulator \(process \d+\)/);
  expect(await readdir(dir)).toEqual(['lock']);
  await unlock();
  expect(await readdir(dir)).toEqual([]);
  await (await lockDirectory(dir))();
});

it('is taken over from a process that is gone, or whose number another has now', async () => {
  const ended = spawn('true');
  await once(ended, 'exit');
  for (const holder of [`${ended.pid} boot/1`, `${process.pid} boot/1`, '', 'nonsense']) {
    await writeFile(join(dir, 'lock'), holder);
    const unlock = await lockDirectory(dir);
    expect(await readFile(join(dir, 'lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} .+/\\d+\n$`));
    await unlock();
  }
});

it('is not removed by one who lost it', async () => {
  const unlock = await lockDirectory(dir);
  await writeFile(join(dir, 'lock'), 'someone else');
  await unlock();
  expect(await readdir(dir)).toEqual(['lock']);
});
