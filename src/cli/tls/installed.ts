/** A certificate that a client has given the service: it takes the place of the service's own. */
import { X509Certificate } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { TlsMaterial } from '../../http/listener-options.js';
import { present, replace } from './material.js';
import { forgetKey, keyFor } from './requested.js';

const fileIn = (dir: string): string => join(dir, 'installed.pem');

/** Undefined where there is none, or none that can be used. */
export async function installedMaterial(dir: string): Promise<TlsMaterial | undefined> {
  const pem = await present(fileIn(dir));
  return pem === undefined ? undefined : { cert: pem, key: pem };
}

/** The first certificate of a text: the server's own (RFC 8446, 4.4.2). OpenSSL's words could quote a part of it. */
function leafOf(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function isUsable(pem: string): boolean {
  try {
    createSecureContext({ cert: pem, key: pem });
    return true;
  } catch {
    return false;
  }
}

/**
 * Keeps a certificate, with what follows of its chain. Its private key is in the text, or is the one of a request that
 * was made here. Returns why it will not do, and has then changed nothing.
 */
export async function install(dir: string, pem: string, now = new Date()): Promise<string | undefined> {
  const leaf = leafOf(pem);
  if (leaf === undefined) return 'It is not a certificate as PEM.';
  const bringsKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem);
  const kept = bringsKey ? undefined : await keyFor(dir, leaf);
  if (!bringsKey && kept === undefined)
    return 'Its private key is not in it, and it belongs to no request that was made here.';
  const whole = kept === undefined ? pem : `${pem.trimEnd()}\n${kept}`;
  if (!isUsable(whole)) return 'It is not a certificate with its private key, both as PEM.';
  if (new Date(leaf.validTo) <= now) return 'It has expired.';
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await replace(fileIn(dir), whole);
  if (kept !== undefined) await forgetKey(dir, kept);
  return undefined;
}
