import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { type CachingLibrary, createMediaLibrary } from '../../src/media/library.js';
import type { MediaLibraryOptions } from '../../src/media/options.js';
import { MediaError } from '../../src/media/types.js';
import type { KeyPair } from '../helpers/certificate.js';
import { remove, temporaryDirectory } from '../helpers/temporary.js';

export interface RawServer {
  readonly origin: string;
  readonly port: number;
  /** In order of arrival. */
  readonly requests: IncomingMessage[];
  close(): Promise<void>;
}

/** A server that does whatever `listener` does, on a free port of loopback. */
export async function serve(listener: RequestListener, tls?: KeyPair): Promise<RawServer> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const counted: RequestListener = (request, response) => {
    requests.push(request);
    listener(request, response);
  };
  const server = tls === undefined ? createServer(counted) : createTlsServer({ ...tls }, counted);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    requests,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

export interface Bench {
  readonly dir: string;
  readonly library: CachingLibrary;
  readonly logged: string[];
  /** Digests in drives. */
  readonly drives: Set<string>;
  /** Names under `sha256/` and `partial/`. */
  files(): Promise<{ readonly images: string[]; readonly partial: string[] }>;
  close(): Promise<void>;
}

/** A library in a directory of its own (or the given one), with short time-outs and everything it logs. */
export async function openBench(options: Partial<MediaLibraryOptions> = {}): Promise<Bench> {
  const own = options.dir === undefined ? await temporaryDirectory() : undefined;
  const dir = options.dir ?? join(own ?? '', 'images');
  const logged: string[] = [];
  const drives = new Set<string>();
  const note = (details: Readonly<Record<string, unknown>>, message: string): void => {
    logged.push(`${message} ${JSON.stringify(details)}`);
  };
  const library = createMediaLibrary({
    imageDirs: [],
    allow: [],
    exposed: false,
    inUse: () => Promise.resolve(drives),
    log: { debug: note, info: note, warn: note },
    timeouts: { connect: 2000, idle: 1000 },
    ...options,
    dir,
    limits: { reserveBytes: 0, ...options.limits },
  });
  await library.ready;
  return {
    dir,
    library,
    logged,
    drives,
    files: async () => ({
      images: await readdir(join(dir, 'sha256')),
      partial: await readdir(join(dir, 'partial')),
    }),
    async close() {
      await library.close();
      if (own !== undefined) await remove(own);
    },
  };
}

/** The `MediaError` that `work` rejects with; anything else fails the test. */
export async function refusal(work: Promise<unknown>): Promise<MediaError> {
  const outcome = await work.then(
    () => 'nothing: it succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof MediaError) return outcome;
  throw new Error('expected a MediaError', { cause: outcome });
}
