import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** What an address is to a service that fetches what strangers name. */
export type AddressKind = 'never' | 'link-local' | 'metadata' | 'loopback' | 'ordinary';

/** Strictest first: an address that carries another inside is as bad as the worse of the two. */
const order: readonly AddressKind[] = ['never', 'link-local', 'metadata', 'loopback', 'ordinary'];

/** Instance metadata and platform agents of clouds, outside 169.254.0.0/16. */
const metadata = ['fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16'].map((text) => ipaddr.parse(text));

/** Prefixes whose last 32 bits are an IPv4 address: NAT64 (RFC 6052, RFC 8215) and IPv4-compatible (RFC 4291 2.5.5.1). */
const carriers = ['64:ff9b::/96', '64:ff9b:1::/48', '::/96'].map((text) => ipaddr.IPv6.parseCIDR(text));

/**
 * The address and what it carries inside, outermost first; undefined where it is none. IPv4-mapped IPv6 (`::ffff:a.b.c.d`)
 * is IPv4 to the kernel and so to us; a zone id is not part of the address.
 */
export function addressForms(text: string): readonly Address[] | undefined {
  const bare = text.replace(/%.*$/, '');
  const valid = bare.includes(':') ? ipaddr.IPv6.isValid(bare) : ipaddr.IPv4.isValidFourPartDecimal(bare);
  if (!valid) return undefined;
  const address = ipaddr.process(bare);
  if (address instanceof ipaddr.IPv4) return [address];
  const bytes = address.toByteArray();
  if (address.range() === '6to4') return [address, new ipaddr.IPv4(bytes.slice(2, 6))];
  const plain = ['::', '::1'].some((own) => ipaddr.parse(own).toNormalizedString() === address.toNormalizedString());
  if (plain || !carriers.some((prefix) => address.match(prefix))) return [address];
  return [address, new ipaddr.IPv4(bytes.slice(12))];
}

/** An IP literal or an answer of the resolver; undefined where `text` is neither. */
export function classify(text: string): AddressKind | undefined {
  const kinds = addressForms(text)?.map(kindOf);
  return kinds && order.find((kind) => kinds.includes(kind));
}

function kindOf(address: Address): AddressKind {
  if (metadata.some((known) => known.toNormalizedString() === address.toNormalizedString())) return 'metadata';
  switch (address.range()) {
    case 'unspecified':
    case 'broadcast':
    case 'multicast':
      return 'never';
    case 'linkLocal':
      return 'link-local';
    case 'loopback':
      return 'loopback';
    default:
      return 'ordinary';
  }
}
