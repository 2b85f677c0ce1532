/** Who listens to which events; keeps the daemon's registrations in step with it, over reconnects. */

import { isLibvirtError, type LibvirtError } from '../errors.js';
import { type EventFamily, type EventKind, eventKinds, type LibvirtEvents } from '../events/kinds.js';
import type { RefusedEvents } from '../link.js';
import type { Connection } from '../wire/connection.js';
import type { Header } from '../wire/message.js';
import { REMOTE_PROGRAM, remote } from '../wire/protocol.generated.js';
import type { Cursor } from '../xdr/cursor.js';
import { tell } from './listeners.js';

export interface EventHub {
  subscribe<K extends EventKind>(kind: K, listener: (event: LibvirtEvents[K]) => void): Promise<() => void>;
  /**
   * Makes all registrations on a new connection. Resolves to those that this daemon refuses: one without a network
   * driver, say, must not keep the others from being heard. Rejects when the connection breaks.
   */
  attach(connection: Connection): Promise<RefusedEvents>;
  detach(): void;
  /** Reads an event and tells its listeners. Throws `XdrError`. */
  dispatch(header: Header, payload: Cursor): void;
}

type Listener = (event: never) => void;

const register: Readonly<
  Record<EventFamily, (connection: Connection, eventID: number) => Promise<{ callbackID: number }>>
> = {
  domain: (connection, eventID) =>
    connection.call(remote.CONNECT_DOMAIN_EVENT_CALLBACK_REGISTER_ANY, { eventID, dom: null }),
  network: (connection, eventID) => connection.call(remote.CONNECT_NETWORK_EVENT_REGISTER_ANY, { eventID, net: null }),
  pool: (connection, eventID) =>
    connection.call(remote.CONNECT_STORAGE_POOL_EVENT_REGISTER_ANY, { eventID, pool: null }),
};

const deregister: Readonly<Record<EventFamily, (connection: Connection, callbackID: number) => Promise<void>>> = {
  domain: (connection, callbackID) =>
    connection.call(remote.CONNECT_DOMAIN_EVENT_CALLBACK_DEREGISTER_ANY, { callbackID }),
  network: (connection, callbackID) => connection.call(remote.CONNECT_NETWORK_EVENT_DEREGISTER_ANY, { callbackID }),
  pool: (connection, callbackID) => connection.call(remote.CONNECT_STORAGE_POOL_EVENT_DEREGISTER_ANY, { callbackID }),
};

const byProcedure = new Map<number, EventKind>(
  (Object.keys(eventKinds) as EventKind[]).map((kind) => [eventKinds[kind].procedure, kind]),
);

export function createEventHub(): EventHub {
  const listeners = new Map<EventKind, Set<Listener>>();
  /** One registration per kind on the present connection. */
  let registrations = new Map<EventKind, Promise<{ callbackID: number }>>();
  let connection: Connection | undefined;

  const ensure = async (kind: EventKind): Promise<void> => {
    if (connection === undefined) return;
    const { family, id } = eventKinds[kind];
    const made = registrations.get(kind) ?? register[family](connection, id);
    registrations.set(kind, made);
    await made;
  };

  const release = async (kind: EventKind): Promise<void> => {
    listeners.delete(kind);
    const made = registrations.get(kind);
    registrations.delete(kind);
    if (connection === undefined || made === undefined) return;
    await deregister[eventKinds[kind].family](connection, (await made).callbackID);
  };

  return {
    async subscribe(kind, listener) {
      const set = listeners.get(kind) ?? new Set();
      // A listener that subscribes twice is called twice.
      const own: Listener = (event) => listener(event);
      set.add(own);
      listeners.set(kind, set);
      const end = (): void => {
        if (!set.delete(own) || set.size > 0) return;
        // Where the daemon does not take it, its events find no listener: nothing is lost.
        release(kind).catch(() => undefined);
      };
      try {
        await ensure(kind);
      } catch (error) {
        // An outage in between is no refusal: the registration is made with the next connection.
        if (connection !== undefined) {
          registrations.delete(kind);
          end();
          throw error;
        }
      }
      return end;
    },
    async attach(fresh) {
      connection = fresh;
      registrations = new Map();
      const refused = new Map<EventKind, LibvirtError>();
      const attempt = async (kind: EventKind): Promise<void> => {
        try {
          await ensure(kind);
        } catch (error) {
          if (!isLibvirtError(error) || error.kind !== 'remote') throw error;
          registrations.delete(kind);
          refused.set(kind, error);
        }
      };
      await Promise.all([...listeners.keys()].map(attempt));
      return refused;
    },
    detach() {
      connection = undefined;
      registrations = new Map();
    },
    dispatch(header, payload) {
      const kind = header.program === REMOTE_PROGRAM ? byProcedure.get(header.procedure) : undefined;
      const set = kind === undefined ? undefined : listeners.get(kind);
      if (kind === undefined || set === undefined) return;
      const event = eventKinds[kind].read(payload);
      for (const listener of [...set]) tell<unknown>(listener as (event: unknown) => void, event);
    },
  };
}
