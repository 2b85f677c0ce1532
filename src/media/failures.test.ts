import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startImageServer } from '../../test/helpers/image-server.js';
import { type Bench, openBench, type RawServer, refusal, serve } from '../../test/integration/media-fixture.js';
import { type MediaError, mediaErrorCodes } from './types.js';

const verifyCertificate = true;
const provoked = new Set<string>();
let bench: Bench;
let server: RawServer | undefined;

beforeEach(async () => {
  bench = await openBench({ limits: { maxImageBytes: 100_000 } });
});
afterEach(async () => {
  // Whatever went wrong: nothing is left on disk.
  expect(await bench.files()).toEqual({ images: [], partial: [] });
  await bench.close();
  await server?.close();
  server = undefined;
});

const failing = async (url: string, options: Parameters<Bench['library']['acquire']>[1] = {}): Promise<MediaError> => {
  const error = await refusal(bench.library.acquire({ url, verifyCertificate }, options));
  provoked.add(error.code);
  return error;
};
const answering = async (listener: Parameters<typeof serve>[0]): Promise<MediaError> => {
  server = await serve(listener);
  return failing(`${server.origin}/token/a.iso?signature=s3cret`);
};

describe('a server that answers', () => {
  it.each([
    [400, 'server-error'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'not-found'],
    [410, 'not-found'],
    [416, 'server-error'],
    [500, 'server-error'],
    [503, 'server-error'],
    [204, 'server-error'],
    [206, 'server-error'],
    [304, 'server-error'],
  ])('%i: %s', async (status, code) => {
    const error = await answering((_, response) => void response.writeHead(status).end('x'));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${server?.origin}/.../a.iso: the server answered ${status}`);
    expect(error.message).not.toMatch(/s3cret|token/);
  });

  it('with a web page', async () => {
    const error = await answering((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>Log in</h1>');
    });
    expect(error).toMatchObject({ code: 'server-error', message: expect.stringContaining('text/html') });
  });

  it('compressed, unasked', async () => {
    const error = await answering((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('x');
    });
    expect(error).toMatchObject({ code: 'server-error', message: expect.stringContaining('gzip') });
  });

  it('nothing', async () => {
    expect((await answering((_, response) => void response.end())).code).toBe('empty');
  });

  it('nothing, in chunks', async () => {
    const error = await answering((_, response) => {
      response.flushHeaders();
      response.end();
    });
    expect(error.code).toBe('empty');
  });

  it('less than it promised', async () => {
    const error = await answering((request, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write(Buffer.alloc(300), () => request.socket.end());
    });
    expect(error).toMatchObject({ code: 'truncated', message: expect.stringMatching(/ended after \d+ of 1000 bytes/) });
  });

  it('with chunks that are cut off', async () => {
    const error = await answering((request, response) => {
      response.write(Buffer.alloc(300), () => request.socket.end());
    });
    expect(error.code).toBe('truncated');
  });

  it('with too much, announced or not', async () => {
    const announced = await answering((_, response) => void response.end(Buffer.alloc(100_001)));
    expect(announced).toMatchObject({ code: 'too-large', message: expect.stringContaining('100000') });
    await server?.close();
    const found = await answering((_, response) => {
      response.write(Buffer.alloc(60_000));
      response.end(Buffer.alloc(60_000));
    });
    expect(found.code).toBe('too-large');
  });

  it('and then stalls', async () => {
    const error = await answering((_, response) => {
      response.writeHead(200, { 'content-length': 1000 });
      response.write('x');
    });
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('no bytes for 1 s, after 1') });
  });
});

describe('a server that does not', () => {
  it('because it says nothing', async () => {
    expect(await answering(() => {})).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('no answer in time'),
    });
  });

  it('because it hangs up', async () => {
    expect((await answering((request) => void request.socket.destroy())).code).toBe('unreachable');
  });

  it('because nobody listens', async () => {
    const gone = await serve(() => {});
    await gone.close();
    const error = await failing(`${gone.origin}/a.iso`);
    expect(error).toMatchObject({ code: 'unreachable', message: expect.stringContaining('refused') });
  });

  it('in HTTP', async () => {
    const odd = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.resume();
      socket.end('220 mail ready\r\n');
    });
    await new Promise<void>((resolve) => odd.listen(0, '127.0.0.1', resolve));
    const address = odd.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    expect((await failing(`http://127.0.0.1:${port}/a.iso`)).message).toContain('not HTTP');
    await new Promise((resolve) => odd.close(resolve));
  });

  it('because its name is unknown, has no address, or is not resolved in time', async () => {
    const named = async (resolve: () => Promise<readonly string[]>): Promise<MediaError> => {
      const other = await openBench({ resolve, timeouts: { connect: 100 } });
      const error = await refusal(other.library.acquire({ url: 'http://images.test/a', verifyCertificate }));
      await other.close();
      return error;
    };
    const unknown = await named(() => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })));
    expect(unknown).toMatchObject({ code: 'unreachable', message: 'the host name images.test is not known' });
    expect((await named(() => Promise.resolve([]))).code).toBe('unreachable');
    expect((await named(() => new Promise(() => {}))).code).toBe('timeout');
  });

  it('because its connection is not taken', async () => {
    const other = await openBench({ timeouts: { connect: 300 } });
    // A TLS client waits for a handshake that this server does not begin.
    const mute = createServer((socket) => void socket.resume().on('error', () => socket.destroy()));
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const error = await refusal(other.library.acquire({ url: `https://127.0.0.1:${port}/a`, verifyCertificate }));
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('no connection in time') });
    await other.close();
    await new Promise((resolve) => mute.close(resolve));
  });
});

describe('a request that', () => {
  it.each([
    ['images.test/a.iso', 'bad-url'],
    ['http://', 'bad-url'],
    ['', 'bad-url'],
    ['http://%zz@127.0.0.1/', 'bad-url'],
    ['ftp://127.0.0.1/a.iso', 'unsupported-scheme'],
    ['nfs://127.0.0.1/a.iso', 'unsupported-scheme'],
    ['javascript:alert(1)', 'unsupported-scheme'],
    ['data:text/plain,x', 'unsupported-scheme'],
    ['file:///etc/passwd', 'path-not-allowed'],
    ['/etc/passwd', 'path-not-allowed'],
    ['http://169.254.169.254/latest/meta-data', 'host-not-allowed'],
  ])('names %j: %s', async (url, code) => {
    expect((await failing(url)).code).toBe(code);
  });

  it('finds the disk too small for what is announced, before a byte is written', async () => {
    const small = await openBench({ freeBytes: () => Promise.resolve(5000), limits: { reserveBytes: 4500 } });
    const images = await startImageServer();
    const url = images.add('a.iso', Buffer.alloc(501));
    const error = await refusal(small.library.acquire({ url, verifyCertificate }));
    provoked.add(error.code);
    expect(error).toMatchObject({ code: 'no-space', message: expect.stringContaining('not enough disk') });
    expect(await small.files()).toEqual({ images: [], partial: [] });
    images.add('a.iso', Buffer.alloc(500));
    (await small.library.acquire({ url, verifyCertificate })).release();
    await small.close();
    await images.close();
  });

  it('is given up', async () => {
    expect((await failing('http://127.0.0.1/', { signal: AbortSignal.abort() })).code).toBe('cancelled');
  });

  it('is under way when the library closes', async () => {
    const controlled = new Promise<void>((resolve) => {
      void serve((_, response) => {
        response.write('x', () => resolve());
      }).then((started) => {
        server = started;
      });
    });
    while (server === undefined) await new Promise(setImmediate);
    const waiting = refusal(bench.library.acquire({ url: `${server.origin}/a`, verifyCertificate }));
    await controlled;
    await bench.library.close();
    expect((await waiting).code).toBe('cancelled');
    expect((await refusal(bench.library.acquire({ url: server.origin, verifyCertificate }))).code).toBe('cancelled');
  });
});

it('covers every code, together with the tests of TLS and redirects', () => {
  const elsewhere = ['tls', 'too-many-redirects'];
  expect([...provoked, ...elsewhere].sort()).toEqual(Object.keys(mediaErrorCodes).sort());
});
