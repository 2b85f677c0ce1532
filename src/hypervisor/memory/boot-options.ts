import { type BootMode, type BootOption, type BootTarget, bootTargets, type MediaDriveId } from '../port.js';
import { disksOf, type MachineRecord, type MemoryVolume } from './record.js';
import type { Hardware } from './spec.js';

/** The drive that a boot target reads: a floppy and a USB stick are the same device here. */
const driveOf: Partial<Record<BootTarget, MediaDriveId>> = { Cd: 'Cd', Floppy: 'Floppy', Usb: 'Floppy' };

export function driveOfTarget(target: BootTarget): MediaDriveId | undefined {
  return driveOf[target];
}

/**
 * What the firmware can boot from, disks first. Every device keeps its number for good, those of drives that are
 * not plugged in now included.
 */
export function bootOptionsOf(
  hardware: Hardware,
  volumes: readonly MemoryVolume[],
  present: (drive: MediaDriveId) => boolean,
): readonly BootOption[] {
  const disks = hardware.disks.map(
    ({ target }) => ({ name: `Disk ${target}`, target: 'Hdd', device: target }) as const,
  );
  const nics = hardware.nics.map(({ mac }) => ({ name: `Network ${mac}`, target: 'Pxe', device: mac }) as const);
  const drives = [
    { name: 'CD-ROM', target: 'Cd', device: 'sda', drive: 'Cd' },
    { name: 'USB stick', target: 'Usb', device: 'sdb', drive: 'Floppy' },
  ] as const;
  const fixed = [...disks, ...nics, ...drives];
  const added = volumes.map(
    ({ target, number }) =>
      ({ name: `Disk ${target}`, target: 'Hdd', device: target, id: optionId(fixed.length + number) }) as const,
  );
  return [...fixed.map((option, index) => ({ ...option, id: optionId(index + 1) })), ...added]
    .filter((option) => !('drive' in option) || present(option.drive))
    .map(({ id, name, target, device }) => ({ id, name, target, device }));
}

const optionId = (number: number): string => `Boot${number.toString(16).toUpperCase().padStart(4, '0')}`;

/** What an override may name in a mode: the firmware of a PC has no shell and no variables. */
export function targetsOf(record: MachineRecord, mode: BootMode): readonly BootTarget[] {
  const { hardware } = record;
  return bootTargets.filter((target) => {
    if (target === 'Pxe' || target === 'UefiHttp') {
      return hardware.nics.length > 0 && (target === 'Pxe' || mode === 'UEFI');
    }
    if (target === 'Hdd') return disksOf(record).length > 0;
    return mode === 'UEFI' || !target.startsWith('Uefi');
  });
}
