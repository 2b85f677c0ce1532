/** Extensions of X.509 certificates, and of requests for them (RFC 5280, 4.2). */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { bits, implicit, octets, oid, sequence, truth } from './der.js';

const extension = (id: string, value: Buffer, critical: boolean): Buffer =>
  sequence(oid(id), ...(critical ? [truth] : []), octets(value));

/** No authority, so that trusting it trusts this one server only. */
export const basicConstraints = (): Buffer => extension('2.5.29.19', sequence(), true);

/** Bits of `KeyUsage`, by the number of each. */
export const keyUsage = (numbers: readonly number[]): Buffer => {
  const last = Math.max(...numbers);
  const bytes = Buffer.alloc((last >> 3) + 1);
  for (const number of numbers) bytes[number >> 3] = (bytes[number >> 3] ?? 0) | (0x80 >> (number & 7));
  return extension('2.5.29.15', bits(bytes, 7 - (last & 7)), true);
};

/** Purposes by their last arc below `id-kp`: 1 is a TLS server. */
export const extendedKeyUsage = (purposes: readonly number[]): Buffer =>
  extension('2.5.29.37', sequence(...purposes.map((purpose) => oid(`1.3.6.1.5.5.7.3.${purpose}`))), false);

/** Host names and addresses. */
export const alternativeNames = (names: readonly string[]): Buffer =>
  extension('2.5.29.17', sequence(...names.map(alternativeName)), false);

/** `GeneralName`: dNSName [2] or iPAddress [7] (RFC 5280 4.2.1.6). */
const alternativeName = (name: string): Buffer =>
  isIP(name) === 0
    ? implicit(2, Buffer.from(name, 'ascii'))
    : implicit(7, Buffer.from(ipaddr.parse(name).toByteArray()));
