import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type KeyPair, selfSigned } from '../../test/helpers/certificate.js';
import { run } from '../../test/helpers/run.js';
import { remove, temporaryDirectory } from '../../test/helpers/temporary.js';
import { openBench, type RawServer, refusal, serve } from '../../test/integration/media-fixture.js';

const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
let dir: string;
let authority: string;
let server: RawServer | undefined;

beforeAll(async () => {
  dir = await temporaryDirectory();
  const files = ['-keyout', join(dir, 'ca.key'), '-out', join(dir, 'ca.crt')];
  await run(['openssl', 'req', '-x509', ...ec, ...files, '-days', '2', '-subj', '/CN=Test authority']);
  authority = await readFile(join(dir, 'ca.crt'), 'utf8');
});
afterAll(() => remove(dir));
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** A server certificate of the test authority, for `names` (OpenSSL's subjectAltName), which ends `days` from now. */
async function issue(names: string, days: number): Promise<KeyPair> {
  const [key, request, cert, extensions] = ['leaf.key', 'leaf.csr', 'leaf.crt', 'leaf.ext'].map((name) =>
    join(dir, name),
  ) as [string, string, string, string];
  await writeFile(extensions, `subjectAltName=${names}\n`);
  await run(['openssl', 'req', ...ec, '-keyout', key, '-out', request, '-subj', '/CN=server']);
  const ca = ['-CA', join(dir, 'ca.crt'), '-CAkey', join(dir, 'ca.key'), '-CAcreateserial'];
  const sign = ['openssl', 'x509', '-req', '-in', request, ...ca, '-days', String(days), '-extfile', extensions];
  await run([...sign, '-out', cert]);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}

const acquire = async (pair: KeyPair, more: { verifyCertificate: boolean; certificates?: string[] }) => {
  server = await serve((_, response) => void response.end('content'), pair);
  const bench = await openBench({ resolve: () => Promise.resolve(['127.0.0.1']) });
  try {
    const { image } = await bench.library.acquire({ url: `https://images.test:${server.port}/a.iso`, ...more });
    return await readFile(image.path, 'utf8');
  } finally {
    await bench.close();
  }
};

describe('an https server', () => {
  it('with a certificate of an authority that was given is read', async () => {
    const pair = await issue('DNS:images.test', 2);
    expect(await acquire(pair, { verifyCertificate: true, certificates: [authority] })).toBe('content');
  });

  it.each([
    ['of an unknown authority', 'DNS:images.test', 2, [], /unknown authority/],
    ['for another host', 'DNS:other.test', 2, ['authority'], /for another host/],
    ['that has expired', 'DNS:images.test', -1, ['authority'], /expired/],
  ])('with a certificate %s is refused, and read where nobody verifies', async (_, names, days, given, words) => {
    const pair = await issue(names, days);
    const certificates = given.map(() => authority);
    const error = await refusal(acquire(pair, { verifyCertificate: true, certificates }));
    expect(error).toMatchObject({ code: 'tls', message: expect.stringMatching(words) });
    await server?.close();
    expect(await acquire(pair, { verifyCertificate: false, certificates })).toBe('content');
  });

  it('with a self-signed certificate is refused, and read where that was given', async () => {
    const pair = await selfSigned();
    const error = await refusal(acquire(pair, { verifyCertificate: true }));
    expect(error).toMatchObject({ code: 'tls', message: expect.stringContaining('self-signed') });
    await server?.close();
    server = await serve((_, response) => void response.end('content'), pair);
    const bench = await openBench();
    const url = `${server.origin}/a.iso`;
    await bench.library.acquire({ url, verifyCertificate: true, certificates: [pair.cert] });
    // A caller with less trust does not get what was fetched with more.
    expect((await refusal(bench.library.acquire({ url, verifyCertificate: true }))).code).toBe('tls');
    await bench.close();
  });

  it('that speaks plain http fails in the handshake', async () => {
    server = await serve((_, response) => void response.end('content'));
    const bench = await openBench();
    const url = `https://127.0.0.1:${server.port}/a.iso`;
    const error = await refusal(bench.library.acquire({ url, verifyCertificate: false }));
    expect(error).toMatchObject({ code: 'tls', message: expect.stringContaining('handshake failed') });
    await bench.close();
  });

  it.each(['not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'])(
    'is not asked with a given certificate that is none: %j',
    async (pem) => {
      const error = await refusal(acquire(await selfSigned(), { verifyCertificate: true, certificates: [pem] }));
      expect(error).toMatchObject({ code: 'tls', message: expect.stringContaining('certificate given') });
      expect(server?.requests).toHaveLength(0);
    },
  );

  it('that sends on to plain http is not followed, unless nobody verifies', async () => {
    const plain = await serve((_, response) => void response.end('content'));
    const pair = await issue('DNS:images.test', 2);
    const secure = await serve((_, response) => {
      response.writeHead(302, { location: `${plain.origin}/a.iso` }).end();
    }, pair);
    const bench = await openBench({ resolve: () => Promise.resolve(['127.0.0.1']) });
    const request = { url: `https://images.test:${secure.port}/a.iso`, certificates: [authority] };
    const error = await refusal(bench.library.acquire({ ...request, verifyCertificate: true }));
    expect(error).toMatchObject({ code: 'unsupported-scheme', message: expect.stringContaining('https to http') });
    expect(plain.requests).toHaveLength(0);
    await bench.library.acquire({ ...request, verifyCertificate: false });
    await Promise.all([bench.close(), plain.close(), secure.close()]);
  });
});
