import { randomBytes } from 'node:crypto';
import { HypervisorError, type VolumeRequest } from './port.js';

/** First letters of the targets on a bus (libvirt's formatdomain, "Hard drives, floppy disks, CDROMs": `target`). */
const prefixes: Readonly<Record<string, string>> = { virtio: 'vd', sata: 'sd', scsi: 'sd', usb: 'sd', ide: 'hd' };

const sector = 512;

/**
 * Sixteen hex digits that no other volume has. They are a name of type NAA 3, locally assigned (FC-FS, "Name_Identifier
 * formats"), so that one id does for the serial number and the WWN.
 */
export const newVolumeId = (): string => `3${randomBytes(8).toString('hex').slice(1)}`;

/** Whole sectors. Throws `invalid`. */
export function bytesOf({ capacity }: VolumeRequest): number {
  if (Number.isFinite(capacity) && capacity > 0) return Math.ceil(capacity / sector) * sector;
  throw new HypervisorError('invalid', `a volume of ${capacity} bytes`);
}

/** The first target that is free on this bus. Throws `unsupported`. */
export function freeTarget(bus: string, used: ReadonlySet<string>): string {
  const prefix = prefixes[bus];
  if (prefix === undefined) throw new HypervisorError('unsupported', `no volume can be made on the bus ${bus}`);
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const names = ['', ...letters].flatMap((first) => letters.map((last) => `${prefix}${first}${last}`));
  const free = names.find((name) => !used.has(name));
  if (free === undefined) throw new HypervisorError('conflict', `the bus ${bus} has no place left`);
  return free;
}

export const notOurs = (target: string): HypervisorError =>
  new HypervisorError('unsupported', `disk ${target} was not made through this service, and stays`);
