import { type Domain, LibvirtError } from '../../../libvirt/index.js';
import { type DiskSizes, sourceOf } from '../domain/hardware.js';
import { disks } from '../domain/media-drives.js';
import { attributeAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** Capacities of disks, which are not in the XML. One call per disk, and then not again for a while. */
export interface Sizes {
  of(domain: Domain, root: XmlElement): Promise<DiskSizes>;
  /** The domain is gone. */
  forget(uuid: string): void;
}

export function createSizes({ maxAge, now }: { maxAge: number; now: () => number }): Sizes {
  const known = new Map<string, Map<string, Size>>();

  async function capacity(domain: Domain, target: string, source: string): Promise<number | undefined> {
    const sizes = known.get(domain.uuid) ?? new Map<string, Size>();
    known.set(domain.uuid, sizes);
    const before = sizes.get(target);
    if (before?.source === source && now() - before.readAt < maxAge) return before.capacity;
    const read = await ask(domain, target);
    sizes.set(target, { source, readAt: now(), capacity: read });
    return read;
  }

  return {
    async of(domain, root) {
      const sources = disks(root).flatMap((disk) => {
        const target = attributeAt(disk, ['target'], 'dev');
        const source = sourceOf(disk);
        return target && source && (disk.attributes.device ?? 'disk') === 'disk' ? [{ target, source }] : [];
      });
      const sizes = new Map<string, { readonly capacity: number }>();
      for (const { target, source } of sources) {
        const bytes = await capacity(domain, target, source);
        if (bytes !== undefined) sizes.set(target, { capacity: bytes });
      }
      return sizes;
    },
    forget: (uuid) => void known.delete(uuid),
  };
}

interface Size {
  readonly source: string;
  readonly readAt: number;
  readonly capacity: number | undefined;
}

/** Milliseconds that a running machine's QEMU has to tell the size of a disk. */
const patience = 5_000;

/** Undefined where libvirt cannot tell: an image that is not there, a network disk of a machine that is off, QEMU hangs. */
async function ask(domain: Domain, target: string): Promise<number | undefined> {
  try {
    return (await domain.blockInfo(target, { timeout: patience })).capacity;
  } catch (error) {
    if (error instanceof LibvirtError && (error.kind === 'remote' || error.kind === 'timeout')) return undefined;
    throw error;
  }
}
