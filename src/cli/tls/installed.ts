/** A certificate that a client has given the service: it takes the place of the service's own. */
import { X509Certificate } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { TlsMaterial } from '../../http/listener-options.js';
import { present, replace } from './material.js';

const fileIn = (dir: string): string => join(dir, 'installed.pem');

/** Undefined where there is none, or none that can be used. */
export async function installedMaterial(dir: string): Promise<TlsMaterial | undefined> {
  const pem = await present(fileIn(dir));
  return pem === undefined ? undefined : { cert: pem, key: pem };
}

/** Keeps it. Returns why it will not do, and has then changed nothing. */
export async function install(dir: string, pem: string, now = new Date()): Promise<string | undefined> {
  try {
    createSecureContext({ cert: pem, key: pem });
  } catch {
    return 'It is not a certificate with its private key, both as PEM.'; // OpenSSL's words could quote a part of it
  }
  if (new Date(new X509Certificate(pem).validTo) <= now) return 'It has expired.';
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await replace(fileIn(dir), pem);
  return undefined;
}
