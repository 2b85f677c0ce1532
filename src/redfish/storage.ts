/** A machine's disks, by the controller that they are attached to: one for each kind of bus. */
import type { Disk, Machine } from '../hypervisor/port.js';

export interface Bus {
  readonly name: string;
  readonly disks: readonly Disk[];
}

/** In the order of the machine's disks. */
export const busesOf = ({ disks }: Machine): readonly Bus[] =>
  [...new Set(disks.map(({ bus }) => bus))].map((name) => ({ name, disks: disks.filter(({ bus }) => bus === name) }));

export const busOf = (machine: Machine, name: string): Bus | undefined =>
  busesOf(machine).find((bus) => bus.name === name);

/** Storage subsystems: the buses, and for a machine without disks the one that its first volume would be on. */
export const subsystemsOf = (machine: Machine): readonly Bus[] =>
  machine.disks.length > 0 ? busesOf(machine) : [{ name: 'virtio', disks: [] }];

export const subsystemOf = (machine: Machine, name: string): Bus | undefined =>
  subsystemsOf(machine).find((bus) => bus.name === name);

/** `Volume.RAIDType` of what can be made: there is nothing here that could mirror, and RAID 0 of one drive is plain. */
export const raidTypes = ['RAID0'] as const;

const makeable = new Set(['virtio', 'sata', 'scsi', 'ide', 'usb']);
/** What volumes on a bus can be: nothing where none can be made. */
export const raidTypesOf = (bus: string): readonly string[] => (makeable.has(bus) ? raidTypes : []);

/** By what a volume's display name is kept: it must not fall to another disk that gets the same target later. */
export const nameKeyOf = ({ volume, target }: Disk): string => volume ?? target;

/** One disk of a bus by its target name (`vda`). */
export const diskOf = (machine: Machine, bus: string, target: string): Disk | undefined =>
  machine.disks.find((disk) => disk.bus === bus && disk.target === target);

/** Disks whose capacity is known: a volume without one tells nobody anything. */
export const hasVolume = ({ capacity }: Disk): boolean => capacity !== undefined;

const titles: Readonly<Record<string, string>> = { ide: 'IDE', nvme: 'NVMe', sata: 'SATA', scsi: 'SCSI', usb: 'USB' };
export const busTitle = (bus: string): string => titles[bus] ?? bus;

/** `Protocol.Protocol` of a bus. There is none for virtio, parallel ATA and SCSI. */
const protocols: Readonly<Record<string, string>> = { sata: 'SATA', usb: 'USB', nvme: 'NVMe' };
export const protocolOf = (bus: string): string => protocols[bus] ?? 'OEM';
