import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { selfSigned } from './self-signed.js';

const names = ['hv1.example', 'localhost', '127.0.0.1', '::1', 'fe80::5054:ff:feaa:400'];
const from = new Date('2026-01-31T12:00:00Z');

describe('selfSigned', () => {
  const { cert, key } = selfSigned({ names, from, days: 365 });
  const read = new X509Certificate(cert);

  it('is signed by its own key, which is the one handed out', () => {
    expect(read.verify(read.publicKey)).toBe(true);
    expect(read.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(read.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  });

  it('is good for every name and address, and no other', () => {
    for (const name of names) expect(read.checkHost(name) ?? read.checkIP(name), name).toBeDefined();
    expect(read.checkHost('other.example') ?? read.checkIP('127.0.0.2')).toBeUndefined();
  });

  it('lasts as long as asked, beyond 2049 too', () => {
    expect([new Date(read.validFrom), new Date(read.validTo)]).toEqual([from, new Date('2027-01-31T12:00:00Z')]);
    const long = new X509Certificate(selfSigned({ names, from, days: 36_500 }).cert);
    expect(new Date(long.validTo)).toEqual(new Date('2126-01-07T12:00:00Z'));
  });

  it('never has the same serial number twice', () => {
    expect(new X509Certificate(selfSigned({ names, from, days: 1 }).cert).serialNumber).not.toBe(read.serialNumber);
  });

  it('is what OpenSSL takes for a server certificate, strictly', () => {
    const dir = mkdtempSync(join(tmpdir(), 'cert-'));
    const file = join(dir, 'cert.pem');
    writeFileSync(file, cert);
    const during = String(from.getTime() / 1000 + 60);
    const openssl = (...words: string[]) => execFileSync('openssl', words, { encoding: 'utf8' });
    const strict = ['-x509_strict', '-attime', during, '-purpose', 'sslserver', '-verify_hostname', 'hv1.example'];
    expect(openssl('verify', ...strict, '-trusted', file, file)).toBe(`${file}: OK\n`);
    const text = openssl('x509', '-noout', '-text', '-in', file);
    for (const part of ['CA:FALSE', 'Digital Signature', 'TLS Web Server Authentication']) expect(text).toContain(part);
    rmSync(dir, { recursive: true });
  });
});
