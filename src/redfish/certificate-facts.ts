import { type CertificateFacts, readCertificate } from '../media/certificate.js';
import { MediaError } from '../media/types.js';
import type { Properties } from './annotations.js';
import { RedfishError } from './errors.js';
import { wrongValue } from './problems.js';

/** The one certificate that was sent as `CertificateString`. Throws `RedfishError`. */
export const certificateFrom = (text: string): CertificateFacts => {
  try {
    return readCertificate(text);
  } catch (cause) {
    if (!(cause instanceof MediaError)) throw cause;
    throw new RedfishError([wrongValue({ property: 'CertificateString' }, `It is ${cause.message}.`)], { cause });
  }
};

/** `Certificate.Identifier`, of OpenSSL's lines: `CN=ca.example`. */
const identifier = (lines: string) => {
  const names = new Map(
    lines.split('\n').map((line): [string, string] => {
      const [key = '', ...value] = line.split('=');
      return [key, value.join('=')];
    }),
  );
  const [commonName, organization] = [names.get('CN'), names.get('O')];
  return {
    DisplayString: lines.split('\n').join(', '),
    ...(commonName && { CommonName: commonName }),
    ...(organization && { Organization: organization }),
  };
};

/** What `Certificate` shows of a certificate in PEM form. */
export const certificateFacts = (pem: string): Properties => {
  const facts = readCertificate(pem);
  return {
    CertificateString: pem,
    CertificateType: 'PEM',
    Subject: identifier(facts.subject),
    Issuer: identifier(facts.issuer),
    SerialNumber: facts.serialNumber,
    Fingerprint: facts.fingerprint,
    FingerprintHashAlgorithm: 'TPM_ALG_SHA256',
    ValidNotBefore: facts.validFrom.toISOString(),
    ValidNotAfter: facts.validTo.toISOString(),
  };
};
