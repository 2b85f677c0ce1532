import type { Disk, Machine } from '../../hypervisor/port.js';
import { link, links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { diskOf, driveId, hasVolume, protocolOf } from '../storage.js';
import { chassisUri, systemUri } from '../uris.js';

/** `Drive.MediaType`; null where the hypervisor does not say. */
const mediaTypeOf = ({ rotational }: Disk) => (rotational === undefined ? null : rotational ? 'HDD' : 'SSD');

/** `Identifier.DurableName` of an NAA name is sixteen or 32 digits. */
const readIdentifiers = (wwn: string | undefined) => {
  const digits = wwn?.replace(/^0x/i, '').toUpperCase() ?? '';
  return /^(?:[0-9A-F]{16}){1,2}$/.test(digits)
    ? { Identifiers: [{ DurableName: digits, DurableNameFormat: 'NAA' }] }
    : {};
};

interface Drive {
  readonly disk: Disk;
  readonly machine: Machine;
  readonly id: string;
}

const readDrive = ({ disk, machine, id }: Drive) => ({
  Id: id,
  Name: `Drive ${disk.target} of ${machine.name}`,
  Status: healthy,
  MediaType: mediaTypeOf(disk),
  Protocol: protocolOf(disk.bus),
  ...(disk.capacity !== undefined && { CapacityBytes: disk.capacity }),
  ...(disk.serial && { SerialNumber: disk.serial }),
  ...readIdentifiers(disk.wwn),
  Links: {
    Chassis: link(chassisUri),
    ...links('Volumes', hasVolume(disk) ? [`${systemUri(machine.id)}/Storage/${disk.bus}/Volumes/${disk.target}`] : []),
  },
});

/** A hard disk, where `Storage.Drives` links to. */
export const drive = defineResource({
  path: '/redfish/v1/Chassis/{chassis}/Drives/{drive}',
  type: 'Drive.v1_22_0.Drive',
  find: async ({ chassis, drive: id }, { machines }) => {
    if (chassis !== '1') return undefined;
    const found = (await machines()).flatMap((machine) => machine.disks.map((disk) => ({ machine, disk, id })));
    return found.find(({ machine, disk }) => driveId(machine.id, disk) === id);
  },
  read: readDrive,
});

/** The same below its storage, by its target name: a deprecated place that clients of sushy-emulator know. */
export const storageDrive = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Drives/{drive}',
  type: 'Drive.v1_22_0.Drive',
  find: ({ machine, storage, drive: id }) => {
    const disk = diskOf(machine, storage, id);
    return disk && { disk, machine, id };
  },
  read: readDrive,
});
