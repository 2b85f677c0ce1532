import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { diskOf, hasVolume } from '../storage.js';
import { driveUri } from '../uris.js';

/** The whole of one drive: nothing here stands between a disk and its guest. */
export const volume = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Volumes/{volume}',
  type: 'Volume.v1_10_2.Volume',
  find: ({ machine, storage, volume: id }) => {
    const disk = diskOf(machine, storage, id);
    return disk && hasVolume(disk) ? { disk, machine } : undefined;
  },
  read: ({ disk, machine }) => ({
    Id: disk.target,
    Name: `Volume ${disk.target}`,
    Status: healthy,
    CapacityBytes: disk.capacity,
    Links: links('Drives', [driveUri(machine.id, disk.target)]),
  }),
});
