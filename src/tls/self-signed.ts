import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { bits, explicit, oid, pem, sequence, set, time, unsigned, utf8 } from './der.js';
import { alternativeNames, basicConstraints, extendedKeyUsage, keyUsage } from './extensions.js';

export interface SelfSigned {
  /** Host names and addresses that it is good for; the first is its common name too. */
  readonly names: readonly string[];
  readonly from: Date;
  readonly days: number;
}

/** Numbers of RFC 5280, 4.2.1.3 and 4.2.1.12. */
const digitalSignature = 0;
const serverAuth = 1;

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/**
 * A server certificate (RFC 5280) for a fresh EC P-256 key, signed by itself, as PEM. Node reads certificates and
 * cannot write them.
 */
export function selfSigned({ names, from, days }: SelfSigned): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(names, from, days, publicKey);
  const der = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  return {
    cert: pem('CERTIFICATE', der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** `TBSCertificate`, RFC 5280 4.1. */
function certificateBody(names: readonly string[], from: Date, days: number, publicKey: KeyObject): Buffer {
  // X.520 has an upper bound of 64 for a common name; the whole name is among the alternative ones.
  const name = sequence(set(sequence(oid('2.5.4.3'), utf8((names[0] ?? 'redfish-emu').slice(0, 64)))));
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40; // positive, and always as long
  return sequence(
    explicit(0, unsigned(Buffer.from([2]))), // version 3
    unsigned(serial),
    ecdsaWithSha256,
    name,
    sequence(time(from), time(new Date(from.getTime() + days * 86_400_000))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(
      3,
      sequence(
        basicConstraints(),
        keyUsage([digitalSignature]),
        extendedKeyUsage([serverAuth]),
        alternativeNames(names),
      ),
    ),
  );
}
