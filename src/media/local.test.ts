import { chmod, link, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { remove, temporaryDirectory } from '../../test/helpers/temporary.js';
import { refusal } from '../../test/integration/media-fixture.js';
import { openLocal } from './local.js';

let root: string;
let images: string;

beforeEach(async () => {
  root = await temporaryDirectory();
  images = join(root, 'images');
  await mkdir(join(images, 'sub'), { recursive: true });
  await writeFile(join(images, 'a b.iso'), 'content');
  await writeFile(join(root, 'secret'), 'secret');
});
afterEach(() => remove(root));

describe('a file image', () => {
  it('is used where it lies, by path and by URL', async () => {
    const expected = { path: join(images, 'a b.iso'), size: 7, name: 'a b.iso' };
    expect(await openLocal(join(images, 'a b.iso'), [images])).toEqual(expected);
    expect(await openLocal(`file://${images}/a%20b.iso`, [join(root, 'absent'), images])).toEqual(expected);
  });

  it('may be a link that stays inside, under a directory that is a link itself', async () => {
    await symlink(join(images, 'a b.iso'), join(images, 'sub', 'link.iso'));
    await symlink(images, join(root, 'alias'));
    const found = await openLocal(join(root, 'alias', 'sub', 'link.iso'), [join(root, 'alias')]);
    expect(found.path).toBe(join(images, 'a b.iso'));
  });

  it.each([
    ['outside', () => join(root, 'secret')],
    ['outside and absent', () => join(root, 'nothing')],
    ['.. out', () => `${images}/../secret`],
    ['.. out in a URL', () => `file://${images}/%2e%2e/secret`],
    ['the directory itself', () => images],
    ['a directory with the same beginning', () => `${images}-more/x`],
    ['/etc/shadow', () => '/etc/shadow'],
  ])('is refused: %s', async (_, path) => {
    const error = await refusal(openLocal(path(), [images]));
    expect(error.code).toBe('path-not-allowed');
    expect(error.message).toContain('--image-dir');
  });

  it('is refused where a link leads out', async () => {
    await symlink(join(root, 'secret'), join(images, 'link.iso'));
    await symlink(root, join(images, 'dir'));
    for (const name of ['link.iso', 'dir/secret']) {
      expect((await refusal(openLocal(join(images, name), [images]))).code).toBe('path-not-allowed');
    }
    await link(join(root, 'secret'), join(images, 'hard.iso'));
    expect((await openLocal(join(images, 'hard.iso'), [images])).size).toBe(6);
  });

  it.each([
    ['absent.iso', 'not-found'],
    ['sub', 'not-found'],
    ['a b.iso/x', 'not-found'],
    ['empty.iso', 'empty'],
  ])('%s: %s', async (name, code) => {
    await writeFile(join(images, 'empty.iso'), '');
    await chmod(join(images, 'empty.iso'), 0o444);
    expect((await refusal(openLocal(join(images, name), [images]))).code).toBe(code);
  });

  it.each([['file://elsewhere/a.iso'], ['file:///a%2Fb.iso'], ['file:///a%00b'], ['/a\0b']])(
    '%j is not a path',
    async (url) => {
      expect(['bad-url', 'path-not-allowed']).toContain((await refusal(openLocal(url, [images]))).code);
    },
  );
});
