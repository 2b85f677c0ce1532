/** `CertificateService.GenerateCSR`: the service makes a key, keeps it, and asks for its certificate. */
import { action } from './action.js';
import { type CertificateRequest, curves, type KeyKind, keyUsages, rsaLengths } from './certificate-request.js';
import type { Host } from './context.js';
import { RedfishError } from './errors.js';
import { link } from './link.js';
import { conflicting, notInList, wrongValue } from './problems.js';
import type { ObjectSchema, Value } from './schema.js';
import { httpsCertificatesUri } from './uris.js';

/** The upper bounds of RFC 5280, A.1. */
const name = { type: 'string', minLength: 1, maxLength: 64 } as const;
const longName = { type: 'string', minLength: 1, maxLength: 128 } as const;

const parameters = {
  type: 'object',
  properties: {
    CertificateCollection: {
      type: 'object',
      properties: { '@odata.id': { type: 'string' } },
      required: ['@odata.id'],
    },
    CommonName: name,
    AlternativeNames: {
      type: 'array',
      maxItems: 64,
      // A host name, or what may be an address.
      items: {
        type: 'string',
        maxLength: 253,
        pattern: '^((\\*\\.)?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*|[0-9A-Fa-f:.]+)$',
      },
    },
    Country: { type: 'string', pattern: '^[A-Z]{2}$' },
    State: longName,
    City: longName,
    Organization: name,
    OrganizationalUnit: name,
    ContactPerson: name,
    GivenName: name,
    Surname: name,
    Initials: name,
    Email: { type: 'string', maxLength: 255, pattern: '^[!-~]+@[!-~]+$' },
    UnstructuredName: { type: 'string', minLength: 1, maxLength: 255 },
    ChallengePassword: { type: 'string', minLength: 1, maxLength: 255 },
    KeyPairAlgorithm: { type: 'string', enum: ['TPM_ALG_RSA', 'TPM_ALG_ECDSA'] },
    KeyBitLength: { type: 'integer', minimum: rsaLengths[0], maximum: 4096 },
    KeyCurveId: { type: 'string', enum: curves },
    KeyUsage: { type: 'array', items: { type: 'string', enum: keyUsages }, uniqueItems: true },
  },
  required: ['CertificateCollection', 'CommonName'],
} as const satisfies ObjectSchema;
type Parameters = Value<typeof parameters>;

const place = (parameter: string) => ({ action: 'CertificateService.GenerateCSR', parameter });

/** A length speaks of RSA and a curve of ECDSA, which holds where neither is named. */
const keyOf = ({ KeyPairAlgorithm: algorithm, KeyBitLength: length, KeyCurveId: curve }: Parameters): KeyKind => {
  const rsa = algorithm === undefined ? length !== undefined && curve === undefined : algorithm === 'TPM_ALG_RSA';
  if (rsa && curve !== undefined)
    throw new RedfishError([conflicting(place('KeyCurveId'), curve, 'KeyPairAlgorithm', 'Keys of RSA have no curve.')]);
  if (!rsa && length !== undefined)
    throw new RedfishError([
      conflicting(place('KeyBitLength'), length, 'KeyPairAlgorithm', 'The curve says the length.'),
    ]);
  if (!rsa) return { algorithm: 'EC', curve: curve ?? 'TPM_ECC_NIST_P256' };
  const bits = length === undefined ? rsaLengths[0] : rsaLengths.find((one) => one === length);
  if (bits === undefined)
    throw new RedfishError([notInList(place('KeyBitLength'), length, `It may be ${rsaLengths.join(', ')}.`)]);
  return { algorithm: 'RSA', bits };
};

const requestOf = (sent: Parameters): CertificateRequest => {
  const { AlternativeNames, KeyUsage, ChallengePassword, UnstructuredName, ...subject } = sent;
  return {
    key: keyOf(sent),
    subject,
    alternativeNames: AlternativeNames ?? [],
    keyUsage: KeyUsage ?? [],
    challengePassword: ChallengePassword,
    unstructuredName: UnstructuredName,
  };
};

export const generateCsr = action({
  parameters,
  run: async (host: Host, sent, { machines }) => {
    const uri = sent.CertificateCollection['@odata.id'];
    const known = (await machines()).map(({ id }) => httpsCertificatesUri(id));
    if (!known.includes(uri)) throw new RedfishError([notInList(place('CertificateCollection'), uri)]);
    const made = await host.requestCertificate(requestOf(sent));
    if ('refusal' in made) throw new RedfishError([wrongValue(place(made.about), made.refusal)]);
    return { status: 200, body: { CSRString: made.csr, CertificateCollection: link(uri) } };
  },
});
