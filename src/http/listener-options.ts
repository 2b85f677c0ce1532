import type { RequestListener } from 'node:http';

/** The part of a pino logger that is used here. */
export interface ListenerLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** PEM: a certificate with its chain, and its key. */
export interface TlsMaterial {
  readonly cert: string;
  readonly key: string;
}

/** Milliseconds, unless said otherwise. */
export interface ListenerLimits {
  /** From the connection to its first byte. */
  readonly firstByte: number;
  readonly handshake: number;
  /** From the start of a request to the end of its headers, and to the end of its body. */
  readonly headers: number;
  readonly request: number;
  /** Between two requests on one connection. */
  readonly keepAlive: number;
  /** How often the two above are looked at. */
  readonly check: number;
  /** Bytes of a request's line and headers together. */
  readonly headerSize: number;
  /** Connections at a time. */
  readonly connections: number;
}

export const defaultLimits: ListenerLimits = {
  firstByte: 10_000,
  handshake: 10_000,
  headers: 20_000,
  request: 60_000,
  // Longer than clients pool theirs, so that they close first and no request meets a closing connection.
  keepAlive: 75_000,
  check: 2_000,
  headerSize: 16 * 1024,
  connections: 2048,
};

export interface ListenerOptions {
  readonly handler: RequestListener;
  /** Host name or address; `::` is every address of both families. */
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  readonly tls: TlsMaterial;
  /** What happens to a plain request: it is served, or sent to https on the same host and port. */
  readonly plain: 'serve' | 'redirect';
  readonly limits?: Partial<ListenerLimits>;
  readonly log: ListenerLog;
}
