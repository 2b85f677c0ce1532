/** IP addresses as numbers: what the planner compares. Parsing and writing are ipaddr.js's. */
import ipaddr from 'ipaddr.js';

export type Family = 4 | 6;

/** Addresses from `first` to `last`, both included. */
export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/** A network in CIDR notation. */
export interface Cidr extends Range {
  readonly prefix: number;
  /** In its shortest form: `192.168.135.0/24`. */
  readonly text: string;
}

const widths = { 4: 32, 6: 128 } as const;

const numberOf = (bytes: readonly number[]): bigint =>
  bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);

/** Undefined: no address. Forms that browsers guess at (`10.1`, `0x7f.1`) are none. */
export const parseAddress = (text: string): { readonly family: Family; readonly value: bigint } | undefined => {
  if (!ipaddr.IPv6.isValid(text) && !ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  const parsed = ipaddr.parse(text);
  return { family: parsed.kind() === 'ipv4' ? 4 : 6, value: numberOf(parsed.toByteArray()) };
};

export const writeAddress = (family: Family, value: bigint): string => {
  const bytes = Array.from({ length: widths[family] / 8 }, (_, at) =>
    Number((value >> BigInt(widths[family] - 8 * (at + 1))) & 0xffn),
  );
  return ipaddr.fromByteArray(bytes).toString();
};

/** Undefined: no network, or an address within one (`192.168.135.1/24`). */
export const parseCidr = (text: string): Cidr | undefined => {
  const [base = '', length = ''] = text.split('/');
  const address = parseAddress(base);
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) : Number.NaN;
  if (address === undefined || !(prefix <= widths[address.family])) return undefined;
  const { family, value } = address;
  const size = 1n << BigInt(widths[family] - prefix);
  if (value % size !== 0n) return undefined;
  return { family, prefix, first: value, last: value + size - 1n, text: `${writeAddress(family, value)}/${prefix}` };
};

/** The network that an address is in, with its prefix or alone. Undefined: no address. */
export const networkOf = (text: string): Cidr | undefined => {
  const [base = '', length] = text.split('/');
  const address = parseAddress(base);
  if (address === undefined) return undefined;
  const width = widths[address.family];
  const prefix = Number(length ?? width);
  if (!(prefix <= width)) return undefined;
  const rest = BigInt(width - prefix);
  return parseCidr(`${writeAddress(address.family, (address.value >> rest) << rest)}/${prefix}`);
};

export const contains = (range: Range, address: { readonly family: Family; readonly value: bigint }): boolean =>
  range.family === address.family && range.first <= address.value && address.value <= range.last;

export const overlap = (one: Range, other: Range): boolean =>
  one.family === other.family && one.first <= other.last && other.first <= one.last;

/** Whether all of `inner` is in `outer`. */
export const within = (inner: Range, outer: Range): boolean =>
  inner.family === outer.family && outer.first <= inner.first && inner.last <= outer.last;

/** `192.168.135.100-192.168.135.149`, or one address. */
export const writeRange = ({ family, first, last }: Range): string =>
  first === last ? writeAddress(family, first) : `${writeAddress(family, first)}-${writeAddress(family, last)}`;

/** Bits that a short address leaves to its network. */
const shortened = (
  text: string,
): { readonly family: Family; readonly bits: number; readonly value: bigint } | undefined => {
  const four = /^(?:\.\d{1,3}){1,3}$/.exec(text);
  if (four) {
    const bytes = text.slice(1).split('.').map(Number);
    return bytes.some((byte) => byte > 255) ? undefined : { family: 4, bits: 8 * bytes.length, value: numberOf(bytes) };
  }
  if (!text.startsWith('::')) return undefined;
  const six = parseAddress(text);
  return six?.family === 6 && six.value < 1n << 64n ? { family: 6, bits: 64, value: six.value } : undefined;
};

/** `.20` or `::20` in the network, or an address as it is. Undefined: neither, or not one of its family. */
export const addressIn = (text: string, network: Cidr): bigint | undefined => {
  const short = shortened(text);
  if (short?.family === network.family)
    return ((network.first >> BigInt(short.bits)) << BigInt(short.bits)) + short.value;
  const whole = parseAddress(text);
  return whole?.family === network.family ? whole.value : undefined;
};

/** `.100-.149` in the network. Undefined: no range of its family, or one that ends before it begins. */
export const rangeIn = (text: string, network: Cidr): Range | undefined => {
  const [from = '', to = from] = text.split('-').map((part) => part.trim());
  const first = addressIn(from, network);
  const last = addressIn(to, network);
  if (first === undefined || last === undefined || last < first) return undefined;
  return { family: network.family, first, last };
};
