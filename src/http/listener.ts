/**
 * One TCP port for https and plain http: the first byte of a connection tells which. See
 * docs/decisions/0011-one-port.md.
 */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { createServer as createTlsServer, TLSSocket } from 'node:tls';
import { bind } from './listener-bind.js';
import { createInFlight } from './listener-drain.js';
import { refuse, statusOf } from './listener-errors.js';
import { defaultLimits, type ListenerOptions, type TlsMaterial } from './listener-options.js';
import { redirectToTls } from './listener-redirect.js';
import { sniff } from './listener-sniff.js';

export interface Listener {
  /** Resolves when the port is bound; waits for an address that is not there yet. Throws `BindError`. */
  listen(): Promise<AddressInfo>;
  /** For connections from now on. Throws, and keeps the old one, where OpenSSL does not take it. */
  setTls(tls: TlsMaterial): void;
  /** Accepts no more, lets requests finish for `grace` milliseconds, and ends what is left. */
  close(grace: number): Promise<void>;
}

/** How long a client gets to read the last bytes and hang up, once no request is in progress. Milliseconds. */
const goodbye = 500;

export function createListener(options: ListenerOptions): Listener {
  const { handler, plain, log } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const sockets = new Set<Socket>();
  const inFlight = createInFlight();
  const stop = new AbortController();

  const guarded: RequestListener = (request, response) =>
    plain === 'serve' || request.socket instanceof TLSSocket
      ? handler(request, response)
      : redirectToTls(request, response);
  const http = createHttpServer(
    {
      maxHeaderSize: limits.headerSize,
      headersTimeout: limits.headers,
      requestTimeout: limits.request,
      keepAliveTimeout: limits.keepAlive,
      connectionsCheckingInterval: limits.check,
    },
    inFlight.track(guarded),
  );
  http.on('clientError', (error, socket) => {
    const status = statusOf(error);
    log.debug({ error: error.message, status }, 'not a request');
    if (status === undefined || !socket.writable || inFlight.midway(socket)) socket.destroy();
    else refuse(socket, status);
  });
  // A proxy's method: nobody's here (RFC 9110 9.3.6).
  http.on('connect', (_request, socket) => refuse(socket, 501));
  // This server never listens itself, and starts to look at its time-outs only on this event.
  http.emit('listening');

  const tls = createTlsServer({
    ...options.tls,
    minVersion: 'TLSv1.2',
    handshakeTimeout: limits.handshake,
    ALPNProtocols: ['http/1.1'],
  });
  tls.on('secureConnection', (socket) => http.emit('connection', socket));
  tls.on('tlsClientError', (error, socket) => {
    log.debug({ error: error.message }, 'TLS handshake failed');
    socket.destroy();
  });

  // Half-open is HTTP's own affair: a client may end its side with the request and still read the answer's beginning.
  const tcp = createTcpServer({ allowHalfOpen: true, keepAlive: true, keepAliveInitialDelay: 60_000, noDelay: true });
  tcp.maxConnections = limits.connections;
  tcp.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', (error) => log.debug({ error: error.message }, 'connection failed'));
    sniff(socket, limits.firstByte, (protocol) => (protocol === 'tls' ? tls : http).emit('connection', socket));
  });
  tcp.on('drop', (about) =>
    log.warn({ client: about?.remoteAddress, limit: limits.connections }, 'too many connections'),
  );

  return {
    listen: () => bind(tcp, options, log, stop.signal),
    setTls: (material) => tls.setSecureContext({ ...material, minVersion: 'TLSv1.2' }),
    async close(grace) {
      stop.abort();
      const closed = tcp.listening ? once(tcp, 'close') : Promise.resolve();
      tcp.close();
      http.close(); // also ends its idle connections and its timer
      await within(grace, inFlight.drain());
      inFlight.giveUp();
      http.closeIdleConnections();
      await within(goodbye, closed);
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, late]);
  clearTimeout(timer);
}
