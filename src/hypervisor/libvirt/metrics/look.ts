import {
  type Hypervisor as Connection,
  DomainStatsFlags,
  DomainStatsTypes,
  LibvirtError,
} from '../../../libvirt/index.js';
import type { Nic, Usage } from '../../port.js';
import { usageOf } from './usage.js';

/** Milliseconds. All machines of a busy host are counted in less; a QEMU that hangs does not answer at all. */
const patience = 5000;

const { CPU_TOTAL, BALLOON, VCPU, INTERFACE, BLOCK } = DomainStatsTypes;
const wanted = CPU_TOTAL | BALLOON | VCPU | INTERFACE | BLOCK;
const flags = DomainStatsFlags.ACTIVE | DomainStatsFlags.NOWAIT;

/**
 * Asks for the figures of all running domains at once. With NOWAIT libvirt leaves out what it would have to ask a QEMU
 * for that is busy with another call. A QEMU that hangs is idle until the first such call, which never ends: it is given
 * up, and the next one finds that QEMU busy and passes it over.
 */
export async function lookAtAll(
  connection: Connection,
  nicsOf: (id: string) => readonly Nic[],
): Promise<ReadonlyMap<string, Usage>> {
  const ask = () => connection.getDomainStats(wanted, flags, [], { timeout: patience });
  const records = await ask().catch((error: unknown) => {
    if (error instanceof LibvirtError && error.kind === 'timeout') return ask();
    throw error;
  });
  return new Map(records.map(({ domain, stats }) => [domain.uuid, usageOf(stats, nicsOf(domain.uuid))]));
}
