import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ListenerLog } from './listener-options.js';

/** The address is not up yet: an interface or a name that comes later. */
const later = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'ENETDOWN', 'ENETUNREACH']);

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** Why no listening is possible, in words for the operator. */
export class BindError extends Error {
  override readonly name = 'BindError';
}

/**
 * Binds, and waits for the address where it is not there yet: it says so once and tries every second. Throws
 * `BindError` where waiting would not help, and the reason of `signal` when that fires.
 */
export async function bind(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  log: ListenerLog,
  signal: AbortSignal,
): Promise<AddressInfo> {
  // Callers hand over more than the address, their key for one, which must not get into the log.
  const address = { host, port };
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      const listening = once(server, 'listening', { signal });
      server.listen({ ...address, backlog: 1024 });
      await listening;
      const bound = server.address();
      if (bound === null || typeof bound === 'string') throw new BindError('not a TCP address');
      return bound;
    } catch (error) {
      const code = codeOf(error);
      if (signal.aborted || code === undefined || !later.has(code)) throw explained(error, code, address);
      const waiting = `${address.host} is no address of this host yet (${code}): trying again every second`;
      if (attempt === 1) log.warn({ ...address, code }, waiting);
      await sleep(1000, undefined, { signal });
    }
  }
}

function explained(cause: unknown, code: string | undefined, { host, port }: { host: string; port: number }): unknown {
  if (code === 'EADDRINUSE') {
    return new BindError(`port ${port} of ${host} is in use by another program; choose another with --port`, { cause });
  }
  if (code === 'EACCES') return new BindError(`no permission to listen on port ${port} of ${host}`, { cause });
  return cause;
}
