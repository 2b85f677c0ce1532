import type { Hypervisor } from '../../hypervisor/port.js';

/**
 * `GET /healthz`. Always an answer of the living: an outage of libvirt is no reason to restart the emulator, which
 * comes back by itself. Counts only, since nobody was asked for credentials.
 */
export function health(hypervisors: readonly Hypervisor[]): object {
  const available = hypervisors.filter((hypervisor) => hypervisor.available).length;
  return {
    status: available === hypervisors.length ? 'ok' : 'degraded',
    hypervisors: { available, total: hypervisors.length },
  };
}
