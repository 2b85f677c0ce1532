import { execFileSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CertificateRequest, KeyKind } from '../../redfish/certificate-request.js';
import { selfSigned } from '../../tls/self-signed.js';
import { install, installedMaterial } from './installed.js';
import { requestCertificate } from './request.js';
import { requestFor } from './requested.js';

const p256: KeyKind = { algorithm: 'EC', curve: 'TPM_ECC_NIST_P256' };
const wanted = (change: Partial<CertificateRequest> = {}): CertificateRequest => ({
  key: p256,
  subject: { CommonName: 'bmc.example' },
  alternativeNames: [],
  keyUsage: [],
  ...change,
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'csr-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const openssl = (...words: string[]) => execFileSync('openssl', words, { encoding: 'utf8', stdio: 'pipe' });
const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
/** What OpenSSL reads in a request whose signature it has verified. */
const read = (csr: string) =>
  openssl('req', '-verify', '-noout', '-text', '-nameopt', 'oneline', '-in', file('csr', csr));

/** The certificate that an authority makes of a request, PEM. */
const sign = (csr: string): string => {
  const authority = selfSigned({ names: ['ca.example'], from: new Date(), days: 30 });
  const [ca, key] = [file('ca.pem', authority.cert), file('ca.key', authority.key)];
  const request = [
    '-req',
    '-in',
    file('csr', csr),
    '-CA',
    ca,
    '-CAkey',
    key,
    '-days',
    '30',
    '-copy_extensions',
    'copy',
  ];
  return openssl('x509', ...request);
};

describe('a request for a certificate', () => {
  it.each([
    ['RSA of 2048 bits', { algorithm: 'RSA', bits: 2048 }, ['2048 bit', 'sha256WithRSAEncryption', 'Key Encipherment']],
    ['RSA of 3072 bits', { algorithm: 'RSA', bits: 3072 }, ['3072 bit', 'sha256WithRSAEncryption']],
    ['P-256', p256, ['P-256', 'ecdsa-with-SHA256', 'Digital Signature']],
    ['P-384', { algorithm: 'EC', curve: 'TPM_ECC_NIST_P384' }, ['P-384', 'ecdsa-with-SHA384']],
    ['P-521', { algorithm: 'EC', curve: 'TPM_ECC_NIST_P521' }, ['P-521', 'ecdsa-with-SHA512']],
  ] satisfies [string, KeyKind, string[]][])(
    'with a key of %s is what OpenSSL takes for one',
    async (_, kind, parts) => {
      const { csr, key } = await requestCertificate(wanted({ key: kind }));
      const text = read(csr);
      for (const part of [...parts, 'TLS Web Server Authentication', 'CN = bmc.example']) expect(text).toContain(part);
      expect(openssl('req', '-noout', '-pubkey', '-in', join(dir, 'csr'))).toBe(
        openssl('pkey', '-pubout', '-in', file('key', key)),
      );
    },
  );

  it('says everything that was asked for', async () => {
    const { csr } = await requestCertificate({
      key: p256,
      subject: {
        CommonName: 'Büro-BMC',
        Country: 'AT',
        State: 'Wien',
        City: 'Wien',
        Organization: 'Example',
        OrganizationalUnit: 'Lab',
        ContactPerson: 'Operator on duty',
        GivenName: 'Given',
        Surname: 'Family',
        Initials: 'GF',
        Email: 'ops@example.org',
      },
      alternativeNames: ['bmc.example', '192.0.2.1', '2001:db8::1'],
      keyUsage: ['KeyAgreement', 'DecipherOnly', 'ClientAuthentication'],
      challengePassword: 'once',
      unstructuredName: 'rack 7',
    });
    const text = read(csr);
    for (const part of [
      'C = AT, ST = Wien, L = Wien, O = Example, OU = Lab',
      'SN = Family, GN = Given, initials = GF, emailAddress = ops@example.org',
      'DNS:bmc.example, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1',
      'Key Agreement, Decipher Only',
      'TLS Web Client Authentication',
      'once',
      'rack 7',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('TLS Web Server Authentication');
  });
});

describe('a certificate that was requested', () => {
  const ask = async (change: Partial<CertificateRequest> = {}): Promise<string> => {
    const made = await requestFor(dir, wanted(change));
    return 'csr' in made ? made.csr : expect.fail(made.refusal);
  };

  it('comes back without the key, which was kept for it, and is gone from the keys that wait', async () => {
    const csr = await ask();
    expect(statSync(join(dir, 'requested.pem')).mode & 0o777).toBe(0o600);
    const certificate = sign(csr);
    expect(await install(dir, certificate)).toBeUndefined();
    const { cert = '', key = '' } = (await installedMaterial(dir)) ?? {};
    expect(new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(new X509Certificate(cert).checkHost('bmc.example')).toBe('bmc.example');
    expect(readFileSync(join(dir, 'requested.pem'), 'utf8')).toBe('');
  });

  it('may come after another was requested, with its chain behind it', async () => {
    const first = await ask();
    await ask();
    const chain = selfSigned({ names: ['ca.example'], from: new Date(), days: 30 }).cert;
    expect(await install(dir, sign(first) + chain)).toBeUndefined();
    expect((await installedMaterial(dir))?.cert.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  it('is refused where it was not requested here, or too long ago', async () => {
    const forgotten = await ask();
    for (let count = 0; count < 4; count += 1) await ask();
    expect(await install(dir, sign(forgotten))).toMatch(/no request/);
    expect(await install(dir, selfSigned({ names: ['x'], from: new Date(), days: 1 }).cert)).toMatch(/no request/);
    expect(await installedMaterial(dir)).toBeUndefined();
  });

  it('is good for the names asked for, and for its common name where that is one', async () => {
    expect(read(await ask({ alternativeNames: ['10.0.0.1'] }))).toContain('DNS:bmc.example, IP Address:10.0.0.1');
    expect(read(await ask({ subject: { CommonName: 'Our BMC' } }))).not.toContain('DNS:');
  });

  it('is not asked for with names that are none', async () => {
    expect(await requestFor(dir, wanted({ alternativeNames: ['fe80::z'] }))).toEqual({
      refusal: expect.any(String),
      about: 'AlternativeNames',
    });
  });
});
