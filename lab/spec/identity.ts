import { createHash } from 'node:crypto';

/** RFC 9562 6.6: the namespace of names in DNS. */
const dnsNamespace = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');

/** UUID version 5 of a name in DNS (RFC 9562 5.5). */
export const uuidOf = (name: string): string => {
  const bytes = createHash('sha1').update(dnsNamespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

/** A locally administered MAC address of a name: QEMU's first two bytes, and four of the name's hash. */
export const macOf = (name: string): string => {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return ['52', '54', ...(hash.match(/../g) ?? [])].join(':');
};
