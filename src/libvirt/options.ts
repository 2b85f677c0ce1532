import type { KeepAliveOptions } from './wire/keepalive.js';

/** How to reach a daemon; the URI says the rest. */
export interface ConnectOptions {
  /** Directories that hold the daemons' unix sockets, in the place of `/var/run/libvirt` (or the session's own). */
  readonly socketDirs?: readonly string[];
  /** Open it read-only, where the daemon offers that. */
  readonly readOnly?: boolean;
  /** Milliseconds until an attempt to connect is given up. 10,000 without. */
  readonly connectTimeout?: number;
  /** Milliseconds until a call without a `timeout` of its own is given up. Without: as long as the connection lives. */
  readonly callTimeout?: number;
  /** 5 seconds and 5 times without; false: none are sent (pings of the daemon are answered all the same). */
  readonly keepAlive?: KeepAliveOptions | false;
  /** Calls on the wire at a time, per connection: one less than the daemon's `max_client_requests`. 4 without. */
  readonly window?: number;
  /** Hears the name of each procedure as its call is written to the daemon: for counting. Must not throw. */
  readonly onCall?: (procedure: string) => void;
  /** Ends the attempt to connect. */
  readonly signal?: AbortSignal;
}

export interface ReconnectOptions extends Omit<ConnectOptions, 'signal'> {
  /** Milliseconds between attempts: the first pause, and what it doubles up to. 100 and 1,000 without. */
  readonly retry?: { readonly minimum: number; readonly maximum: number };
}
