import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.js';

let dir = '';
let path = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lock-'));
  path = join(dir, 'lock');
});
afterEach(() => rm(dir, { recursive: true }));

const held = { code: 'store', message: expect.stringContaining('is held by process') };

test('one has it until it is released, and nothing is left over', async () => {
  const release = await takeLock(path);
  await expect(takeLock(path)).rejects.toMatchObject(held);
  expect(await readdir(dir)).toEqual(['lock']);
  await release();
  expect(await readdir(dir)).toEqual([]);
  await (await takeLock(path))();
});

test('of many at once exactly one gets it, over an old lock too', async () => {
  for (let round = 0; round < 20; round += 1) {
    await writeFile(path, `4194304\n1\nanother boot ${round}\n`);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(dir)).toEqual(['lock']);
  }
});

test('another live process keeps it, and its end frees it', async () => {
  const child = spawn('sleep', ['60']);
  await new Promise((resolve) => child.once('spawn', resolve));
  const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
  const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  await writeFile(path, `${child.pid}\n${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}\n${boot}\n`);
  await expect(takeLock(path)).rejects.toMatchObject(held);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
  await (await takeLock(path))();
});

test.each([
  ['a process of ours that started at another time, as pid 1 does in a container', `${process.pid}\n1\n\n`],
  ['nobody', ''],
  ['something else', 'not a lock\n'],
])('a lock of %s is no lock', async (_, content) => {
  await writeFile(path, content);
  await (await takeLock(path))();
  expect(await readdir(dir)).toEqual([]);
});

test('a lock that was being cleared when its clearer died is cleared all the same', async () => {
  const old = '4194304\n1\nanother boot\n';
  await writeFile(path, old);
  const guard = `${path}.${createHash('sha256').update(old).digest('hex').slice(0, 16)}`;
  await writeFile(guard, '4194303\n1\nanother boot\n');
  await (await takeLock(path))();
  expect(await readdir(dir)).toEqual([]);
});

test('the release of a lock that somebody else has by now leaves it alone', async () => {
  const release = await takeLock(path);
  await writeFile(path, 'theirs');
  await release();
  expect(await readFile(path, 'utf8')).toBe('theirs');
});

test('a place that cannot be written to is an error that names it', async () => {
  await expect(takeLock(join(dir, 'missing', 'lock'))).rejects.toMatchObject({ code: 'store' });
});
