import { escapeXml } from '../xml/entities.js';
import { attributeAt, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** Disks that we plug in bear this name and their volume's id (`mediaAliases` says what keeps it). */
const aliasPrefix = 'ua-redfish-volume-';
export const volumeAlias = (id: string): string => aliasPrefix + id;

/** Part of the name that the volume has in its pool: whatever uses the volume has to name it. */
export const volumeStem = (id: string): string => `redfish-${id}`;

/** Id of the volume, where the disk is one of ours. */
export function volumeOf(disk: XmlElement): string | undefined {
  const name = find(disk, 'alias')?.attributes.name;
  return name?.startsWith(aliasPrefix) ? name.slice(aliasPrefix.length) : undefined;
}

export interface VolumeDisk {
  readonly id: string;
  readonly kind: 'file' | 'block';
  readonly format: string;
  readonly path: string;
  readonly bus: string;
  readonly target: string;
}

/** `<disk>` of a volume of ours. What the guest discards is given back to the pool. */
export function volumeDisk({ id, kind, format, path, bus, target }: VolumeDisk): string {
  return [
    `<disk type='${kind}' device='disk'>`,
    `<driver name='qemu' type='${format}' discard='unmap'/>`,
    `<source ${kind === 'file' ? 'file' : 'dev'}='${escapeXml(path)}'/>`,
    `<target dev='${target}' bus='${bus}'/>`,
    `<serial>${id}</serial>`,
    // libvirt takes a WWN on these buses alone.
    ...(['scsi', 'sata', 'ide'].includes(bus) ? [`<wwn>${id}</wwn>`] : []),
    `<alias name='${volumeAlias(id)}'/>`,
    '</disk>',
  ].join('');
}

/** Path of a disk that is a file or a block device here. */
export function pathOf(disk: XmlElement): string | undefined {
  return attributeAt(disk, ['source'], 'file') ?? attributeAt(disk, ['source'], 'dev');
}
