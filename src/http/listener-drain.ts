import type { RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** The answers on their way, so that the end can wait for them. */
export interface InFlight {
  /** Follows every request that `handler` gets. */
  readonly track: (handler: RequestListener) => RequestListener;
  /** Bytes of an answer have gone out on this connection, and not all of them. */
  readonly midway: (socket: Duplex) => boolean;
  /** From now on every answer ends its connection. Resolves when none is on its way any more. */
  readonly drain: () => Promise<void>;
}

export function createInFlight(): InFlight {
  const responses = new Set<ServerResponse>();
  let drained: (() => void) | undefined;
  const last = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader('Connection', 'close');
  };
  return {
    track: (handler) => (request, response) => {
      responses.add(response);
      if (drained !== undefined) last(response);
      response.once('close', () => {
        responses.delete(response);
        if (responses.size === 0) drained?.();
      });
      handler(request, response);
    },
    midway: (socket) => [...responses].some((response) => response.socket === socket && response.headersSent),
    drain: () =>
      new Promise((resolve) => {
        drained = resolve;
        for (const response of responses) last(response);
        if (responses.size === 0) resolve();
      }),
  };
}
