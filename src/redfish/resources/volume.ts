import { type Disk, HypervisorError, type Machine } from '../../hypervisor/port.js';
import type { Context } from '../context.js';
import { nameVolume, storageOf } from '../create-volume.js';
import { redfishError } from '../errors.js';
import { identifiersOf } from '../identifiers.js';
import { link, links } from '../link.js';
import { defineResource } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';
import { diskOf, hasVolume, nameKeyOf, raidTypes } from '../storage.js';
import { driveUri, systemUri } from '../uris.js';

interface Volume {
  readonly disk: Disk;
  readonly machine: Machine;
}

const writable = {
  type: 'object',
  properties: { DisplayName: { type: ['string', 'null'], minLength: 1, maxLength: 255 } },
} as const satisfies ObjectSchema;

/** Undefined where the hypervisor cannot tell, or not now. */
const usageOf = async ({ hypervisor }: Context, { machine, disk }: Volume) => {
  try {
    return await hypervisor.storage?.diskUsage(machine.id, disk.target);
  } catch (error) {
    if (error instanceof HypervisorError) return undefined;
    throw error;
  }
};

/** The whole of one drive: nothing here stands between a disk and its guest. */
export const volume = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Volumes/{volume}',
  type: 'Volume.v1_10_2.Volume',
  find: ({ machine, storage, volume: id }): Volume | undefined => {
    const disk = diskOf(machine, storage, id);
    return disk && hasVolume(disk) ? { disk, machine } : undefined;
  },
  // What is in use of it moves all the time, and is no change.
  revision: ({ machine }) => machine.revision,
  read: async (found, { context }) => {
    const { disk, machine } = found;
    const usage = await usageOf(context, found);
    const capacity = usage?.capacity ?? disk.capacity ?? 0;
    const free = usage && capacity > 0 ? Math.max(0, 1 - usage.allocated / capacity) : undefined;
    const displayName = machine.state.volumeNames?.[nameKeyOf(disk)];
    const storage = `${systemUri(machine.id)}/Storage/${disk.bus}`;
    return {
      Id: disk.target,
      Name: displayName ?? `Volume ${disk.target}`,
      DisplayName: displayName ?? null,
      Status: healthy,
      CapacityBytes: capacity,
      ...(free !== undefined && { RemainingCapacityPercent: Math.floor(free * 100) }),
      ...(disk.blockSize !== undefined && { BlockSizeBytes: disk.blockSize }),
      // A disk that came with the machine is a raw device, which has no RAID type: Ironic's clean steps leave it alone.
      ...(disk.volume !== undefined && { RAIDType: raidTypes[0] }),
      ...identifiersOf(disk.wwn),
      Links: {
        ...links('Drives', [driveUri(machine.id, disk.target)]),
        ...links('Controllers', [`${storage}/Controllers/1`]),
        OwningStorageResource: link(storage),
      },
    };
  },
  patch: {
    properties: writable,
    apply: async ({ machine, disk }, { DisplayName }, { context }) => {
      if (DisplayName !== undefined) await nameVolume(context, machine.id, disk.target, DisplayName);
      return undefined;
    },
  },
  removeApplyTimes: ['Immediate'],
  remove: async ({ machine, disk }, { context, uri }) => {
    if (disk.volume === undefined)
      throw redfishError('ResourceCannotBeDeleted', [], {
        detail: 'The disk came with the machine: only what was created here is deleted here.',
      });
    await storageOf(context, uri).deleteVolume(machine.id, disk.target);
  },
});
