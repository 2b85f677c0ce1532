import { X509Certificate } from 'node:crypto';
import { MediaError } from './types.js';

/** What a PEM certificate says of itself. */
export interface CertificateFacts {
  /** The one certificate, as it is kept. */
  readonly pem: string;
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
    const { subject, issuer, serialNumber, fingerprint256, validFrom, validTo } = new X509Certificate(pem);
    return {
      pem: `${pem}\n`,
      subject,
      issuer,
      serialNumber: serialNumber.match(/../g)?.join(':') ?? serialNumber,
      fingerprint: fingerprint256,
      validFrom: new Date(validFrom),
      validTo: new Date(validTo),
    };
  } catch (cause) {
    throw new MediaError('tls', 'not an X.509 certificate', { cause });
  }
}
