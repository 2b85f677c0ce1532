import { readFile } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { openBench, type RawServer, refusal, serve } from '../../test/integration/media-fixture.js';
import type { MediaLibraryOptions } from './options.js';
import type { MediaError } from './types.js';

const verifyCertificate = true;
const servers: RawServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});
const start = async (listener: Parameters<typeof serve>[0]): Promise<RawServer> => {
  const server = await serve(listener);
  servers.push(server);
  return server;
};
const sendOn = (location: string, status = 302) =>
  start((_, response) => void response.writeHead(status, { location }).end());
const refused = async (url: string, options: Partial<MediaLibraryOptions> = {}): Promise<MediaError> => {
  const bench = await openBench(options);
  const error = await refusal(bench.library.acquire({ url, verifyCertificate }));
  await bench.close();
  return error;
};

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('%i is followed', async (status) => {
    const images = await start((_, response) => void response.end('content'));
    const first = await sendOn(`${images.origin}/real.iso`, status);
    const bench = await openBench();
    const { image } = await bench.library.acquire({ url: `${first.origin}/a.iso`, verifyCertificate });
    expect(await readFile(image.path, 'utf8')).toBe('content');
    expect(image.name).toBe('a.iso');
    await bench.close();
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'host-not-allowed'],
    ['http://[fe80::1]/', 'host-not-allowed'],
    ['http://[::ffff:a9fe:a9fe]/', 'host-not-allowed'],
    ['http://2852039166/', 'host-not-allowed'],
    ['http://0/', 'host-not-allowed'],
    ['file:///etc/passwd', 'unsupported-scheme'],
    ['gopher://127.0.0.1/', 'unsupported-scheme'],
    ['http://', 'server-error'],
  ])('to %s: %s', async (location, code) => {
    const server = await sendOn(location);
    expect((await refused(`${server.origin}/a.iso`)).code).toBe(code);
  });

  it('to loopback is refused from a listed host, once the service listens beyond', async () => {
    const target = await start((_, response) => void response.end('secret'));
    const server = await sendOn(`http://other.test:${target.port}/`);
    const error = await refused(`http://images.test:${server.port}/a.iso`, {
      exposed: true,
      allow: ['images.test', '.test'],
      resolve: () => Promise.resolve(['127.0.0.1']),
    });
    expect(error).toMatchObject({ code: 'host-not-allowed', message: expect.stringContaining('--image-allow') });
    expect(target.requests).toHaveLength(0);
  });

  it('in a loop, or without end, is given up', async () => {
    const loop = await sendOn('/a.iso');
    expect((await refused(`${loop.origin}/a.iso`)).code).toBe('too-many-redirects');
    let count = 0;
    const endless = await start((_, response) => {
      count += 1;
      response.writeHead(302, { location: `/${count}` }).end();
    });
    expect((await refused(`${endless.origin}/a.iso`)).code).toBe('too-many-redirects');
    expect(count).toBe(11);
  });

  it('carries credentials on its own origin only', async () => {
    const other = await start((_, response) => void response.end('content'));
    const first = await start((request, response) => {
      const location = request.url === '/a.iso' ? '/b.iso' : `http://user:inner@127.0.0.1:${other.port}/c.iso`;
      response.writeHead(307, { location }).end();
    });
    const bench = await openBench();
    const request = { url: `${first.origin}/a.iso`, verifyCertificate, userName: 'user', password: 'word' };
    await bench.library.acquire(request);
    const sent = first.requests.map(({ headers }) => headers.authorization);
    const basic = `Basic ${Buffer.from('user:word').toString('base64')}`;
    expect(sent).toEqual([basic, basic]);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    await bench.close();
  });
});

describe('a name', () => {
  it('is resolved once for each connection, and only what was checked is connected to', async () => {
    const server = await start((request, response) => {
      if (request.url === '/a.iso') response.writeHead(302, { location: '/b.iso' }).end();
      else response.end('content');
    });
    const asked: string[] = [];
    const bench = await openBench({
      exposed: true,
      allow: ['127.0.0.0/8'],
      // A rebinding server: good for the check, bad for whoever asks again.
      resolve: (host) => {
        asked.push(host);
        return Promise.resolve([asked.length <= 2 ? '127.0.0.1' : '169.254.169.254']);
      },
    });
    const url = `http://rebind.test:${server.port}/a.iso`;
    await bench.library.acquire({ url, verifyCertificate });
    expect(asked).toEqual(['rebind.test', 'rebind.test']);
    expect(server.requests.map(({ headers }) => headers.host)).toEqual(Array(2).fill(`rebind.test:${server.port}`));
    expect((await refusal(bench.library.acquire({ url, verifyCertificate }))).code).toBe('host-not-allowed');
    expect(server.requests).toHaveLength(2);
    await bench.close();
  });

  it('with several addresses is tried at each', async () => {
    const server = await start((_, response) => void response.end('content'));
    const bench = await openBench({ resolve: () => Promise.resolve(['::1', '127.0.0.9', '127.0.0.1']) });
    const { image } = await bench.library.acquire({ url: `http://many.test:${server.port}/a`, verifyCertificate });
    expect(image.size).toBe(7);
    await bench.close();
  });
});
