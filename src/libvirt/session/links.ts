import { setTimeout as sleep } from 'node:timers/promises';
import { type LibvirtUri, parseUri } from '../dial/uri.js';
import { LibvirtError } from '../errors.js';
import type { Link, LinkState, RefusedEvents, StateChange } from '../link.js';
import type { ConnectOptions, ReconnectOptions } from '../options.js';
import type { Connection } from '../wire/connection.js';
import { createEventHub, type EventHub } from './event-hub.js';
import { tell } from './listeners.js';
import { openSession } from './session.js';
import { createSideConnections } from './side-connections.js';
import { isSlow } from './slow.js';

/** A link whose main connection somebody puts in and takes out. */
interface Managed {
  readonly link: Link;
  readonly hub: EventHub;
  up(connection: Connection, refused: RefusedEvents): void;
  down(reason: LibvirtError): void;
}

function managedLink(uri: LibvirtUri, options: ConnectOptions, end: () => void): Managed {
  const hub = createEventHub();
  const side = createSideConnections(uri, options);
  const watchers = new Set<(change: StateChange) => void>();
  let state: LinkState = 'connecting';
  let reason: LibvirtError | undefined;
  let main: Connection | undefined;

  const change = (to: LinkState, why?: LibvirtError, refused?: RefusedEvents): void => {
    state = to;
    reason = why;
    const told: StateChange = {
      state,
      ...(why === undefined ? {} : { reason: why }),
      ...(refused === undefined || refused.size === 0 ? {} : { refused }),
    };
    for (const watcher of [...watchers]) tell(watcher, told);
  };
  const connected = (): Connection => {
    if (main !== undefined) return main;
    const why = reason === undefined ? `not connected to ${uri.printable} yet` : reason.message;
    throw new LibvirtError('unavailable', why, { cause: reason });
  };
  const withDeadline = { ...(options.callTimeout === undefined ? {} : { timeout: options.callTimeout }) };

  const link: Link = {
    uri: uri.printable,
    get state() {
      return state;
    },
    get reason() {
      return reason;
    },
    async call(procedure, args, callOptions) {
      const all = { ...withDeadline, ...callOptions };
      const first = connected();
      return isSlow(procedure) ? side.call(procedure, args, all) : first.call(procedure, args, all);
    },
    async stream(procedure, args, callOptions) {
      connected();
      return side.stream(procedure, args, { ...withDeadline, ...callOptions });
    },
    subscribe: hub.subscribe,
    onState(watcher) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    async close() {
      end();
      const before = main;
      before?.close();
      await before?.closed;
    },
  };
  return {
    link,
    hub,
    up(connection, refused) {
      main = connection;
      change('up', undefined, refused);
    },
    down(why) {
      main = undefined;
      hub.detach();
      side.close();
      change(state === 'connecting' && why.kind !== 'cancelled' ? 'connecting' : 'down', why);
    },
  };
}

async function bringUp(managed: Managed, uri: LibvirtUri, options: ConnectOptions): Promise<Connection> {
  const connection = await openSession(uri, { ...options, onMessage: managed.hub.dispatch });
  try {
    managed.up(connection, await managed.hub.attach(connection));
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/** A link over one connection: once that is lost, the link is down for good. */
export async function openLink(text: string, options: ConnectOptions): Promise<Link> {
  const uri = parseUri(text);
  const managed = managedLink(uri, options, () => undefined);
  const connection = await bringUp(managed, uri, options);
  void connection.closed.then(managed.down);
  return managed.link;
}

/** A pause before an attempt to connect: doubled with each failure, and somewhere in its upper half by chance. */
export function pauseBefore(attempt: number, { minimum, maximum }: { minimum: number; maximum: number }): number {
  const whole = Math.min(maximum, minimum * 2 ** attempt);
  return whole / 2 + Math.random() * (whole / 2);
}

/** A link that is made again whenever it is lost, until it is closed. */
export function openReconnectingLink(text: string, options: ReconnectOptions): Link {
  const uri = parseUri(text);
  const retry = options.retry ?? { minimum: 100, maximum: 1000 };
  const ending = new AbortController();
  const managed = managedLink(uri, options, () => ending.abort());

  const run = async (): Promise<void> => {
    for (let attempt = 0; !ending.signal.aborted; attempt++) {
      try {
        const connection = await bringUp(managed, uri, { ...options, signal: ending.signal });
        attempt = -1;
        managed.down(await connection.closed);
      } catch (error) {
        managed.down(
          error instanceof LibvirtError ? error : new LibvirtError('unavailable', String(error), { cause: error }),
        );
      }
      // Rejects when the link is closed, which the loop then sees.
      if (!ending.signal.aborted) {
        await sleep(pauseBefore(Math.max(attempt, 0), retry), undefined, { signal: ending.signal }).catch(
          () => undefined,
        );
      }
    }
    if (managed.link.state !== 'down') managed.down(new LibvirtError('cancelled', 'the connection was closed'));
  };
  void run();
  return managed.link;
}
