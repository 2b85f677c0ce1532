/** Requests for certificates: PKCS #10 (RFC 2986). Node reads certificates, and writes neither them nor requests. */
import { generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { CertificateRequest, Curve, KeyKind, KeyUsage, Subject } from '../../redfish/certificate-request.js';
import { bits, explicit, ia5, nothing, oid, pem, printable, sequence, set, unsigned, utf8 } from '../../tls/der.js';
import { alternativeNames, extendedKeyUsage, keyUsage } from '../../tls/extensions.js';

const generate = promisify(generateKeyPair);

/** Each curve with the hash that suits its strength (RFC 5758, 3.2). */
const curves: Readonly<Record<Curve, { name: string; hash: string; signature: string }>> = {
  TPM_ECC_NIST_P256: { name: 'P-256', hash: 'sha256', signature: '1.2.840.10045.4.3.2' },
  TPM_ECC_NIST_P384: { name: 'P-384', hash: 'sha384', signature: '1.2.840.10045.4.3.3' },
  TPM_ECC_NIST_P521: { name: 'P-521', hash: 'sha512', signature: '1.2.840.10045.4.3.4' },
};
const sha256WithRsa = sequence(oid('1.2.840.113549.1.1.11'), nothing);

/** Bits of `KeyUsage` (RFC 5280, 4.2.1.3), and last arcs of `ExtKeyUsage` (4.2.1.12). */
const usageBits: readonly KeyUsage[] = [
  'DigitalSignature',
  'NonRepudiation',
  'KeyEncipherment',
  'DataEncipherment',
  'KeyAgreement',
  'KeyCertSign',
  'CRLSigning',
  'EncipherOnly',
  'DecipherOnly',
];
const purposes: Readonly<Partial<Record<KeyUsage, number>>> = {
  ServerAuthentication: 1,
  ClientAuthentication: 2,
  CodeSigning: 3,
  EmailProtection: 4,
  Timestamping: 8,
  OCSPSigning: 9,
};

/** In the order that names have: from the country to the person (RFC 5280, A.1; RFC 2985 for the address). */
const attributes: readonly (readonly [keyof Subject, string, (text: string) => Buffer])[] = [
  ['Country', '2.5.4.6', printable],
  ['State', '2.5.4.8', utf8],
  ['City', '2.5.4.7', utf8],
  ['Organization', '2.5.4.10', utf8],
  ['OrganizationalUnit', '2.5.4.11', utf8],
  ['CommonName', '2.5.4.3', utf8],
  ['ContactPerson', '2.5.4.41', utf8],
  ['Surname', '2.5.4.4', utf8],
  ['GivenName', '2.5.4.42', utf8],
  ['Initials', '2.5.4.43', utf8],
  ['Email', '1.2.840.113549.1.9.1', ia5],
];

const nameOf = (subject: Subject): Buffer =>
  sequence(
    ...attributes.flatMap(([key, id, encode]) => {
      const value = subject[key];
      return value === undefined ? [] : [set(sequence(oid(id), encode(value)))];
    }),
  );

const usagesOf = ({ key, keyUsage: wanted }: CertificateRequest): readonly KeyUsage[] => {
  if (wanted.length > 0) return wanted;
  // An RSA key may also be sent the secret of a TLS 1.2 connection.
  const own =
    key.algorithm === 'RSA' ? (['DigitalSignature', 'KeyEncipherment'] as const) : ['DigitalSignature' as const];
  return [...own, 'ServerAuthentication'];
};

const extensionsOf = (request: CertificateRequest): readonly Buffer[] => {
  const usages = usagesOf(request);
  const numbers = usages.map((usage) => usageBits.indexOf(usage)).filter((number) => number >= 0);
  const arcs = usages.flatMap((usage) => purposes[usage] ?? []);
  return [
    ...(numbers.length > 0 ? [keyUsage(numbers)] : []),
    ...(arcs.length > 0 ? [extendedKeyUsage(arcs)] : []),
    ...(request.alternativeNames.length > 0 ? [alternativeNames(request.alternativeNames)] : []),
  ];
};

/** `[0] IMPLICIT SET OF Attribute`, in the order that DER wants: that of the bytes. */
const requestAttributes = (request: CertificateRequest): Buffer => {
  const attribute = (id: string, value: Buffer) => sequence(oid(id), set(value));
  const { challengePassword, unstructuredName } = request;
  const extensions = extensionsOf(request);
  const all = [
    ...(extensions.length > 0 ? [attribute('1.2.840.113549.1.9.14', sequence(...extensions))] : []),
    ...(challengePassword !== undefined ? [attribute('1.2.840.113549.1.9.7', utf8(challengePassword))] : []),
    ...(unstructuredName !== undefined ? [attribute('1.2.840.113549.1.9.2', utf8(unstructuredName))] : []),
  ];
  return explicit(0, Buffer.concat(all.sort(Buffer.compare)));
};

const newKey = (kind: KeyKind) =>
  kind.algorithm === 'RSA'
    ? generate('rsa', { modulusLength: kind.bits })
    : generate('ec', { namedCurve: curves[kind.curve].name });

const signed = (body: Buffer, kind: KeyKind, key: KeyObject): Buffer => {
  if (kind.algorithm === 'RSA') return sequence(body, sha256WithRsa, bits(sign('sha256', body, key)));
  const { hash, signature } = curves[kind.curve];
  return sequence(body, sequence(oid(signature)), bits(sign(hash, body, key)));
};

/** A request for a certificate of a fresh key, and the key, both as PEM. */
export const requestCertificate = async (
  request: CertificateRequest,
): Promise<{ readonly csr: string; readonly key: string }> => {
  const { privateKey, publicKey } = await newKey(request.key);
  const body = sequence(
    unsigned(Buffer.from([0])), // version 1
    nameOf(request.subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    requestAttributes(request),
  );
  return {
    csr: pem('CERTIFICATE REQUEST', signed(body, request.key, privateKey)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};
