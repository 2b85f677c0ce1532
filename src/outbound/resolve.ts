import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { OutboundError } from './errors.js';
import type { Policy } from './policy.js';
import { nameError } from './wire-errors.js';

/** All addresses of a name, in the order in which to try them. Rejects like `dns.lookup`. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const systemResolve: Resolve = async (host) => {
  const found = await lookup(host, { all: true, verbatim: true });
  return found.map(({ address }) => address);
};

/**
 * The addresses of a host that may be connected to: resolved once, and all of them checked. Waits for `connect`
 * milliseconds at most: a resolver cannot be cancelled, but need not be waited for. Throws `OutboundError`.
 */
export async function checkedAddresses(
  host: string,
  by: { readonly policy: Policy; readonly resolve: Resolve; readonly connect: number; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const addresses = isIP(host) ? [host] : await resolveName(host, by);
  by.policy.check(host, addresses);
  return addresses;
}

async function resolveName(
  host: string,
  { resolve, connect, signal }: { readonly resolve: Resolve; readonly connect: number; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(connect)]);
  const gaveUp = new Promise<never>((_, reject) => {
    const give = (): void => {
      const late = new OutboundError('timeout', `the host name ${host} was not resolved in time`);
      reject(signal.aborted ? givenUp(signal.reason) : late);
    };
    if (limit.aborted) give();
    else limit.addEventListener('abort', give, { once: true });
  });
  const found = resolve(host).catch((cause: unknown) => {
    throw nameError(cause, host);
  });
  const addresses = await Promise.race([found, gaveUp]);
  if (addresses.length === 0) throw new OutboundError('unreachable', `the host name ${host} has no address`);
  return addresses;
}

export const givenUp = (cause?: unknown): OutboundError =>
  new OutboundError('cancelled', 'the request was given up', { cause });
