import { join } from 'node:path';
import { choice, type LibvirtUri } from './uri.js';

/** `qemu:///session` and its like: the user's own daemon. */
export const isSession = ({ path }: LibvirtUri): boolean => path === '/session';

/**
 * Names of the sockets that may lead to this URI's driver, in the order to try: the driver's own daemon of a modular
 * libvirt, then the one for all. A modular daemon passes on what belongs to another (remote_daemon_dispatch.c), so
 * networks and storage need no connection of their own.
 */
export function socketNames(uri: LibvirtUri, readOnly: boolean): string[] {
  const suffix = readOnly && !isSession(uri) ? 'sock-ro' : 'sock';
  const direct = `virt${uri.driver}d-${suffix}`;
  const legacy = `libvirt-${suffix}`;
  const mode = choice(uri, 'mode', ['auto', 'direct', 'legacy']);
  if (mode === 'direct') return [direct];
  // The test driver has no daemon of its own; and without a driver any daemon may do.
  return mode === 'legacy' || ['test', 'remote'].includes(uri.driver) ? [legacy] : [direct, legacy];
}

/** Paths to try on this host. */
export function socketPaths(uri: LibvirtUri, directories: readonly string[], readOnly: boolean): string[] {
  const given = uri.parameters.get('socket');
  if (given !== undefined) return [given];
  return directories.flatMap((directory) => socketNames(uri, readOnly).map((name) => join(directory, name)));
}
