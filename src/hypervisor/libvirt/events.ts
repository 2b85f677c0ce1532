import {
  AgentLifecycleReason,
  AgentLifecycleState,
  type Hypervisor as Connection,
  type LibvirtEvents,
} from '../../libvirt/index.js';
import type { Connected } from './connected.js';

/**
 * Keeps the inventory true by libvirt's events. The registrations are the connection's to keep over reconnects.
 * Only events of domains: with modular daemons the networks are another daemon's.
 */
export async function listen(connection: Connection, connected: Connected): Promise<void> {
  const look = (reason: string) => (event: LibvirtEvents['deviceAdded' | 'metadataChange']) =>
    connected.look(event.domain, reason);

  await Promise.all([
    connection.subscribe('domainLifecycle', ({ domain, event, detail }) => {
      const reason = `${event}: ${detail}`;
      if (event === 'started' && detail === 'booted') connected.boots(domain, 'started');
      else if (event === 'started') connected.resumed(domain, reason);
      else if (event === 'stopped') connected.stopped(domain, reason);
      else connected.look(domain, reason);
    }),
    connection.subscribe('domainReboot', ({ domain }) => connected.boots(domain, 'reset')),
    // What a daemon that starts finds connected is no news of the guest (reason DOMAIN_STARTED).
    connection.subscribe('agentLifecycle', ({ domain, state, reason }) => {
      if (state !== AgentLifecycleState.CONNECTED) connected.look(domain, 'guest agent disconnected');
      else if (reason === AgentLifecycleReason.CHANNEL) connected.agentConnected(domain);
    }),
    connection.subscribe('watchdog', connected.faults.watchdog),
    connection.subscribe('ioError', connected.faults.ioError),
    connection.subscribe('deviceAdded', look('device added')),
    connection.subscribe('deviceRemoved', ({ domain, device }) => connected.unplugged(domain, device, true)),
    connection.subscribe('deviceRemovalFailed', ({ domain, device }) => connected.unplugged(domain, device, false)),
    connection.subscribe('trayChange', look('tray changed')),
    connection.subscribe('metadataChange', look('metadata changed')),
    connection.subscribe('balloonChange', ({ domain }) => connected.look(domain, 'memory changed')),
  ]);
}
