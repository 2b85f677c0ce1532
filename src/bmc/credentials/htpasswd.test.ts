import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { parseHtpasswd, readHtpasswd } from './htpasswd.js';
import { openSchemes } from './schemes.js';

const schemes = openSchemes();
afterAll(() => schemes.close());

const good = '$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS';
const weak = '{SHA}q/eq1kOINtvlJqojGr3i0O73TUI=';
const parse = (text: string) => parseHtpasswd(text, 'users', schemes);

test('comments, empty lines, a byte order mark and line ends of Windows are passed over', () => {
  expect(parse(`\uFEFF# who\r\n\r\nann:${good}\r\n  \nbob:${weak}`)).toEqual({
    entries: [
      { userName: 'ann', hash: good },
      { userName: 'bob', hash: weak },
    ],
    weak: ['bob'],
  });
});

test.each([
  ['plain text', `ann:${good}\nbob:hunter22\n`, 2, 'scheme'],
  ['no colon', `\n\nann\n`, 3, 'user:hash'],
  ['no name', `:${good}`, 1, 'user:hash'],
  ['no hash', 'ann:', 1, 'scheme'],
  ['a name twice', `ann:${good}\nann:${weak}`, 2, 'line 1'],
])('%s names the line and quotes nothing', (_, text, line, what) => {
  expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'invalid' }));
  expect(() => parse(text)).toThrow(`users, line ${line}: `);
  expect(() => parse(text)).toThrow(what);
  expect(() => parse(text)).not.toThrow('hunter22');
});

test('a file without anybody is an error: it may be half written', () => {
  expect(() => parse('# nobody\n')).toThrow('holds no account');
});

test('a file that is missing or huge is an error that names it', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'htpasswd-'));
  const path = join(dir, 'users');
  await expect(readHtpasswd(path, schemes)).rejects.toThrow(path);
  await writeFile(path, `# ${'x'.repeat(1 << 20)}\nann:${good}\n`);
  await expect(readHtpasswd(path, schemes)).rejects.toThrow('1 MiB');
  await writeFile(path, `ann:${good}\n`);
  expect((await readHtpasswd(path, schemes)).entries).toHaveLength(1);
  await rm(dir, { recursive: true });
});
