/** How probes see this host and the lab's network. Handed in, so that tests can play what a broken lab would answer. */
import { readIfThere } from '../host/files.js';
import { run } from '../host/run.js';
import { type Clock, clock } from './senses/clock.js';
import { type HttpAnswer, type HttpQuestion, http } from './senses/http.js';
import { type Names, names } from './senses/names.js';
import { type Greeting, greet, listens } from './senses/sockets.js';

export type { Clock } from './senses/clock.js';
export type { HttpAnswer, HttpQuestion } from './senses/http.js';
export type { DnsAnswer, Names } from './senses/names.js';
export type { Greeting } from './senses/sockets.js';

export interface Senses {
  /** What a program of this host prints. Rejects with what it complains of. */
  readonly run: (argv: readonly string[], signal: AbortSignal) => Promise<string>;
  /** Undefined: there is no such file. */
  readonly read: (path: string) => Promise<string | undefined>;
  /** Asks one server, and nobody else. */
  readonly names: (server: string, signal: AbortSignal) => Names;
  readonly clock: (server: string, signal: AbortSignal) => Promise<Clock>;
  readonly http: (question: HttpQuestion, signal: AbortSignal) => Promise<HttpAnswer>;
  /** A TLS handshake that asks for a name. */
  readonly greet: (address: string, port: number, name: string, signal: AbortSignal) => Promise<Greeting>;
  /** Whether TCP connects. */
  readonly listens: (address: string, port: number, signal: AbortSignal) => Promise<boolean>;
}

export const senses: Senses = { run, read: readIfThere, names, clock, http, greet, listens };
