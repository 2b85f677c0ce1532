import { createHash } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ImageServer, startImageServer } from '../../test/helpers/image-server.js';
import { waitFor } from '../../test/helpers/wait.js';
import { type Bench, openBench, refusal, serve } from '../../test/integration/media-fixture.js';
import type { Progress } from './types.js';

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 251));
const digest = createHash('sha256').update(content).digest('hex');
const verifyCertificate = true;
let server: ImageServer;
let bench: Bench;

beforeEach(async () => {
  server = await startImageServer();
  bench = await openBench();
});
afterEach(async () => {
  await bench.close();
  await server.close();
});

describe('acquire', () => {
  it('gives a complete, read-only file named by its content, in directories that QEMU can pass', async () => {
    const { image, release } = await bench.library.acquire({ url: server.add('a.iso', content), verifyCertificate });
    expect(image).toEqual({ path: join(bench.dir, 'sha256', digest), size: content.length, digest, name: 'a.iso' });
    expect(await readFile(image.path)).toEqual(content);
    expect((await stat(image.path)).mode & 0o777).toBe(0o444);
    expect((await stat(join(bench.dir, 'sha256'))).mode & 0o777).toBe(0o755);
    expect((await bench.files()).partial).toEqual([]);
    release();
  });

  it('fetches once for nine at the same time, and tells each how far it is', async () => {
    const url = server.add('a.iso', content);
    server.fail('a.iso', { kind: 'slow', delay: 5 });
    const seen: Progress[][] = [];
    const holds = await Promise.all(
      Array.from({ length: 9 }, (_, caller) => {
        const own: Progress[] = [];
        seen[caller] = own;
        return bench.library.acquire({ url, verifyCertificate }, { onProgress: (now) => own.push(now) });
      }),
    );
    expect(server.requests('a.iso')).toBe(1);
    expect(new Set(holds.map(({ image }) => image.path)).size).toBe(1);
    for (const own of seen) expect(own.at(-1)).toEqual({ received: content.length, total: content.length });
    for (const { release } of holds) release();
  });

  it('goes on when some give up, and ends when all have', async () => {
    const url = server.add('a.iso', content);
    server.fail('a.iso', { kind: 'stall' });
    const callers = [new AbortController(), new AbortController()];
    const waiting = callers.map(({ signal }) => refusal(bench.library.acquire({ url, verifyCertificate }, { signal })));
    await waitFor('the first bytes', () => server.sent('a.iso') > 0);
    callers[0]?.abort();
    expect((await waiting[0])?.code).toBe('cancelled');
    expect((await bench.files()).partial).toHaveLength(1);
    callers[1]?.abort();
    expect((await waiting[1])?.code).toBe('cancelled');
    await waitFor('the part to go', async () => (await bench.files()).partial.length === 0);
    expect((await bench.files()).images).toEqual([]);

    server.fail('a.iso', undefined);
    (await bench.library.acquire({ url, verifyCertificate })).release();
    expect(server.requests('a.iso')).toBe(2);
  });

  it('refuses a caller who has given up before', async () => {
    const url = server.add('a.iso', content);
    const error = await refusal(bench.library.acquire({ url, verifyCertificate }, { signal: AbortSignal.abort() }));
    expect(error.code).toBe('cancelled');
    expect(server.requests('a.iso')).toBe(0);
  });

  it('keeps one file for the same content under two URLs', async () => {
    const urls = [server.add('a.iso', content), server.add('b.iso', Buffer.from(content))];
    const holds = await Promise.all(urls.map((url) => bench.library.acquire({ url, verifyCertificate })));
    expect(holds.map(({ image }) => image.name)).toEqual(['a.iso', 'b.iso']);
    expect(await bench.files()).toEqual({ images: [digest], partial: [] });
    for (const { release } of holds) release();
  });

  it('writes and logs no secret', async () => {
    server.add('a.iso', content);
    const url = `${server.url('a.iso').replace('http://', 'http://user1:hunter2@')}?token=s3cret`;
    (await bench.library.acquire({ url, verifyCertificate })).release();
    await refusal(bench.library.acquire({ url: `${server.url('none')}?token=s3cret`, verifyCertificate }));
    await bench.library.close();
    const index = await readFile(join(bench.dir, 'index.json'), 'utf8');
    expect(index).toContain(digest);
    for (const text of [index, ...bench.logged]) expect(text).not.toMatch(/s3cret|hunter2|user1/);
    expect((await stat(join(bench.dir, 'index.json'))).mode & 0o077).toBe(0);
  });
});

describe('a known URL', () => {
  const twice = async (url: string): Promise<string[]> => {
    const paths: string[] = [];
    for (let turn = 0; turn < 2; turn++) {
      const { image, release } = await bench.library.acquire({ url, verifyCertificate });
      paths.push(basename(image.path));
      release();
    }
    return paths;
  };

  it('is asked for by its ETag, and kept on 304', async () => {
    const raw = await serve((request, response) => {
      if (request.headers['if-none-match'] === '"one"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"one"' }).end('content');
    });
    const [first, second] = await twice(`${raw.origin}/a.iso`);
    expect(second).toBe(first);
    expect(raw.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"one"']);
    await raw.close();
  });

  it('is asked for by its date where there is no ETag', async () => {
    const date = 'Mon, 02 Jan 2023 00:00:00 GMT';
    const raw = await serve((request, response) => {
      if (request.headers['if-modified-since'] === date) response.writeHead(304, { 'last-modified': date }).end();
      else response.writeHead(200, { 'last-modified': date }).end('content');
    });
    await twice(`${raw.origin}/a.iso`);
    expect(raw.requests).toHaveLength(2);
    expect(raw.requests[1]?.headers['if-modified-since']).toBe(date);
    await raw.close();
  });

  it('is not transferred again where the server answers 200 with the same ETag and length', async () => {
    const url = server.add('a.iso', content);
    server.fail('a.iso', { kind: 'slow', delay: 1 });
    await twice(url);
    expect(server.requests('a.iso')).toBe(2);
    expect(bench.logged.filter((line) => line.startsWith('image fetched'))).toHaveLength(1);
  });

  it('is fetched again when it changed, and when the server gives no validator', async () => {
    const url = server.add('a.iso', content);
    const [first] = await twice(url);
    server.add('a.iso', 'package.json');
    expect((await twice(url))[0]).not.toBe(first);

    const raw = await serve((_, response) => void response.end('same content'));
    const [one, two] = await twice(`${raw.origin}/a.iso`);
    expect(one).toBe(two);
    expect(bench.logged.filter((line) => line.startsWith('image fetched'))).toHaveLength(4);
    await raw.close();
  });

  it('is not given to whoever the server refuses', async () => {
    const closed = await startImageServer({ credentials: { user: 'u', password: 'p' } });
    const url = closed.add('a.iso', content);
    (await bench.library.acquire({ url, verifyCertificate, userName: 'u', password: 'p' })).release();
    for (const password of ['wrong', undefined]) {
      const request = { url, verifyCertificate, ...(password !== undefined && { userName: 'u', password }) };
      expect((await refusal(bench.library.acquire(request))).code).toBe('unauthorized');
    }
    await closed.close();
    const gone = await refusal(bench.library.acquire({ url, verifyCertificate, userName: 'u', password: 'p' }));
    expect(gone.code).toBe('unreachable');
  });

  it('is known to the next run, and a file that was tampered with is not trusted', async () => {
    const url = server.add('a.iso', content);
    await twice(url);
    await bench.library.close();
    const again = await openBench({ dir: bench.dir });
    (await again.library.acquire({ url, verifyCertificate })).release();
    expect(again.logged.some((line) => line.startsWith('image unchanged'))).toBe(true);

    await rm(join(bench.dir, 'sha256', digest));
    await writeFile(join(bench.dir, 'sha256', digest), 'short');
    const { image, release } = await again.library.acquire({ url, verifyCertificate });
    expect(await readFile(image.path)).toEqual(content);
    release();
    await again.close();
  });
});
