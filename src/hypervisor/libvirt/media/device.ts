import type { MediaDriveId } from '../../port.js';
import { mediaAliases } from '../domain/media-drives.js';
import { appendChild, applyEdits, type Edit, insertAfter, removeElement, setAttribute } from '../xml/edit.js';
import { find } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import type { Slot } from './slot.js';
import type { DiskSource } from './source.js';

/** `<disk>` of a drive of ours, with its medium in it: a CD-ROM, or a removable USB stick. Images are shared: none is written to. */
export function ownDisk(drive: MediaDriveId, slot: Slot, source: DiskSource): string {
  const device = drive === 'Cd' ? 'cdrom' : 'disk';
  const removable = drive === 'Floppy' && slot.bus === 'usb' ? " removable='on'" : '';
  return [
    `<disk type='${source.type}' device='${device}'>`,
    "  <driver name='qemu' type='raw'/>",
    `  ${source.markup}`,
    `  <target dev='${slot.target}' bus='${slot.bus}'${removable}/>`,
    '  <readonly/>',
    `  <alias name='${mediaAliases[drive]}'/>`,
    '</disk>',
  ].join('\n    ');
}

/** The drive's own element with this medium in it: all else of it stays as written. */
export function withMedium(markup: string, source: DiskSource): string {
  const disk = parseXml(markup);
  return applyEdits(markup, [
    ...withoutSource(markup, disk),
    setAttribute(markup, disk, 'type', source.type),
    insertAfter(markup, disk, find(disk, 'driver'), source.markup),
  ]);
}

/** The drive's own element, empty, with the `type` that it had before. */
export function emptied(markup: string, type: string | undefined): string {
  const disk = parseXml(markup);
  return applyEdits(markup, [...withoutSource(markup, disk), setAttribute(markup, disk, 'type', type ?? 'file')]);
}

function withoutSource(markup: string, disk: XmlElement): readonly Edit[] {
  return ['source', 'backingStore'].flatMap((name) => {
    const element = find(disk, name);
    return element ? [removeElement(markup, element)] : [];
  });
}

/** The domain XML with one more device. */
export function addDevice(source: string, markup: string): string {
  const devices = find(parseXml(source), 'devices');
  return devices ? applyEdits(source, [appendChild(source, devices, markup)]) : source;
}
