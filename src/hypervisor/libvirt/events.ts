import type { Hypervisor as Connection, LibvirtEvents } from '../../libvirt/index.js';
import { noOverride } from '../boot-change.js';
import type { Emitter } from '../emitter.js';
import type { Connected } from './connected.js';

/** Details of a lifecycle event are read as `PowerState` changes; these ones begin a boot. */
const boots: readonly string[] = ['booted'];

/**
 * Keeps the inventory true by libvirt's events. The registrations are the connection's to keep over reconnects.
 * Only events of domains: with modular daemons the networks are another daemon's.
 */
export async function listen(connection: Connection, connected: Connected, emitter: Emitter): Promise<void> {
  const look = (reason: string) => (event: LibvirtEvents['deviceAdded' | 'metadataChange']) =>
    connected.look(event.domain, reason);

  /** What a boot uses is what the snapshot says at the moment when it begins. */
  function boot(id: string): void {
    const override = connected.inventory.known(id)?.boot.override ?? noOverride;
    emitter.emit({ type: 'boot', id, override });
  }

  await Promise.all([
    connection.subscribe('domainLifecycle', ({ domain, event, detail }) => {
      if (event === 'started' && boots.includes(detail)) boot(domain.uuid);
      connected.look(domain, `${event}: ${detail}`);
    }),
    connection.subscribe('domainReboot', ({ domain }) => {
      boot(domain.uuid);
      connected.look(domain, 'rebooted', !connected.rebooted(domain.uuid));
    }),
    connection.subscribe('deviceAdded', look('device added')),
    connection.subscribe('deviceRemoved', look('device removed')),
    connection.subscribe('trayChange', look('tray changed')),
    connection.subscribe('metadataChange', look('metadata changed')),
    connection.subscribe('balloonChange', ({ domain }) => connected.look(domain, 'memory changed')),
  ]);
}
