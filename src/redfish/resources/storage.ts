import { link, links } from '../link.js';
import { defineResource } from '../resource.js';
import { healthy } from '../status.js';
import { busTitle, subsystemOf } from '../storage.js';
import { driveUri, systemUri } from '../uris.js';

/** One kind of bus, with its disks. */
export const storage = defineResource({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}',
  type: 'Storage.v1_21_0.Storage',
  find: ({ machine, storage: id }) => {
    const bus = subsystemOf(machine, id);
    return bus && { ...bus, machine };
  },
  read: ({ name, disks, machine }, { uri }) => ({
    Id: name,
    Name: `${busTitle(name)} storage`,
    Status: healthy,
    Controllers: link(`${uri}/Controllers`),
    ...links(
      'Drives',
      disks.map(({ target }) => driveUri(machine.id, target)),
    ),
    Volumes: link(`${uri}/Volumes`),
    ...(disks.length > 0 && { Links: { SimpleStorage: link(`${systemUri(machine.id)}/SimpleStorage/${name}`) } }),
  }),
});
