/** Keys of certificates that were asked for and have not come yet. They never leave the state directory. */
import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import type { CertificateRequest } from '../../redfish/certificate-request.js';
import type { Host } from '../../redfish/context.js';
import { replace } from './material.js';
import { requestCertificate } from './request.js';

/** Who asks again gets another key, and the certificate of the one before may still come. */
const most = 4;

const fileIn = (dir: string): string => join(dir, 'requested.pem');

/** Newest first. */
const keysIn = async (dir: string): Promise<readonly string[]> => {
  const text = await readFile(fileIn(dir), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text.match(/-----BEGIN PRIVATE KEY-----\n[^-]*-----END PRIVATE KEY-----\n/g) ?? [];
};

const belongsTo = (certificate: X509Certificate, key: string): boolean => {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false; // damaged: a key of nothing
  }
};

/** Keeps the key of a request; the oldest goes where there are many. */
export const keepKey = async (dir: string, key: string): Promise<void> => {
  const before = await keysIn(dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await replace(fileIn(dir), [key, ...before].slice(0, most).join(''));
};

/** The key that a certificate was asked for with; undefined: it was not asked for here. */
export const keyFor = async (dir: string, certificate: X509Certificate): Promise<string | undefined> =>
  (await keysIn(dir)).find((key) => belongsTo(certificate, key));

/** It has come, and its key is kept with it. */
export const forgetKey = async (dir: string, key: string): Promise<void> => {
  const left = (await keysIn(dir)).filter((one) => one !== key);
  await replace(fileIn(dir), left.join(''));
};

const isHostName = (name: string): boolean => /^(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name);

/**
 * Makes a key that is kept, and the request for its certificate. A common name that clients could connect to is among
 * the alternative ones too: they look at no other (RFC 9525, 2).
 */
export const requestFor: (dir: string, wanted: CertificateRequest) => ReturnType<Host['requestCertificate']> = async (
  dir,
  wanted,
) => {
  const { subject, alternativeNames } = wanted;
  const isName = (name: string) => isIP(name) !== 0 || isHostName(name);
  if (!alternativeNames.every(isName))
    return { refusal: 'A name in it is neither a host name nor an address.', about: 'AlternativeNames' };
  const names = [...new Set([subject.CommonName, ...alternativeNames])].filter(isName);
  const { csr, key } = await requestCertificate({ ...wanted, alternativeNames: names });
  await keepKey(dir, key);
  return { csr };
};
