import type { Disk, Machine } from '../../hypervisor/port.js';
import { link, links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { diskOf, hasVolume, protocolOf } from '../storage.js';
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
}

const readDrive = ({ disk, machine }: Drive) => ({
  Id: disk.target,
  Name: `Drive ${disk.target} of ${machine.name}`,
  Status: healthy,
  MediaType: mediaTypeOf(disk),
  Protocol: protocolOf(disk.bus),
  ...(disk.capacity !== undefined && { CapacityBytes: disk.capacity }),
  ...(disk.serial && { SerialNumber: disk.serial }),
  ...readIdentifiers(disk.wwn),
  Links: {
    Chassis: link(chassisUri(machine.id)),
    ...links('Volumes', hasVolume(disk) ? [`${systemUri(machine.id)}/Storage/${disk.bus}/Volumes/${disk.target}`] : []),
  },
});

/** A hard disk, where `Storage.Drives` links to. */
export const drive = defineResource({
  path: '/redfish/v1/Chassis/{machine}/Drives/{drive}',
  type: 'Drive.v1_22_0.Drive',
  find: ({ machine, drive: id }) => {
    const disk = machine.disks.find(({ target }) => target === id);
    return disk && { disk, machine };
  },
  read: readDrive,
});

/** The same below its storage: a deprecated place that clients of sushy-emulator know. */
export const storageDrive = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Drives/{drive}',
  type: 'Drive.v1_22_0.Drive',
  find: ({ machine, storage, drive: id }) => {
    const disk = diskOf(machine, storage, id);
    return disk && { disk, machine };
  },
  read: readDrive,
});
