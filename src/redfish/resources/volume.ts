import { links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { diskOf, hasVolume } from '../storage.js';
import { systemUri } from '../uris.js';

/** The whole of one drive: nothing here stands between a disk and its guest. */
export const volume = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Volumes/{volume}',
  type: 'Volume.v1_10_2.Volume',
  find: ({ machine, storage, volume: id }) => {
    const disk = diskOf(machine, storage, id);
    return disk && hasVolume(disk) ? { ...disk, machine } : undefined;
  },
  read: ({ target, bus, capacity, machine }) => ({
    Id: target,
    Name: `Volume ${target}`,
    Status: healthy,
    CapacityBytes: capacity,
    Links: links('Drives', [`${systemUri(machine.id)}/Storage/${bus}/Drives/${target}`]),
  }),
});
