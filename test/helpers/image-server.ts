import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { KeyPair } from './certificate.js';

/** What can go wrong between a BMC and the server that has its image. */
export type Fault =
  | { readonly kind: 'status'; readonly status: number }
  /** Headers and the first bytes come, and then nothing more. */
  | { readonly kind: 'stall' }
  /** The connection ends in the middle of the body. */
  | { readonly kind: 'truncate' }
  | { readonly kind: 'redirect-loop' }
  /** Each 64 KiB wait this many milliseconds. */
  | { readonly kind: 'slow'; readonly delay: number };

export interface ImageServer {
  readonly port: number;
  /** The URL of an image, by the name under which it was added. */
  url(name: string): string;
  /** Serves this file, or these bytes. */
  add(name: string, content: string | Buffer): string;
  /** From now on requests for this name fail so; undefined: they work again. */
  fail(name: string, fault: Fault | undefined): void;
  /** Requests so far for this name, by method. */
  requests(name: string, method?: string): number;
  /** Bytes of bodies sent so far for this name. */
  sent(name: string): number;
  /** Only requests with these credentials are answered. */
  readonly credentials: { user: string; password: string } | undefined;
  close(): Promise<void>;
}

export interface ImageServerOptions {
  readonly tls?: KeyPair;
  readonly credentials?: { readonly user: string; readonly password: string };
}

interface Entry {
  readonly content: string | Buffer;
  /** Another for every `add`. */
  readonly etag: string;
  readonly seen: Map<string, number>;
  fault: Fault | undefined;
  sent: number;
}

const range = (header: string | undefined, size: number): { start: number; end: number } | undefined => {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null) return undefined;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  return { start, end: match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1) };
};

async function* bytes(entry: Entry, start: number, end: number): AsyncGenerator<Buffer> {
  if (typeof entry.content === 'string') yield* createReadStream(entry.content, { start, end });
  else if (start <= end) yield entry.content.subarray(start, end + 1);
}

async function* counted(entry: Entry, source: AsyncIterable<Buffer>, response: ServerResponse): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; at += 65536) {
      const part = chunk.subarray(at, at + 65536);
      const { fault } = entry;
      entry.sent += part.length;
      if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.delay));
      yield part;
      if (fault?.kind === 'truncate') {
        response.destroy();
        return;
      }
      if (fault?.kind === 'stall') await once(response, 'close');
    }
  }
}

const answer = async (entry: Entry, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { fault, content } = entry;
  if (fault?.kind === 'status') {
    response.writeHead(fault.status).end();
    return;
  }
  if (fault?.kind === 'redirect-loop') {
    response.writeHead(302, { Location: request.url ?? '/' }).end();
    return;
  }
  const size = typeof content === 'string' ? (await stat(content)).size : content.length;
  const part = range(request.headers.range, size);
  const { start, end } = part ?? { start: 0, end: size - 1 };
  const headers = { 'Content-Length': end - start + 1, 'Accept-Ranges': 'bytes', ETag: entry.etag };
  if (part === undefined) response.writeHead(200, headers);
  else response.writeHead(206, { ...headers, 'Content-Range': `bytes ${start}-${end}/${size}` });
  if (request.method === 'HEAD') response.end();
  else await pipeline(counted(entry, bytes(entry, start, end), response), response);
};

/** An HTTP(S) server of images on a free loopback port, which counts requests and fails when told to. */
export const startImageServer = async (options: ImageServerOptions = {}): Promise<ImageServer> => {
  const entries = new Map<string, Entry>();
  const sockets = new Set<Socket>();
  let added = 0;
  const { credentials, tls } = options;
  const expected =
    credentials && `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64')}`;

  const listener: RequestListener = (request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const entry = entries.get(name);
    if (entry === undefined) {
      response.writeHead(404).end();
      return;
    }
    const method = request.method ?? '';
    entry.seen.set(method, (entry.seen.get(method) ?? 0) + 1);
    if (expected !== undefined && request.headers.authorization !== expected) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="images"' }).end();
      return;
    }
    answer(entry, request, response).catch(() => {
      // The client left in the middle: what it makes of that is the test's subject, not ours.
      response.destroy();
    });
  };

  const server =
    tls === undefined ? createServer(listener) : createTlsServer({ key: tls.key, cert: tls.cert }, listener);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  const entryOf = (name: string): Entry => {
    const entry = entries.get(name);
    if (entry === undefined) throw new Error(`no image ${name} was added`);
    return entry;
  };
  const url = (name: string): string => `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}/${name}`;

  return {
    port,
    url,
    add: (name, content) => {
      added += 1;
      entries.set(name, { content, etag: `"${added}"`, seen: new Map(), fault: undefined, sent: 0 });
      return url(name);
    },
    fail: (name, fault) => {
      entryOf(name).fault = fault;
    },
    requests: (name, method) => {
      const { seen } = entryOf(name);
      return method === undefined ? [...seen.values()].reduce((a, b) => a + b, 0) : (seen.get(method) ?? 0);
    },
    sent: (name) => entryOf(name).sent,
    credentials,
    close: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
};
