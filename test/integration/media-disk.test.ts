import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImageServer, startImageServer } from '../helpers/image-server.js';
import { run } from '../helpers/run.js';
import { remove, temporaryDirectory } from '../helpers/temporary.js';
import { waitFor } from '../helpers/wait.js';
import { openBench, refusal, serve } from './media-fixture.js';

const child = [process.execPath, '--import', 'tsx', join(dirname(fileURLToPath(import.meta.url)), 'media-child.ts')];
let dir: string;
let server: ImageServer;

beforeEach(async () => {
  dir = await temporaryDirectory();
  server = await startImageServer();
});
afterEach(async () => {
  await server.close();
  await remove(dir);
});

/** On a file system of 4 MiB, in a mount namespace that ends with the command. Says last which big files are left. */
const onSmallDisk = (url: string, ...more: readonly string[]): Promise<string> => {
  const script = 'mount -t tmpfs -o size=4m tmpfs "$0" && "$@" && find "$0" -type f -size +1k -printf "%s left\\n"';
  return run(['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, dir, ...child, dir, url, ...more]);
};

describe('a disk that is too small', () => {
  it('is found before the transfer where the length is known', async () => {
    const output = await onSmallDisk(server.add('a.iso', Buffer.alloc(6 << 20, 'x')));
    expect(output.trim()).toMatch(/^no-space: not enough disk/);
    expect(output).not.toContain('left');
  });

  it('is found while writing, where it fills up meanwhile', async () => {
    const output = await onSmallDisk(server.add('a.iso', Buffer.alloc(6 << 20, 'x')), 'blind');
    expect(output.trim()).toMatch(/^no-space: no room for the image: the disk of this service is full$/);
  });

  it('takes what fits', async () => {
    const output = await onSmallDisk(server.add('a.iso', Buffer.alloc(2 << 20, 'x')));
    expect(output.trim().split('\n')).toEqual([`fetched ${2 << 20}`, `${2 << 20} left`]);
  });
});

describe('an emulator that is killed while it fetches', () => {
  it('leaves half an image, which the next one removes', async () => {
    const url = server.add('a.iso', Buffer.alloc(8 << 20, 'x'));
    server.fail('a.iso', { kind: 'slow', delay: 100 });
    const [program = '', ...args] = child;
    const killed = spawn(program, [...args, dir, url], { stdio: 'ignore' });
    const ended = once(killed, 'exit');
    await waitFor('a part on disk', async () => {
      if (server.sent('a.iso') < 2 << 20) return false;
      return (await readdir(join(dir, 'partial'))).length === 1;
    });
    killed.kill('SIGKILL');
    await ended;
    expect(await readdir(join(dir, 'partial'))).toHaveLength(1);

    server.fail('a.iso', undefined);
    const bench = await openBench({ dir });
    expect(await bench.files()).toEqual({ images: [], partial: [] });
    (await bench.library.acquire({ url, verifyCertificate: true })).release();
    await bench.close();
  });
});

describe('an image without end', () => {
  it('is given up before the disk is full, and nothing is left', async () => {
    const endless = await serve((_, response) => {
      const chunk = Buffer.alloc(1 << 20, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
        response.once('drain', more);
      };
      more();
    });
    const limited = await openBench({ freeBytes: freeOnce() });
    const request = { url: endless.origin, verifyCertificate: true };
    expect(await refusal(limited.library.acquire(request))).toMatchObject({ code: 'no-space' });
    expect(await limited.files()).toEqual({ images: [], partial: [] });
    await limited.close();
    await endless.close();
  });
});

/** Much at first, nothing later: somebody else fills the disk. */
function freeOnce(): () => Promise<number> {
  let asked = 0;
  return () => Promise.resolve(asked++ === 0 ? 1 << 30 : 0);
}
