import { children, find, toBytes } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** A NUMA node as the guest sees it. */
export interface Cell {
  /** Its number. */
  readonly id: string;
  readonly vcpus: readonly number[];
  /** Bytes. */
  readonly memory: number;
}

/** `<cpu><numa>`. */
export function cellsOf(domain: XmlElement): readonly Cell[] {
  return children(find(domain, 'cpu', 'numa'), 'cell').map(({ attributes }, index) => ({
    id: attributes.id ?? String(index),
    vcpus: cpuList(attributes.cpus),
    memory: toBytes(attributes.memory, attributes.unit) ?? 0,
  }));
}

/** `0-3,^2,8` (libvirt's formatdomain, "CPU Allocation"). */
export function cpuList(text: string | undefined): readonly number[] {
  const cpus = new Set<number>();
  for (const part of text?.split(',') ?? []) {
    const [, not, first, last] = /^\s*(\^?)(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? [];
    if (first === undefined) continue;
    for (let cpu = Number(first); cpu <= Number(last ?? first); cpu += 1) not ? cpus.delete(cpu) : cpus.add(cpu);
  }
  return [...cpus].sort((a, b) => a - b);
}
