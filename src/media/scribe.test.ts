import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { remove, temporaryDirectory } from '../../test/helpers/temporary.js';
import { type Block, createScribe } from './scribe.js';

let dir: string;
let file: FileHandle;
beforeAll(async () => {
  dir = await temporaryDirectory();
});
afterEach(() => file.close());
afterAll(() => remove(dir));

const shared = (bytes: Uint8Array): Block => {
  const block = new Uint8Array(new SharedArrayBuffer(bytes.length));
  block.set(bytes);
  return block;
};

describe('a scribe', () => {
  it('writes blocks one after the other and has the digest of all', async () => {
    const path = join(dir, 'image');
    file = await open(path, 'wx+');
    const scribe = createScribe(file);
    const bytes = randomBytes(300_001);
    const block = shared(bytes);
    await scribe.write(block);
    block.reverse();
    await scribe.write(block.subarray(7, 90_000));
    const all = Buffer.concat([bytes, Buffer.from(bytes).reverse().subarray(7, 90_000)]);
    expect(await scribe.digest()).toBe(createHash('sha256').update(all).digest('hex'));
    await scribe.close();
    expect((await readFile(path)).equals(all)).toBe(true);
  });

  it('tells why a write failed, then and afterwards', async () => {
    file = await open('/dev/full', 'w');
    const scribe = createScribe(file);
    const block = shared(randomBytes(10));
    await expect(scribe.write(block)).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(scribe.digest()).rejects.toMatchObject({ code: 'ENOSPC' });
    await scribe.close();
  });

  it('can be closed at any time', async () => {
    file = await open('/dev/null', 'w');
    await createScribe(file).close();
    const scribe = createScribe(file);
    const writing = scribe.write(shared(randomBytes(10)));
    await Promise.all([scribe.close(), Promise.allSettled([writing])]);
  });
});
