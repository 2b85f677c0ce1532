import { HypervisorError, type Machine } from '../../port.js';
import type { Machinery } from '../machinery.js';

export async function setSecureBoot(_machinery: Machinery, machine: Machine, enabled: boolean): Promise<void> {
  if (machine.firmware.secureBoot?.enabled === enabled && machine.firmware.secureBoot.pending === undefined) return;
  throw new HypervisorError('unsupported', `machine ${machine.name} cannot change secure boot`);
}
