import ipaddr from 'ipaddr.js';
import { addressForms, classify } from './address.js';
import { OutboundError } from './errors.js';

/** Which hosts this service connects to on a client's word, for images and for events: `--image-allow`. */
export interface Policy {
  /** `host` as in a URL (no brackets), `addresses` all that it resolves to. Throws `OutboundError` `host-not-allowed`. */
  check(host: string, addresses: readonly string[]): void;
  /** The operator listed this very name, and so trusts whatever it resolves to. */
  vouchesFor(host: string): boolean;
}

interface Allowed {
  readonly names: ReadonlySet<string>;
  readonly suffixes: readonly string[];
  readonly ranges: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];
}

/** Throws where an entry is neither a host name, a `.suffix`, an address nor a CIDR. */
export function createPolicy(allow: readonly string[], exposed: boolean): Policy {
  const allowed = parseAllow(allow);
  const listedRange = (address: string): boolean =>
    (addressForms(address) ?? []).some((form) =>
      allowed.ranges.some(([base, bits]) => form.kind() === base.kind() && form.match(base, bits)),
    );
  const vouchesFor = (host: string): boolean => allowed.names.has(plainName(host));

  /** Why not, or undefined. One bad address among good ones is enough: the connection might take it. */
  function objection(host: string, address: string): string | undefined {
    const kind = classify(address);
    if (kind === undefined) return 'which is no address';
    if (kind === 'never') return 'which nobody can be reached at';
    if (listedRange(address) || vouchesFor(host)) return undefined;
    if (kind === 'link-local' || kind === 'metadata') return `a ${kind} address, not listed in --image-allow`;
    if (kind === 'loopback' && exposed) return 'a loopback address, not listed in --image-allow';
    const open = allow.length === 0 || allowed.suffixes.some((suffix) => plainName(host).endsWith(suffix));
    return open ? undefined : 'not listed in --image-allow';
  }

  return {
    vouchesFor,
    check(host, addresses) {
      for (const address of addresses) {
        const reason = objection(host, address);
        if (reason === undefined) continue;
        const what = host === address ? host : `${host} (${address})`;
        throw new OutboundError('host-not-allowed', `this service does not connect to ${what}: ${reason}`);
      }
    },
  };
}

/** Lower case, without the root's dot. */
function plainName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

function parseAllow(entries: readonly string[]): Allowed {
  const names = new Set<string>();
  const suffixes: string[] = [];
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = [];
  for (const entry of entries) {
    const range = parseRange(entry);
    if (range !== undefined) ranges.push(range);
    else if (!/^\.?[\p{L}\p{N}_-]+(\.[\p{L}\p{N}_-]+)*\.?$/u.test(entry) || /^[\d.]+$/.test(entry)) {
      throw new Error(`--image-allow: ${entry} is neither a host name, a .suffix, an address nor a CIDR`);
    } else if (entry.startsWith('.')) suffixes.push(`.${canonical(entry.slice(1))}`);
    else names.add(canonical(entry));
  }
  return { names, suffixes, ranges };
}

/** As the URL parser would write it: lower case, IDN in ASCII. */
function canonical(name: string): string {
  return plainName(new URL(`http://${name}/`).hostname);
}

function parseRange(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  const bare = entry.replace(/^\[(.*)\]$/, '$1');
  const [host = '', bits] = bare.split('/', 2);
  const form = addressForms(host)?.[0];
  if (form === undefined || host.includes('%')) return undefined;
  if (bits === undefined) return [form, form.kind() === 'ipv4' ? 32 : 128];
  return ipaddr.isValidCIDR(bare) ? ipaddr.parseCIDR(bare) : undefined;
}
