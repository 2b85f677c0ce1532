import type { ServerResponse } from 'node:http';
import { redfishError } from '../redfish/errors.js';
import type { OpenStreamTo, StreamWanted } from '../redfish/resource.js';
import { common } from './reply.js';

/** Milliseconds between two comments: what is open and silent looks closed to proxies and clients. */
const keepAlive = 1500;

/** Bytes that may wait for a client that does not read; then its stream ends, and it comes back with `Last-Event-ID`. */
const mostWaiting = 4 * 2 ** 20;

export const eventStreamType = 'text/event-stream';

/** Of the query a stream takes `$filter` alone. Throws 501 for the others that begin with `$`. */
export const wantedOf = (search: string, lastId: string | string[] | undefined): StreamWanted => {
  const query = new URLSearchParams(search);
  for (const name of query.keys())
    if (name.startsWith('$') && name !== '$filter') throw redfishError('QueryNotSupported', []);
  const filter = query.get('$filter');
  return { ...(filter !== null && { filter }), ...(typeof lastId === 'string' && { lastId }) };
};

/** Sends events as they come (DSP0266, "Server-sent events"; WHATWG HTML 9.2.6) until either side ends it. */
export const streamEvents = (
  response: ServerResponse,
  open: OpenStreamTo,
  headers: Readonly<Record<string, string>>,
): void => {
  response.writeHead(200, {
    ...common,
    ...headers,
    'Content-Type': `${eventStreamType}; charset=utf-8`,
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const write = (text: string): void => {
    if (response.writableEnded) return;
    if (response.writableLength > mostWaiting) response.end();
    else response.write(text);
  };
  const timer = setInterval(() => write(':\n\n'), keepAlive);
  const stream = open({
    send: (id, payload) => write(`id: ${id}\ndata: ${payload}\n\n`),
    end: () => void response.end(),
  });
  response.once('close', () => {
    clearInterval(timer);
    stream.close();
  });
};
