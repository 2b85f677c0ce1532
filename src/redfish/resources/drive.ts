import type { Disk } from '../../hypervisor/port.js';
import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { diskOf, hasVolume, protocolOf } from '../storage.js';
import { systemUri } from '../uris.js';

/** `Drive.MediaType`; null where the hypervisor does not say. */
const mediaTypeOf = ({ rotational }: Disk) => (rotational === undefined ? null : rotational ? 'HDD' : 'SSD');

/** `Identifier.DurableName` of an NAA name is sixteen or 32 digits in pairs. */
const readIdentifiers = (wwn: string | undefined) => {
  const digits = wwn?.replace(/^0x/i, '').toUpperCase() ?? '';
  const pairs = digits.match(/^(?:[0-9A-F]{16}){1,2}$/) && digits.match(/../g);
  return pairs ? { Identifiers: [{ DurableName: digits, DurableNameFormat: 'NAA' }] } : {};
};

/** A hard disk, by its target name. */
export const drive = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Drives/{drive}',
  type: 'Drive.v1_22_0.Drive',
  find: ({ machine, storage, drive: id }) => {
    const disk = diskOf(machine, storage, id);
    return disk && { disk, storageUri: `${systemUri(machine.id)}/Storage/${storage}` };
  },
  read: ({ disk, storageUri }) => ({
    Id: disk.target,
    Name: `Drive ${disk.target}`,
    Status: healthy,
    MediaType: mediaTypeOf(disk),
    Protocol: protocolOf(disk.bus),
    ...(disk.capacity !== undefined && { CapacityBytes: disk.capacity }),
    ...(disk.serial && { SerialNumber: disk.serial }),
    ...readIdentifiers(disk.wwn),
    Links: links('Volumes', hasVolume(disk) ? [`${storageUri}/Volumes/${disk.target}`] : []),
  }),
});
