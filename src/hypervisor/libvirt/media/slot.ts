import type { MediaDriveId } from '../../port.js';
import { architectureOf } from '../domain/firmware.js';
import { disks } from '../domain/media-drives.js';
import { attributeAt, children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** Where a drive of ours is plugged in. */
export interface Slot {
  /** `sata`, `ide`, `scsi`, `usb`. */
  readonly bus: string;
  /** libvirt's target name, free in this machine: `sdc`. */
  readonly target: string;
}

/** SCSI controllers that SeaBIOS and OVMF boot from. */
const bootableScsi = new Set(['virtio-scsi', 'lsilogic', 'virtio-transitional', 'virtio-non-transitional']);

/** A machine as it runs and as it is defined; one of them may be absent (off, transient). */
export interface Definitions {
  readonly live?: XmlElement | undefined;
  readonly config?: XmlElement | undefined;
}

/**
 * Where a running machine takes another drive: only SCSI and USB can be plugged in while it runs. On SCSI it is a
 * true CD-ROM; on USB, QEMU shows libvirt's drive as a read-only disk, which every hybrid ISO boots from.
 * Undefined: it has neither controller.
 */
export function liveSlot(definitions: Definitions, drive: MediaDriveId): Slot | undefined {
  const target = freeTarget(definitions, 'sd');
  if (drive === 'Cd' && hasScsi(definitions.live)) return { bus: 'scsi', target };
  return hasUsb(definitions.live) ? { bus: 'usb', target } : undefined;
}

/** Where the next power-on has the drive: a CD-ROM on a bus that every firmware and guest knows. */
export function definedSlot(definitions: Definitions, drive: MediaDriveId): Slot | undefined {
  const { config } = definitions;
  const target = freeTarget(definitions, 'sd');
  if (drive === 'Floppy') return usbDisabled(config) ? undefined : { bus: 'usb', target };
  if (hasScsi(config) || !/^(x86_64|i686)$/.test(architectureOf(config))) return { bus: 'scsi', target };
  // i440fx has one IDE controller for four drives; SATA comes with q35, and libvirt adds it elsewhere.
  const machine = attributeAt(config, ['os', 'type'], 'machine') ?? '';
  const ide = freeTarget(definitions, 'hd');
  return machine.includes('q35') || ide > 'hdd' ? { bus: 'sata', target } : { bus: 'ide', target: ide };
}

/** Where this drive is plugged in. */
export function slotOf(disk: XmlElement): Slot | undefined {
  const { bus, dev } = find(disk, 'target')?.attributes ?? {};
  return bus === undefined || dev === undefined ? undefined : { bus, target: dev };
}

function freeTarget({ live, config }: Definitions, prefix: 'sd' | 'hd'): string {
  const used = new Set([live, config].flatMap(disks).map((disk) => attributeAt(disk, ['target'], 'dev')));
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const names = ['', ...letters].flatMap((first) => letters.map((last) => `${prefix}${first}${last}`));
  return names.find((name) => !used.has(name)) ?? `${prefix}zzz`;
}

function hasScsi(domain: XmlElement | undefined): boolean {
  return controllers(domain, 'scsi').some(({ attributes }) => bootableScsi.has(attributes.model ?? 'lsilogic'));
}

function hasUsb(domain: XmlElement | undefined): boolean {
  return controllers(domain, 'usb').some(({ attributes }) => attributes.model !== 'none');
}

function usbDisabled(domain: XmlElement | undefined): boolean {
  return controllers(domain, 'usb').length > 0 && !hasUsb(domain);
}

/** `<controller type=...>` of this kind. */
export function controllers(domain: XmlElement | undefined, type: string): readonly XmlElement[] {
  return children(find(domain, 'devices'), 'controller').filter(({ attributes }) => attributes.type === type);
}
