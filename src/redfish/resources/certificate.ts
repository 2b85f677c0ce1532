import { readCertificate } from '../../media/certificate.js';
import { components } from '../call.js';
import { defineResource } from '../resource.js';
import { certificatesOf, storeCertificates } from './certificates.js';

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

export const certificate = defineResource({
  path: '/redfish/v1/Systems/{machine}/VirtualMedia/{drive}/Certificates/{certificate}',
  type: 'Certificate.v1_11_0.Certificate',
  privileges: { read: components },
  find: ({ machine, drive, certificate: id }) => {
    const known = certificatesOf(machine, drive);
    const pem = known?.all[id];
    return known && pem !== undefined ? { machine, drive: known.id, all: known.all, id, pem } : undefined;
  },
  read: ({ id, pem }) => {
    const facts = readCertificate(pem);
    return {
      Id: id,
      Name: 'Trusted Certificate',
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
  },
  remove: async ({ machine, drive, all, id }, { context }) => {
    const { [id]: _, ...rest } = all;
    await storeCertificates(context, machine, drive, rest);
  },
});
