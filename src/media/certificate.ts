import { X509Certificate } from 'node:crypto';
import { MediaError } from './types.js';

/** What a PEM certificate says of itself. */
export interface CertificateFacts {
  /** The one certificate, as it is kept. */
  readonly pem: string;
  readonly der: Uint8Array;
  /** One `KEY=value` a line, as OpenSSL orders them. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal, colons between the bytes. */
  readonly serialNumber: string;
  /** SHA-256, colons. */
  readonly fingerprint: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** Reads exactly one certificate. Throws `MediaError` `tls` for anything else. */
export function readCertificate(text: string): CertificateFacts {
  const pems = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  const [pem] = pems;
  if (pem === undefined || pems.length > 1) throw new MediaError('tls', 'not one certificate in PEM form');
  try {
    return { ...factsOf(new X509Certificate(pem)), pem: `${pem}\n` };
  } catch (cause) {
    throw new MediaError('tls', 'not an X.509 certificate', { cause });
  }
}

/** The same of its bytes. Undefined where they are no certificate. */
export function readDerCertificate(der: Uint8Array): CertificateFacts | undefined {
  try {
    return factsOf(new X509Certificate(der));
  } catch {
    return undefined;
  }
}

function factsOf(certificate: X509Certificate): CertificateFacts {
  const { raw, subject, issuer, serialNumber, fingerprint256, validFrom, validTo } = certificate;
  return {
    pem: certificate.toString(),
    der: raw,
    subject,
    issuer,
    serialNumber: serialNumber.match(/../g)?.join(':') ?? serialNumber,
    fingerprint: fingerprint256,
    validFrom: new Date(validFrom),
    validTo: new Date(validTo),
  };
}
