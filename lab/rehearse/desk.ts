/** Where machines report while they are rehearsed, and are told what to do next. It hands out their images, too. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { basename } from 'node:path';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { urlHost } from '../manifests/node.js';
import { type Arrival, readArrival } from './arrival.js';

export interface Visitor {
  /** The next time that the machine comes. Rejects when the signal aborts. */
  arrival(signal: AbortSignal): Promise<Arrival>;
  /** Has the machine run a script; gives what that printed. Rejects when the signal aborts, or the machine comes anew. */
  run(script: string, signal: AbortSignal): Promise<string>;
  /** Has it run a script, and expects no answer: it goes. Rejects when the signal aborts. */
  dismiss(script: string, signal: AbortSignal): Promise<void>;
  /** Hands over those who have come to a port of the machine itself, and whom it brings here (`relay`). */
  onCaller(take: (port: number, caller: Duplex) => void): void;
}

export interface Desk {
  /** Of an image, for who reaches this address. */
  imageUrl(address: string, name: string): string;
  /** What a machine's reports begin with. */
  url(address: string): string;
  visitor(mac: string): Visitor;
  close(): Promise<void>;
}

const enough = 64 * 1024;

/** One thing that is waited for at a time, whoever comes first. */
const exchange = <T>() => {
  let waiting: { readonly give: (value: T) => void; readonly refuse: (error: Error) => void } | undefined;
  let kept: { readonly value: T } | undefined;
  return {
    give: (value: T): void => {
      if (waiting === undefined) kept = { value };
      else waiting.give(value);
    },
    refuse: (error: Error): void => waiting?.refuse(error),
    forget: (): void => {
      kept = undefined;
    },
    take: (signal: AbortSignal): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        const settle = (deed: () => void): void => {
          waiting = undefined;
          signal.removeEventListener('abort', stop);
          deed();
        };
        const stop = (): void => settle(() => reject(signal.reason));
        if (signal.aborted) return reject(signal.reason);
        if (kept !== undefined) {
          const { value } = kept;
          kept = undefined;
          return resolve(value);
        }
        waiting = {
          give: (value) => settle(() => resolve(value)),
          refuse: (error) => settle(() => reject(error)),
        };
        signal.addEventListener('abort', stop, { once: true });
      }),
  };
};

interface Seat extends Visitor {
  arrived(body: string, response: ServerResponse): void;
  did(number: number, body: string, response: ServerResponse): void;
  called(port: number, caller: Duplex): void;
  /** Whoever still waits for an order is let go. */
  close(): void;
}

const seat = (): Seat => {
  const arrivals = exchange<Arrival>();
  const answers = exchange<string>();
  /** The machine that waits for its next order. */
  const turns = exchange<ServerResponse>();
  let last: ServerResponse | undefined;
  let done = 0;
  let take = (_port: number, caller: Duplex): void => void caller.destroy();
  const wait = (response: ServerResponse): void => {
    last?.destroy();
    last = response;
    turns.forget();
    turns.give(response);
  };
  const order = async (script: string, signal: AbortSignal): Promise<void> => {
    const response = await turns.take(signal);
    // Of a question that nobody waits for any more.
    answers.forget();
    response.end(`${script}\n`);
  };
  return {
    arrival: (signal) => arrivals.take(signal),
    run: async (script, signal) => {
      await order(script, signal);
      return answers.take(signal);
    },
    dismiss: async (script, signal) => {
      arrivals.forget();
      await order(script, signal);
    },
    onCaller: (given) => {
      take = given;
    },
    called: (port, caller) => take(port, caller),
    arrived: (body, response) => {
      done = 0;
      answers.refuse(new Error('the machine has started anew'));
      wait(response);
      arrivals.give(readArrival(body));
    },
    did: (number, body, response) => {
      wait(response);
      // It repeats itself where the connection was lost.
      if (number <= done) return;
      done = number;
      answers.give(body);
    },
    close: () => last?.destroy(),
  };
};

const sendImage = async (path: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const { size } = await stat(path);
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': size });
  if (request.method === 'HEAD') return void response.end();
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
};

const listen = async (server: Server, address: string, port: number): Promise<void> => {
  server.listen(port, address);
  await once(server, 'listening');
};

/** @param images their paths; they may be made later than this. Rejects where an address or the port is taken. */
export const openDesk = async (
  addresses: readonly string[],
  port: number,
  images: readonly string[],
): Promise<Desk> => {
  const seats = new Map<string, Seat>();
  const seatOf = (mac: string): Seat => {
    const found = seats.get(mac.toLowerCase()) ?? seat();
    seats.set(mac.toLowerCase(), found);
    return found;
  };
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.on('error', () => {});
    const { pathname } = new URL(request.url ?? '/', 'http://desk');
    const image = images.find((path) => pathname === `/${basename(path)}`);
    if (image !== undefined && ['GET', 'HEAD'].includes(request.method ?? ''))
      return sendImage(image, request, response);
    const [, what, mac = '', number] =
      /^\/guest\/(arrived|did)\/((?:[0-9a-f]{2}:){5}[0-9a-f]{2})(?:\/(\d+))?$/.exec(pathname) ?? [];
    const known = seats.get(mac);
    // Without a length there would be no end to it.
    const length = Number(request.headers['content-length'] ?? Number.POSITIVE_INFINITY);
    if (request.method !== 'POST' || known === undefined || length > enough) {
      response.writeHead(404);
      return void response.end();
    }
    const body = await text(request);
    if (what === 'arrived') known.arrived(body, response);
    else known.did(Number(number), body, response);
  };
  const callers = new Set<Duplex>();
  /** `CONNECT 52-54-00-aa-04-00:6443`, and from then on what the caller says. */
  const handOver = ({ url = '' }: IncomingMessage, caller: Duplex, head: Buffer): void => {
    const [, mac = '', port] = /^((?:[0-9a-f]{2}-){5}[0-9a-f]{2}):(\d+)$/.exec(url) ?? [];
    const known = seats.get(mac.replaceAll('-', ':'));
    callers.add(caller);
    caller.on('error', () => {}).on('close', () => callers.delete(caller));
    if (known === undefined) return void caller.end('HTTP/1.1 404 Not Found\r\n\r\n');
    caller.write('HTTP/1.1 200 OK\r\n\r\n');
    caller.unshift(head);
    known.called(Number(port), caller);
  };
  const servers = addresses.map(() =>
    createServer((request, response) => void handle(request, response).catch(() => response.destroy())).on(
      'connect',
      handOver,
    ),
  );
  const close = async (): Promise<void> => {
    for (const one of seats.values()) one.close();
    for (const one of callers) one.destroy();
    await Promise.all(
      servers.map(async (server) => {
        server.closeAllConnections();
        if (server.listening) await new Promise((closed) => server.close(closed));
      }),
    );
  };
  try {
    for (const [index, server] of servers.entries()) {
      // An order may be long in coming.
      server.requestTimeout = 0;
      await listen(server, addresses[index] ?? '', port);
    }
  } catch (error) {
    await close();
    throw error;
  }
  const base = (address: string): string => `http://${urlHost(address)}:${port}`;
  return {
    imageUrl: (address, name) => `${base(address)}/${name}`,
    url: (address) => `${base(address)}/guest`,
    visitor: seatOf,
    close,
  };
};
