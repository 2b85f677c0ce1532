import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ImageServer, startImageServer } from '../../test/helpers/image-server.js';
import { remove, temporaryDirectory } from '../../test/helpers/temporary.js';
import { waitFor } from '../../test/helpers/wait.js';
import { type Bench, openBench, refusal } from '../../test/integration/media-fixture.js';
import type { Hold } from './types.js';

const verifyCertificate = true;
let server: ImageServer;
let bench: Bench;
let clock = 1_700_000_000_000;
let asking: () => Promise<ReadonlySet<string>>;

const open = (limits: object, more: object = {}): Promise<Bench> =>
  openBench({ limits, now: () => clock, inUse: () => asking(), ...more });
const fetched = (name: string, size = 1000): Promise<Hold> => {
  const url = server.add(name, Buffer.alloc(size, name));
  return bench.library.acquire({ url, verifyCertificate });
};
const kept = async (...holds: readonly Hold[]): Promise<boolean[]> => {
  const { images } = await bench.files();
  return holds.map(({ image }) => images.includes(image.digest ?? ''));
};

beforeEach(async () => {
  server = await startImageServer();
  asking = () => Promise.resolve(bench.drives);
});
afterEach(async () => {
  await bench.close();
  await server.close();
});

describe('collect', () => {
  it('removes what nobody has used for too long, and nothing that is held or in a drive', async () => {
    bench = await open({ maxAge: 1000 });
    const [unused, held, inDrive] = [await fetched('a'), await fetched('b'), await fetched('c')];
    unused.release();
    inDrive.release();
    bench.drives.add(inDrive.image.digest ?? '');
    await bench.library.collect();
    expect(await kept(unused, held, inDrive)).toEqual([true, true, true]);
    clock += 1001;
    await bench.library.collect();
    expect(await kept(unused, held, inDrive)).toEqual([false, true, true]);

    // Its age begins with the eject.
    bench.drives.clear();
    clock += 999;
    await bench.library.collect();
    expect(await kept(inDrive)).toEqual([true]);
    clock += 2;
    await bench.library.collect();
    expect(await kept(held, inDrive)).toEqual([true, false]);
  });

  it('keeps what nobody uses under the size limit, the latest longest', async () => {
    bench = await open({ maxBytes: 2500 });
    const holds: Hold[] = [];
    for (const name of ['a', 'b', 'c']) {
      const hold = await fetched(name);
      clock += 1;
      hold.release();
      holds.push(hold);
    }
    await bench.library.collect();
    expect(await kept(...holds)).toEqual([false, true, true]);
  });

  it('removes nothing while it cannot be told what is in use', async () => {
    bench = await open({ maxAge: 0, maxBytes: 0 });
    const hold = await fetched('a');
    hold.release();
    clock += 1;
    asking = () => Promise.reject(new Error('a hypervisor is away'));
    await bench.library.collect();
    expect(await kept(hold)).toEqual([true]);
    expect(bench.logged.join()).toContain('a hypervisor is away');
  });

  it('spares what was held while the drives were being asked', async () => {
    bench = await open({ maxAge: 0, maxBytes: 0 });
    const hold = await fetched('a');
    clock += 1;
    asking = () => {
      // The insert ends here, and the drive was looked at just before.
      hold.release();
      return Promise.resolve(new Set<string>());
    };
    await bench.library.collect();
    expect(await kept(hold)).toEqual([true]);
    await bench.library.collect();
    expect(await kept(hold)).toEqual([false]);
  });

  it('counts the holds of several callers, each released once', async () => {
    bench = await open({ maxAge: 0, maxBytes: 0 });
    const url = server.add('a', Buffer.from('content'));
    const [one, two] = await Promise.all([
      bench.library.acquire({ url, verifyCertificate }),
      bench.library.acquire({ url, verifyCertificate }),
    ]);
    one.release();
    one.release();
    clock += 1;
    await bench.library.collect();
    expect(await kept(two)).toEqual([true]);
    two.release();
    await bench.library.collect();
    expect(await kept(two)).toEqual([false]);
  });

  it('makes room for a download by what nobody uses, and no more than it needs', async () => {
    const disk = { free: 3500 };
    bench = await open({}, { freeBytes: async () => disk.free - 1000 * (await bench.files()).images.length });
    const holds = [await fetched('a'), await fetched('b'), await fetched('c')];
    for (const { release } of holds.slice(0, 2)) {
      clock += 1;
      release();
    }
    const next = await fetched('d');
    expect(await kept(...holds, next)).toEqual([false, true, true, true]);
    expect((await refusal(fetched('e', 1501))).code).toBe('no-space');
    expect(await kept(holds[2] as Hold, next)).toEqual([true, true]);
  });
});

describe('a directory', () => {
  it('is swept of what an earlier run did not finish', async () => {
    const dir = await temporaryDirectory();
    await mkdir(join(dir, 'partial'), { recursive: true });
    await writeFile(join(dir, 'partial', '7'), 'half an image');
    await writeFile(join(dir, 'index.json'), '{"half":');
    await writeFile(join(dir, 'lock'), '4194304 1\n');
    bench = await open({}, { dir });
    expect(await readdir(join(dir, 'partial'))).toEqual([]);
    (await fetched('a')).release();
    await bench.library.close();
    expect((await readdir(dir)).sort()).toEqual(['index.json', 'partial', 'sha256']);
    await remove(dir);
  });

  it('names an image in its index once the image has lain for a while and is synced', async () => {
    bench = await open({});
    const index = join(bench.dir, 'index.json');
    const known = async () =>
      Object.keys(JSON.parse(await readFile(index, 'utf8').catch(() => '{"images":{}}')).images);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { image, release } = await fetched('a');
      release();
      expect(await known()).toEqual([]);
      vi.advanceTimersByTime(60_000);
      vi.useRealTimers();
      await waitFor('the image to be named', async () => (await known()).includes(image.digest ?? ''));
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not shared by two emulators, and free again when one closes', async () => {
    bench = await open({});
    await expect(open({}, { dir: bench.dir })).rejects.toThrow(/in use by another emulator/);
    await bench.library.close();
    const next = await open({}, { dir: bench.dir });
    await next.library.close();
  });
});
