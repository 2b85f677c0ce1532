/** What the object model stands on: a connection that may come and go, and its side connections. */
import type { Duplex } from 'node:stream';
import type { LibvirtError } from './errors.js';
import type { EventKind, LibvirtEvents } from './events/kinds.js';
import type { CallOptions } from './wire/pending-call.js';
import type { Procedure } from './wire/procedure.js';

/** `connecting`: never up yet. `down`: was up, or closed. */
export type LinkState = 'connecting' | 'up' | 'down';

/** Kinds of events that the daemon would not register, each with its error. */
export type RefusedEvents = ReadonlyMap<EventKind, LibvirtError>;

export interface StateChange {
  readonly state: LinkState;
  /** Why it went down, or why the last attempt failed. */
  readonly reason?: LibvirtError;
  /** With `up`, where there are any: those subscriptions hear nothing on this connection. */
  readonly refused?: RefusedEvents;
}

export interface Link {
  readonly uri: string;
  readonly state: LinkState;
  /** Why there is no connection now. */
  readonly reason: LibvirtError | undefined;
  /** Fails at once with `unavailable` while there is no connection. */
  call<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions): Promise<R>;
  /** A call with a stream behind it, on a connection of its own, so that a slow reader holds up nobody else. */
  stream<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions): Promise<{ reply: R; data: Duplex }>;
  /** Resolves when the daemon has the registration, or at once during an outage: it is made again on every reconnect. */
  subscribe<K extends EventKind>(kind: K, listener: (event: LibvirtEvents[K]) => void): Promise<() => void>;
  onState(listener: (change: StateChange) => void): () => void;
  close(): Promise<void>;
}
