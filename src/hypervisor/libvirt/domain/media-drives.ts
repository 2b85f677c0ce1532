import type { MediaDriveId } from '../../port.js';
import { attributeAt, children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/**
 * Devices that we add bear these names. libvirt keeps an alias that begins with `ua-` in the persistent definition
 * too (formatdomain, "Device aliases"), so the mark survives everything.
 */
export const mediaAliases: Readonly<Record<MediaDriveId, string>> = {
  Cd: 'ua-redfish-cd',
  Floppy: 'ua-redfish-usb',
};

export function disks(domain: XmlElement | undefined): readonly XmlElement[] {
  return children(find(domain, 'devices'), 'disk');
}

/** The device that we added for this drive. */
export function ownDevice(domain: XmlElement, drive: MediaDriveId): XmlElement | undefined {
  return disks(domain).find((disk) => find(disk, 'alias')?.attributes.name === mediaAliases[drive]);
}

export function diskByTarget(domain: XmlElement | undefined, target: string): XmlElement | undefined {
  return disks(domain).find((disk) => attributeAt(disk, ['target'], 'dev') === target);
}

/** The CD drives that the machine has of itself. */
export function ownersDrives(domain: XmlElement | undefined): readonly XmlElement[] {
  return disks(domain).filter(
    (disk) => disk.attributes.device === 'cdrom' && find(disk, 'alias')?.attributes.name !== mediaAliases.Cd,
  );
}

export const isEmpty = (disk: XmlElement): boolean => find(disk, 'source') === undefined;
