import { HypervisorError, type MediaDriveId, type Medium, mediaDriveIds } from '../port.js';
import type { MachineRecord } from './record.js';
import type { World } from './world.js';

export function insert(world: World, record: MachineRecord, drive: MediaDriveId, medium: Medium): void {
  mustBeDrive(record, drive);
  const { media } = record.status;
  if (media[drive] !== undefined) {
    throw new HypervisorError(
      'conflict',
      `drive ${drive} of machine ${record.hardware.name} holds a medium: eject it first`,
    );
  }
  world.change(record, { media: { ...media, [drive]: medium } }, told(record, drive, true));
}

export function eject(world: World, record: MachineRecord, drive: MediaDriveId): void {
  mustBeDrive(record, drive);
  const { [drive]: medium, ...rest } = record.status.media;
  if (medium !== undefined) world.change(record, { media: rest }, told(record, drive, false));
}

function told(record: MachineRecord, drive: MediaDriveId, inserted: boolean) {
  return { type: 'media', id: record.hardware.id, drive, inserted } as const;
}

function mustBeDrive(record: MachineRecord, drive: MediaDriveId): void {
  if (mediaDriveIds.includes(drive)) return;
  throw new HypervisorError('not-found', `machine ${record.hardware.name} has no drive ${drive}`);
}
