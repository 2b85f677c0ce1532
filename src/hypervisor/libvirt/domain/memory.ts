import type { Memory, MemoryModule } from '../../port.js';
import { bytesAt, children, find, textAt } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { present } from './hardware.js';
import { cellsOf } from './numa.js';

/**
 * `<memory>` counts every memory device at its full size (libvirt's formatdomain, "Memory Allocation"): what is left is
 * what the machine boots with. Beside RAM that can hold persistent memory, memory that is not plugged yet, and pages
 * that are no RAM to the guest at all (SGX).
 */
export function readMemory(domain: XmlElement): Memory {
  const modules = [...baseModules(domain), ...deviceModules(domain)];
  const maximum = modules.reduce((sum, { size, persistent }) => sum + (persistent ? 0 : size), 0);
  return { maximum, current: Math.min(bytesAt(domain, 'currentMemory') ?? maximum, maximum), modules };
}

const devicesOf = (domain: XmlElement): readonly XmlElement[] => children(find(domain, 'devices'), 'memory');
const fullSize = (device: XmlElement): number => bytesAt(device, 'target', 'size') ?? 0;

/** In one piece, or in one for each NUMA cell. */
function baseModules(domain: XmlElement): readonly MemoryModule[] {
  const cells = cellsOf(domain).filter(({ memory }) => memory > 0);
  if (cells.length > 0)
    return cells.map(({ id, memory, vcpus }) => ({
      id: `RAM${id}`,
      kind: 'base',
      size: memory,
      persistent: false,
      vcpus,
    }));
  const devices = devicesOf(domain).reduce((sum, device) => sum + fullSize(device), 0);
  const size = Math.max(0, (bytesAt(domain, 'memory') ?? 0) - devices);
  return [{ id: 'RAM', kind: 'base', size, persistent: false }];
}

const names = { dimm: 'DIMM', nvdimm: 'DIMM', 'virtio-mem': 'VirtioMem', 'virtio-pmem': 'VirtioPmem' } as const;
const isKind = (model: string | undefined): model is keyof typeof names =>
  model !== undefined && Object.hasOwn(names, model);

function deviceModules(domain: XmlElement): readonly MemoryModule[] {
  const cells = cellsOf(domain);
  const counts = new Map<string, number>();
  return devicesOf(domain).flatMap((device): readonly MemoryModule[] => {
    const kind = device.attributes.model;
    if (!isKind(kind)) return [];
    const place = find(device, 'address')?.attributes;
    const slot = place?.type === 'dimm' && place.slot !== undefined ? Number(place.slot) : undefined;
    const count = counts.get(names[kind]) ?? 0;
    counts.set(names[kind], count + 1);
    const node = textAt(device, 'target', 'node');
    return [
      {
        id: `${names[kind]}${slot ?? count}`,
        kind,
        size: sizeNow(kind, device),
        persistent: kind === 'nvdimm' || kind === 'virtio-pmem',
        ...present({ slot, vcpus: node === undefined ? undefined : cells.find(({ id }) => id === node)?.vcpus }),
      },
    ];
  });
}

/** A virtio-mem device has what is plugged of it, or will be; the end of an NVDIMM holds its labels. */
function sizeNow(kind: keyof typeof names, device: XmlElement): number {
  const full = fullSize(device);
  if (kind === 'virtio-mem')
    return bytesAt(device, 'target', 'current') ?? bytesAt(device, 'target', 'requested') ?? full;
  return full - (bytesAt(device, 'target', 'label', 'size') ?? 0);
}
