import type { PciFunction } from '../port.js';
import { disksOf, type MachineRecord } from './record.js';

const ethernet = { vendorId: 0x1af4, deviceId: 0x1041, classCode: 0x02_00_00 };
const block = { vendorId: 0x1af4, deviceId: 0x1042, classCode: 0x01_00_00 };
const ahci = { vendorId: 0x8086, deviceId: 0x2922, classCode: 0x01_06_01 };

const inSlot = { domain: 0, slot: 0, function: 0, multifunction: false, virtual: false } as const;

/**
 * A board with slots of PCI Express: its virtio cards and disks each in one of their own, which it keeps whatever comes
 * and goes, and a SATA controller on the board where there is something attached to it.
 */
export function pciOf(record: MachineRecord): readonly PciFunction[] {
  const { hardware, status } = record;
  const sata = disksOf(record).filter(({ bus }) => bus === 'sata');
  const cards = hardware.nics.map(({ mac }, index) => ({
    ...inSlot,
    ...ethernet,
    bus: 1 + index,
    kind: 'interface',
    mac,
  }));
  const fixed = hardware.disks.map(({ target, bus }, index) => ({ target, bus, number: index }));
  const made = status.volumes.map(({ target, bus, number }) => ({ target, bus, number: fixed.length + number - 1 }));
  const disks = [...fixed, ...made]
    .filter(({ bus }) => bus === 'virtio')
    .map(({ target, number }) => ({
      ...inSlot,
      ...block,
      bus: 1 + cards.length + number,
      kind: 'disk',
      disks: [target],
    }));
  const controller = { ...inSlot, ...ahci, bus: 0, slot: 0x1f, function: 2, multifunction: true, kind: 'controller' };
  return [
    ...(sata.length > 0 ? [{ ...controller, model: 'ich9-ahci', disks: sata.map(({ target }) => target) }] : []),
    ...cards.map((card) => ({ ...card, model: 'virtio', disks: [] })),
    ...disks.map((disk) => ({ ...disk, model: 'virtio' })),
  ];
}
