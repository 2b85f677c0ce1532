/** The certificate that the service shows: the operator's, or one of its own making in the state directory. */
import { X509Certificate } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import type { TlsMaterial } from '../../http/listener-options.js';
import { selfSigned } from '../../tls/self-signed.js';
import { ConfigError } from '../config/error.js';

/** Some TLS stacks refuse server certificates of a longer life. */
const days = 397;
const renewBefore = 30 * 86_400_000;

/** Reads and checks the operator's certificate. Throws `ConfigError`. */
export async function loadMaterial(certFile: string, keyFile: string): Promise<TlsMaterial> {
  try {
    const material = { cert: await readFile(certFile, 'utf8'), key: await readFile(keyFile, 'utf8') };
    createSecureContext(material);
    return material;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([`TLS certificate ${certFile} with key ${keyFile}: ${reason}`], { cause });
  }
}

export interface OwnMaterial {
  readonly material: TlsMaterial;
  /** It was made just now. */
  readonly fresh: boolean;
  /** When it should be made anew. */
  readonly renewAt: Date;
}

/** What is in `dir`, if it fits `names` and lasts; else a new one, written there (0600). */
export async function ownMaterial(dir: string, names: readonly string[], now = new Date()): Promise<OwnMaterial> {
  const file = join(dir, 'tls.pem');
  const renewAt = (pem: string) => new Date(new Date(new X509Certificate(pem).validTo).getTime() - renewBefore);
  const kept = await present(file);
  if (kept !== undefined && fits(kept, names) && renewAt(kept) > now) {
    return { material: { cert: kept, key: kept }, fresh: false, renewAt: renewAt(kept) };
  }
  // A clock that is a little behind should not find the certificate to be of tomorrow.
  const made = selfSigned({ names, from: new Date(now.getTime() - 3_600_000), days });
  const pem = made.cert + made.key;
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await replace(file, pem);
  return { material: { cert: pem, key: pem }, fresh: true, renewAt: renewAt(pem) };
}

function fits(pem: string, names: readonly string[]): boolean {
  const certificate = new X509Certificate(pem);
  return names.every(
    (name) => (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined,
  );
}

/** Undefined where there is none, or none that can be used: a new one takes its place. */
export async function present(file: string): Promise<string | undefined> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return isUsable(pem) ? pem : undefined;
}

function isUsable(pem: string): boolean {
  try {
    createSecureContext({ cert: pem, key: pem });
    return true;
  } catch {
    return false; // torn or edited: what OpenSSL says of it helps nobody
  }
}

/** All or nothing, also when the power fails. */
export async function replace(file: string, content: string): Promise<void> {
  const draft = `${file}.new`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** What clients may call this host by. `listen` of all addresses means every one that it has now. */
export function ownNames(listen: string): string[] {
  const everywhere = listen === '::' || listen === '0.0.0.0';
  const addresses = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .map(({ address }) => address.replace(/%.*/, ''));
  const names = [hostname(), 'localhost', '127.0.0.1', '::1', ...(everywhere ? addresses.sort() : [listen])];
  return [...new Set(names)].filter((name) => isIP(name) !== 0 || /^[A-Za-z0-9._-]{1,253}$/.test(name));
}
