import type { Logger } from 'pino';
import type { Hypervisor } from '../../hypervisor/port.js';

export function libvirtHypervisor(uri: string, _log: Logger): Hypervisor {
  throw new Error(`the libvirt driver is not built in yet: ${uri}`);
}
