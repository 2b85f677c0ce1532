import { createHypervisor, type Hypervisor } from './objects/hypervisor/hypervisor.js';
import type { ConnectOptions, ReconnectOptions } from './options.js';
import { openLink, openReconnectingLink } from './session/links.js';

/**
 * Connects once. Rejects with `LibvirtError`: `invalid` for a URI that cannot be, `unavailable` with each socket that
 * was tried and why, `authentication`, or the daemon's own. When the connection is lost it stays lost.
 */
export const connect = async (uri: string, options: ConnectOptions = {}): Promise<Hypervisor> =>
  createHypervisor(await openLink(uri, options));

/**
 * Connects and keeps connected until `close()`. Returns at once; `onState` tells when it is up. Calls while there is
 * no connection fail at once with `unavailable`. Throws `LibvirtError` of kind `invalid` for a URI that cannot be.
 */
export const openHypervisor = (uri: string, options: ReconnectOptions = {}): Hypervisor =>
  createHypervisor(openReconnectingLink(uri, options));
