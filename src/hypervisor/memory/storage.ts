import { type DiskUsage, HypervisorError, type VolumeRequest } from '../port.js';
import { bytesOf, freeTarget, newVolumeId, notOurs } from '../volume.js';
import { disksOf, type MachineRecord } from './record.js';
import type { World } from './world.js';

/** Bytes that all volumes of one machine may have together: its pool. */
const poolSize = 2 ** 44;

/** Buses that take a disk while the machine runs. */
const pluggable = new Set(['virtio', 'scsi', 'usb']);

export function createVolume(world: World, record: MachineRecord, wanted: VolumeRequest): string {
  const { hardware, status } = record;
  const capacity = bytesOf(wanted);
  const disks = disksOf(record);
  const target = freeTarget(wanted.bus, new Set(disks.map((disk) => disk.target)));
  if (wanted.beside !== undefined) mustBeDisk(record, wanted.beside);
  if (status.power !== 'Off' && !pluggable.has(wanted.bus)) {
    throw new HypervisorError('conflict', `a running machine takes no disk on ${wanted.bus}: power it off`);
  }
  const taken = status.volumes.reduce((sum, volume) => sum + volume.capacity, 0);
  if (capacity > poolSize - taken) {
    throw new HypervisorError('no-space', `the pool has ${poolSize - taken} bytes left`);
  }
  const id = newVolumeId();
  const volume = {
    target,
    bus: wanted.bus,
    serial: id,
    ...(wanted.bus === 'virtio' ? {} : { wwn: id }),
    capacity,
    blockSize: 512,
    readOnly: false,
    volume: id,
    number: Math.max(0, ...status.volumes.map(({ number }) => number)) + 1,
  };
  const event = { type: 'disk', id: hardware.id, target, present: true } as const;
  world.change(record, { volumes: [...status.volumes, volume] }, event);
  return target;
}

export function deleteVolume(world: World, record: MachineRecord, target: string): void {
  const { hardware, status } = record;
  if (mustBeDisk(record, target).volume === undefined) throw notOurs(target);
  const volumes = status.volumes.filter((volume) => volume.target !== target);
  world.change(record, { volumes }, { type: 'disk', id: hardware.id, target, present: false });
}

/** Nothing is ever written to these disks. */
export function diskUsage(record: MachineRecord, target: string): DiskUsage | undefined {
  const { capacity } = mustBeDisk(record, target);
  return capacity === undefined ? undefined : { capacity, allocated: 0 };
}

function mustBeDisk(record: MachineRecord, target: string) {
  const disk = disksOf(record).find((candidate) => candidate.target === target);
  if (disk) return disk;
  throw new HypervisorError('not-found', `machine ${record.hardware.name} has no disk ${target}`);
}
