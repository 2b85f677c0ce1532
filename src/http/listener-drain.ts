import type { RequestListener, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { redfishError, renderError } from '../redfish/errors.js';

/** The answers on their way, so that the end can wait for them. */
export interface InFlight {
  /** Follows every request that `handler` gets. */
  readonly track: (handler: RequestListener) => RequestListener;
  /** Bytes of an answer have gone out on this connection, and not all of them. */
  readonly midway: (socket: Duplex) => boolean;
  /** From now on every answer ends its connection. Resolves when none is on its way any more. */
  readonly drain: () => Promise<void>;
  /** Answers 503 where nothing has been answered yet. */
  readonly giveUp: () => void;
}

/** Seconds after which a client should ask again: a service that is restarted is back by then. */
const later = '5';

/** The request may have had an effect, or have one yet: the client has to look. */
function answerUnfinished(response: ServerResponse): void {
  const detail = 'The service ends, and the request is not finished: what becomes of it is not known.';
  const body = JSON.stringify(renderError(redfishError('ServiceTemporarilyUnavailable', [later], { detail })));
  response.writeHead(503, {
    Connection: 'close',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Retry-After': later,
    'OData-Version': '4.0',
    'Cache-Control': 'no-cache',
  });
  response.end(body);
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
    giveUp: () => {
      for (const response of responses) if (!response.headersSent) answerUnfinished(response);
    },
  };
}
