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
