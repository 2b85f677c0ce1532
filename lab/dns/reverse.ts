import { parseAddress } from '../spec/addresses.js';
import { familyOf } from './records.js';

/** Labels of an address as `in-addr.arpa` and `ip6.arpa` have them, the last part first (RFC 1035 3.5, RFC 3596 2.5). */
export const reverseLabels = (address: string): readonly string[] => {
  const { family, value } = parseAddress(address) ?? { family: 4, value: 0n };
  const [count, bits] = family === 4 ? [4, 8n] : [32, 4n];
  return Array.from({ length: count }, (_, at) =>
    ((value >> (BigInt(at) * bits)) & ((1n << bits) - 1n)).toString(family === 4 ? 10 : 16),
  );
};

/** `163.135.168.192.in-addr.arpa`: the name that an address is asked for by. */
export const reverseName = (address: string): string =>
  [...reverseLabels(address), familyOf(address) === 4 ? 'in-addr' : 'ip6', 'arpa'].join('.');
