import type { LibvirtError } from '../../errors.js';
import type { EventKind, LibvirtEvents } from '../../events/kinds.js';
import type { Link, LinkState, StateChange } from '../../link.js';
import { type DomainsCalls, domains } from './domains.js';
import { type HostCalls, host } from './host.js';
import { type NetworksCalls, networks } from './networks.js';
import { type StorageCalls, storage } from './storage.js';

/** A hypervisor behind one URI: everything that can be asked of it. */
export interface Hypervisor extends HostCalls, DomainsCalls, NetworksCalls, StorageCalls {
  /** As it was opened, less user information. */
  readonly uri: string;
  readonly state: LinkState;
  /** Why there is no connection now; undefined while `state` is `up`. */
  readonly reason: LibvirtError | undefined;
  /** Calls back on every change of `state`, after the event registrations are back. Returns what ends it. */
  onState(listener: (change: StateChange) => void): () => void;
  /**
   * Calls back on events of a kind, in their order. Resolves when the daemon has the registration (at once during an
   * outage); it comes back by itself after each reconnect. Returns what ends it. Events of an outage are lost: read
   * anew when `state` is `up` again.
   */
  subscribe<K extends EventKind>(kind: K, listener: (event: LibvirtEvents[K]) => void): Promise<() => void>;
  /** Ends all connections for good; pending calls fail with `unavailable`. */
  close(): Promise<void>;
  /** For calls that have no method here: `link.call(remote.DOMAIN_GET_HOSTNAME, ...)`. */
  readonly link: Link;
}

export const createHypervisor = (link: Link): Hypervisor => ({
  link,
  uri: link.uri,
  get state() {
    return link.state;
  },
  get reason() {
    return link.reason;
  },
  onState: link.onState,
  subscribe: link.subscribe,
  close: link.close,
  ...host(link),
  ...domains(link),
  ...networks(link),
  ...storage(link),
});
