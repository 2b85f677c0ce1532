import type { Hypervisor as Connection } from '../../../libvirt/index.js';
import { HypervisorError, type Machine, type StorageControl } from '../../port.js';
import type { Connected } from '../connected.js';
import { hypervisorError } from '../errors.js';
import type { Machinery } from '../machinery.js';
import { createVolume } from './create.js';
import { deleteVolume } from './remove.js';
import { createUsages } from './usage.js';

/** Milliseconds that a figure of what a disk takes is good for. */
const usageAge = 5_000;

export interface StorageParts {
  /** Throws `unavailable`. */
  readonly ready: () => Promise<{ readonly connected: Connected; readonly connection: Connection }>;
  /** Throws `unavailable`, or `not-found`. */
  readonly machine: (id: string) => Promise<Machine | undefined>;
  /** Runs work on one machine when its turn comes. */
  readonly change: <T>(id: string, job: (machinery: Machinery) => Promise<T>) => Promise<T>;
  /** Name of the pool in which volumes are made. */
  readonly pool: string | undefined;
  readonly now: () => number;
}

export interface Storage extends StorageControl {
  /** The machine is gone. */
  forget(id: string): void;
}

export function createStorage({ ready, machine, change, pool, now }: StorageParts): Storage {
  const usages = createUsages({ maxAge: usageAge, now });
  return {
    async createVolume(id, wanted) {
      const { connection } = await ready();
      return change(id, (machinery) => createVolume(connection, pool, machinery, wanted));
    },
    async deleteVolume(id, target) {
      const { connection } = await ready();
      await change(id, (machinery) => deleteVolume(connection, machinery, target));
    },
    async diskUsage(id, target) {
      const { connected } = await ready();
      const found = await machine(id);
      const domain = found && connected.inventory.domain(found.id);
      if (!domain) throw new HypervisorError('not-found', `no machine ${id}`);
      const disk = found.disks.find((candidate) => candidate.target === target);
      if (!disk) throw new HypervisorError('not-found', `machine ${found.name} has no disk ${target}`);
      try {
        const usage = await usages.of(domain, target);
        // No event tells of a disk that was resized (`virsh blockresize`): here it comes to light.
        if (usage && usage.capacity !== disk.capacity) connected.resized(domain);
        return usage;
      } catch (error) {
        throw hypervisorError(error);
      }
    },
    forget: usages.forget,
  };
}
