import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './run.js';
import { remove, temporaryDirectory } from './temporary.js';

export interface KeyPair {
  readonly key: string;
  readonly cert: string;
}

/** A self-signed certificate for 127.0.0.1, localhost and these names, PEM; it is its own authority. */
export const selfSigned = async (names: readonly string[] = []): Promise<KeyPair> => {
  const dir = await temporaryDirectory();
  const key = join(dir, 'key.pem');
  const cert = join(dir, 'cert.pem');
  try {
    await run([
      'openssl',
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '30',
      '-subj',
      '/CN=localhost',
      '-addext',
      `subjectAltName=${['IP:127.0.0.1', 'DNS:localhost', ...names.map((name) => `DNS:${name}`)].join()}`,
      '-keyout',
      key,
      '-out',
      cert,
    ]);
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  } finally {
    await remove(dir);
  }
};
