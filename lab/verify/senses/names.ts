import { Resolver } from 'node:dns/promises';
import { reverseName } from '../../dns/reverse.js';

/** `no data`: the name is there, without such a record (NOERROR). `no such name`: NXDOMAIN. */
export interface DnsAnswer {
  readonly status: 'answer' | 'no data' | 'no such name' | 'no answer' | 'refused' | 'failed';
  /** Sorted. */
  readonly values: readonly string[];
  readonly milliseconds: number;
}

export interface Names {
  readonly addresses: (name: string, family: 4 | 6) => Promise<DnsAnswer>;
  readonly reverse: (address: string) => Promise<DnsAnswer>;
  /** Name servers of a domain; of `.` those that every resolver knows. */
  readonly servers: (domain: string) => Promise<DnsAnswer>;
}

/** Codes of c-ares (https://nodejs.org/api/dns.html#error-codes). */
const statuses: Readonly<Record<string, DnsAnswer['status']>> = {
  ENODATA: 'no data',
  ENOTFOUND: 'no such name',
  EREFUSED: 'refused',
  ETIMEOUT: 'no answer',
  ECONNREFUSED: 'no answer',
  ECANCELLED: 'no answer',
};

/** Asks over UDP, twice if nothing comes within 1.5 s. */
export const names = (server: string, signal: AbortSignal): Names => {
  const resolver = new Resolver({ timeout: 1500, tries: 2 });
  resolver.setServers([server.includes(':') ? `[${server}]` : server]);
  signal.addEventListener('abort', () => resolver.cancel(), { once: true });
  const ask = async (question: () => Promise<readonly string[]>): Promise<DnsAnswer> => {
    const begun = performance.now();
    const ended = () => Math.round(performance.now() - begun);
    try {
      const values = (await question()).toSorted();
      return { status: 'answer', values, milliseconds: ended() };
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      return { status: statuses[code] ?? 'failed', values: [], milliseconds: ended() };
    }
  };
  return {
    addresses: (name, family) => ask(() => (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name))),
    // `reverse` of a resolver would look into /etc/hosts first.
    reverse: (address) => ask(() => resolver.resolvePtr(reverseName(address))),
    servers: (domain) => ask(() => resolver.resolveNs(domain)),
  };
};
