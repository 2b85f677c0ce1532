import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../test/helpers/certificate.js';
import { type Bench, openBench, type RawServer, refusal, serve } from '../../test/integration/media-fixture.js';

const servers: RawServer[] = [];
let bench: Bench;
beforeEach(async () => {
  bench = await openBench({ resolve: () => Promise.resolve(['127.0.0.1']) });
});
afterEach(async () => {
  expect(await bench.files()).toEqual({ images: [], partial: [] });
  await bench.close();
  for (const server of servers.splice(0)) await server.close();
});

const start = async (listener: RequestListener, tls?: Parameters<typeof serve>[1]): Promise<RawServer> => {
  const server = await serve(listener, tls);
  servers.push(server);
  return server;
};
const headers = { 'content-length': 5000, 'accept-ranges': 'bytes', etag: '"one"' };
const ranges: RequestListener = (_, response) => void response.writeHead(200, headers).end();
const probe = (url: string, more: object = {}) => bench.library.probe({ url, verifyCertificate: true, ...more });

describe('probe', () => {
  it('gives the checked address in place of the name, without a body transferred', async () => {
    const server = await start(ranges);
    expect(await probe(`http://images.test:${server.port}/a.iso?token=1`)).toEqual({
      url: `${server.origin}/a.iso?token=1`,
      size: 5000,
      name: 'a.iso',
    });
    expect(server.requests.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
    expect(await probe(`${server.origin}/a.iso`)).toMatchObject({ url: `${server.origin}/a.iso` });
  });

  it('gives the end of a chain of redirects', async () => {
    const images = await start(ranges);
    const first = await start((_, response) => {
      response.writeHead(302, { location: `http://mirror.test:${images.port}/b.iso` }).end();
    });
    expect(await probe(`${first.origin}/a.iso`)).toMatchObject({ url: `${images.origin}/b.iso`, name: 'a.iso' });
    const inward = await start((_, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    });
    expect((await refusal(probe(`${inward.origin}/a.iso`))).code).toBe('host-not-allowed');
  });

  it('keeps the name where the certificate needs it, and only there', async () => {
    const server = await start(ranges, await selfSigned());
    const url = `https://images.test:${server.port}/a.iso`;
    expect(await probe(url, { verifyCertificate: false })).toMatchObject({ url: `${server.origin}/a.iso` });
    // The hypervisor cannot be given a certificate: one that only we trust does not help it.
    const { cert } = await selfSigned();
    expect((await refusal(probe(url, { certificates: [cert] }))).code).toBe('tls');
  });

  it('refuses a server that answers only by its name, unless the name is listed', async () => {
    const server = await start((request, response) => {
      if (request.headers.host?.startsWith('images.test') === true) ranges(request, response);
      else response.writeHead(404).end();
    });
    const url = `http://images.test:${server.port}/a.iso`;
    const error = await refusal(probe(url));
    expect(error).toMatchObject({ code: 'host-not-allowed', message: expect.stringContaining('Upload') });
    const trusting = await openBench({ allow: ['images.test'], resolve: () => Promise.resolve(['127.0.0.1']) });
    expect(await trusting.library.probe({ url, verifyCertificate: true })).toMatchObject({ url });
    await trusting.close();
  });

  it.each([
    ['no ranges', { 'content-length': 5000 }, 200, 'server-error', 'Upload'],
    ['no length', { 'accept-ranges': 'bytes' }, 200, 'server-error', 'Upload'],
    ['nothing', { 'content-length': 0 }, 200, 'empty', 'no bytes'],
    ['404', {}, 404, 'not-found', '404'],
    ['401', {}, 401, 'unauthorized', '401'],
    ['500', {}, 500, 'server-error', '500'],
  ])('refuses %s', async (_, sent, status, code, words) => {
    const server = await start((_request, response) => {
      response.writeHead(status, sent);
      response.flushHeaders();
      response.end();
    });
    const error = await refusal(probe(`${server.origin}/a.iso`));
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  it('tells a refused HEAD from a refused image', async () => {
    const server = await start((request, response) => {
      if (request.method === 'HEAD') response.writeHead(403).end();
      else response.writeHead(206, { 'content-range': 'bytes 0-0/5000' }).end('x');
    });
    const error = await refusal(probe(`${server.origin}/a.iso`));
    expect(error).toMatchObject({ code: 'server-error', message: expect.stringMatching(/HEAD.*Upload/) });
    expect(server.requests[1]?.headers.range).toBe('bytes=0-0');
  });

  it.each([
    ['http://user:word@127.0.0.1/a.iso', 'unauthorized'],
    ['/a.iso', 'unsupported-scheme'],
    ['file:///a.iso', 'unsupported-scheme'],
  ])('sends %s to Upload', async (url, code) => {
    const error = await refusal(probe(url));
    expect(error).toMatchObject({ code, message: expect.stringContaining('Upload') });
    expect(error.message).not.toContain('word');
  });

  it('can be given up', async () => {
    const server = await start(() => {});
    const control = new AbortController();
    const url = `${server.origin}/a.iso`;
    const waiting = refusal(bench.library.probe({ url, verifyCertificate: true }, { signal: control.signal }));
    control.abort();
    expect((await waiting).code).toBe('cancelled');
  });
});
