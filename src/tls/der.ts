/** The little of DER (ITU-T X.690) that a certificate needs; writing only. */

const tlv = (tag: number, content: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag]), length(content.length), content]);

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.from([count]);
  const digits = Buffer.from(evenHex(count.toString(16)), 'hex');
  return Buffer.concat([Buffer.from([0x80 | digits.length]), digits]);
}

const evenHex = (hex: string) => (hex.length % 2 === 0 ? hex : `0${hex}`);

export const sequence = (...parts: readonly Uint8Array[]): Buffer => tlv(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Uint8Array[]): Buffer => tlv(0x31, Buffer.concat(parts));
export const octets = (content: Uint8Array): Buffer => tlv(0x04, content);
export const utf8 = (text: string): Buffer => tlv(0x0c, Buffer.from(text));
/** PrintableString: letters, digits and a few signs. */
export const printable = (text: string): Buffer => tlv(0x13, Buffer.from(text, 'ascii'));
export const ia5 = (text: string): Buffer => tlv(0x16, Buffer.from(text, 'ascii'));
export const nothing: Buffer = tlv(0x05, Buffer.alloc(0));
export const truth: Buffer = tlv(0x01, Buffer.from([0xff]));
/** `unused` bits at the end do not count. */
export const bits = (content: Uint8Array, unused = 0): Buffer =>
  tlv(0x03, Buffer.concat([Buffer.from([unused]), content]));
/** Not negative; the magnitude, most significant byte first. */
export const unsigned = (bytes: Uint8Array): Buffer =>
  tlv(0x02, (bytes[0] ?? 0) < 0x80 && bytes.length > 0 ? bytes : Buffer.concat([Buffer.from([0]), bytes]));
/** `[tag]`, explicit around one value. */
export const explicit = (tag: number, content: Uint8Array): Buffer => tlv(0xa0 | tag, content);
/** `[tag]`, implicit in place of a primitive type's own. */
export const implicit = (tag: number, content: Uint8Array): Buffer => tlv(0x80 | tag, content);

/** `2.5.4.3` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Buffer.from(bytes));
}

/** UTCTime until 2049, GeneralizedTime from then on (RFC 5280 4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
  return date.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

/** The text form (RFC 7468). */
export const pem = (label: string, der: Buffer): string => {
  const lines = der.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
};
