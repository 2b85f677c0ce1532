import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { bits, explicit, implicit, octets, oid, sequence, set, time, truth, unsigned, utf8 } from './der.js';

export interface SelfSigned {
  /** Host names and addresses that it is good for; the first is its common name too. */
  readonly names: readonly string[];
  readonly from: Date;
  readonly days: number;
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));

/**
 * A server certificate (RFC 5280) for a fresh EC P-256 key, signed by itself, as PEM. Node reads certificates and
 * cannot write them.
 */
export function selfSigned({ names, from, days }: SelfSigned): { readonly cert: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const body = certificateBody(names, from, days, publicKey);
  const der = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
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
    explicit(3, sequence(...extensions(names))),
  );
}

function extensions(names: readonly string[]): Buffer[] {
  const extension = (id: string, value: Buffer, critical: boolean) =>
    sequence(oid(id), ...(critical ? [truth] : []), octets(value));
  return [
    // Basic constraints: no authority, so that trusting it trusts this one server only.
    extension('2.5.29.19', sequence(), true),
    // Key usage: digitalSignature alone.
    extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
    // Extended key usage: serverAuth.
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1')), false),
    extension('2.5.29.17', sequence(...names.map(alternativeName)), false),
  ];
}

/** `GeneralName`: dNSName [2] or iPAddress [7] (RFC 5280 4.2.1.6). */
function alternativeName(name: string): Buffer {
  return isIP(name) === 0
    ? implicit(2, Buffer.from(name, 'ascii'))
    : implicit(7, Buffer.from(ipaddr.parse(name).toByteArray()));
}
