import { type Domain, LibvirtError } from '../../../libvirt/index.js';
import type { DiskUsage } from '../../port.js';

/** What the disks of machines take at present. */
export interface Usages {
  /** Undefined where libvirt cannot tell: a network disk of a machine that is off, a QEMU that hangs. */
  of(domain: Domain, target: string): Promise<DiskUsage | undefined>;
  /** The domain is gone. */
  forget(uuid: string): void;
}

/** Milliseconds that libvirt has to answer. It may be busy with the machine, and nobody should wait long for a figure. */
const patience = 3_000;

export function createUsages({ maxAge, now }: { maxAge: number; now: () => number }): Usages {
  const machines = new Map<string, Map<string, { readonly askedAt: number; readonly answer: Promise<Answer> }>>();

  async function ask(domain: Domain, target: string): Promise<Answer> {
    try {
      const { capacity, allocation } = await domain.blockInfo(target, { timeout: patience });
      return { capacity, allocated: allocation };
    } catch (error) {
      if (error instanceof LibvirtError && (error.kind === 'remote' || error.kind === 'timeout')) return undefined;
      throw error;
    }
  }

  return {
    of(domain, target) {
      const known = machines.get(domain.uuid) ?? new Map();
      machines.set(domain.uuid, known);
      const before = known.get(target);
      if (before && now() - before.askedAt < maxAge) return before.answer;
      const answer = ask(domain, target);
      known.set(target, { askedAt: now(), answer });
      answer.catch(() => known.delete(target));
      return answer;
    },
    forget: (uuid) => void machines.delete(uuid),
  };
}

type Answer = DiskUsage | undefined;
