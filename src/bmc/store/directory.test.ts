import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silent } from '../log.js';
import { type Directory, memoryDirectory, openDirectory } from './directory.js';
import { type DocumentKind, load, save } from './document.js';

let root = '';
let open: Directory[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'state-'));
});
afterEach(async () => {
  for (const directory of open) await directory.close();
  open = [];
  await rm(root, { recursive: true });
});

const openIn = async (...parts: readonly string[]): Promise<Directory> => {
  const directory = await openDirectory(join(root, ...parts));
  open.push(directory);
  return directory;
};

const kind: DocumentKind<string> = {
  name: 'thing.json',
  version: 2,
  corrupt: 'refuse',
  parse: (data) => {
    if (typeof data !== 'string') throw new Error('no text');
    return data;
  },
};

test('the directory and its files are for the owner alone', async () => {
  const directory = await openIn('a', 'b');
  await directory.write('x.json', '1');
  const modes = await Promise.all(
    ['', 'x.json', 'lock'].map(async (name) => (await stat(join(root, 'a/b', name))).mode),
  );
  expect(modes.map((mode) => (mode & 0o777).toString(8))).toEqual(['700', '600', '600']);
});

test('what is written is read, and replaces what was there', async () => {
  for (const directory of [await openIn('a'), memoryDirectory()]) {
    expect(await directory.read('x.json')).toBeUndefined();
    await directory.write('x.json', 'a long first content');
    await directory.write('x.json', 'second');
    expect(await directory.read('x.json')).toBe('second');
  }
  expect((await readdir(join(root, 'a'))).sort()).toEqual(['lock', 'x.json']);
});

test('a write that fails leaves the old file and no scrap', async () => {
  const directory = await openIn('a');
  await mkdir(join(root, 'a', 'x.json'));
  await expect(directory.write('x.json', 'new')).rejects.toMatchObject({ code: 'store' });
  expect((await readdir(join(root, 'a'))).sort()).toEqual(['lock', 'x.json']);
});

test('scraps of a write that was cut off are swept away, and nothing else', async () => {
  await mkdir(join(root, 'a'), { mode: 0o700 });
  await writeFile(join(root, 'a', '.x.json.1234.tmp'), 'half');
  await writeFile(join(root, 'a', 'notes.tmp'), 'mine');
  await openIn('a');
  expect((await readdir(join(root, 'a'))).sort()).toEqual(['lock', 'notes.tmp']);
});

test('a directory that everybody may write to, and a file in its place, are refused', async () => {
  await mkdir(join(root, 'open'));
  await chmod(join(root, 'open'), 0o777);
  await expect(openDirectory(join(root, 'open'))).rejects.toThrow('everybody may write');
  await writeFile(join(root, 'file'), '');
  await expect(openDirectory(join(root, 'file'))).rejects.toMatchObject({ code: 'store' });
});

test('a document comes back', async () => {
  const directory = await openIn('a');
  expect(await load(directory, kind, silent)).toBeUndefined();
  await save(directory, kind, 'hello');
  expect(await load(directory, kind, silent)).toBe('hello');
});

test.each([
  ['nothing', ''],
  ['half of one', '{"version": 2, "da'],
  ['another thing', '[]'],
  ['no version', '{"data": "x"}'],
  ['a version that never was', '{"version": 0, "data": "x"}'],
  ['other data', '{"version": 2, "data": 5}'],
])('a document that is %s is refused and left, or set aside and said, as its kind wants', async (_, content) => {
  const directory = await openIn('a');
  const path = join(root, 'a', 'thing.json');
  await writeFile(path, content);
  await expect(load(directory, kind, silent)).rejects.toThrow(path);
  expect(await readFile(path, 'utf8')).toBe(content);

  const errors: object[] = [];
  const log = { ...silent, error: (about: object) => void errors.push(about) };
  expect(await load(directory, { ...kind, corrupt: 'set-aside' }, log)).toBeUndefined();
  const names = (await readdir(join(root, 'a'))).filter((name) => name !== 'lock');
  expect(names).toEqual([expect.stringMatching(/^thing\.json\.corrupt-\d{4}-/)]);
  expect(await readFile(join(root, 'a', names[0] ?? ''), 'utf8')).toBe(content);
  expect(errors).toEqual([expect.objectContaining({ path, aside: join(root, 'a', names[0] ?? '') })]);
});

test('a document of a newer service is never touched', async () => {
  const directory = await openIn('a');
  await writeFile(join(root, 'a', 'thing.json'), '{"version": 3, "data": {}}');
  for (const corrupt of ['refuse', 'set-aside'] as const) {
    await expect(load(directory, { ...kind, corrupt }, silent)).rejects.toThrow('version 3');
  }
  expect(await directory.read('thing.json')).toContain('3');
});
