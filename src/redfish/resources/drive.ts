import type { Disk, Machine } from '../../hypervisor/port.js';
import { identifiersOf } from '../identifiers.js';
import { indicatorProperties, readIndicator, wantedIndicator } from '../indicator.js';
import { link, links } from '../link.js';
import { defineResource, type Params } from '../resource.js';
import type { ObjectSchema } from '../schema.js';
import { healthy } from '../status.js';
import { diskOf, hasVolume, protocolOf } from '../storage.js';
import { chassisUri, driveUri, systemUri, volumesUri } from '../uris.js';

interface Drive {
  readonly disk: Disk;
  readonly machine: Machine;
}

/** `Drive.MediaType`; null where the hypervisor does not say. */
const mediaTypeOf = ({ rotational }: Disk) => (rotational === undefined ? null : rotational ? 'HDD' : 'SSD');

const writable = {
  type: 'object',
  properties: indicatorProperties,
} as const satisfies ObjectSchema;

/** A drive, in one of its places. */
const defineDrive = <const Path extends string>(path: Path, find: (params: Params<Path>) => Drive | undefined) =>
  defineResource({
    path,
    type: 'Drive.v1_22_0.Drive',
    find,
    read: ({ disk, machine }, { context: { hypervisor, settings } }) => ({
      Id: disk.target,
      Name: `Drive ${disk.target} of ${machine.name}`,
      Status: healthy,
      MediaType: mediaTypeOf(disk),
      Protocol: protocolOf(disk.bus),
      ...(disk.capacity !== undefined && { CapacityBytes: disk.capacity }),
      ...(disk.blockSize !== undefined && { BlockSizeBytes: disk.blockSize }),
      ...(disk.manufacturer && { Manufacturer: disk.manufacturer }),
      ...(disk.model && { Model: disk.model }),
      ...(disk.serial && { SerialNumber: disk.serial }),
      ...identifiersOf(disk.wwn),
      PhysicalLocation: { PartLocation: { ServiceLabel: disk.target } },
      ...readIndicator(machine.state.driveIndicators?.includes(disk.target) ?? false, settings),
      ...(hypervisor.metrics && { Metrics: link(`${driveUri(machine.id, disk.target)}/Metrics`) }),
      Links: {
        Chassis: link(chassisUri(machine.id)),
        Storage: link(`${systemUri(machine.id)}/Storage/${disk.bus}`),
        ...links('Volumes', hasVolume(disk) ? [`${volumesUri(machine.id, disk.bus)}/${disk.target}`] : []),
      },
    }),
    patch: {
      properties: writable,
      apply: async ({ machine, disk: { target } }, body, { context }) => {
        const active = wantedIndicator(body);
        await context.hypervisor.setState(machine.id, ({ driveIndicators = [] }) => {
          const others = driveIndicators.filter((other) => other !== target);
          const on = active ? [...others, target] : others;
          return { driveIndicators: on.length > 0 ? on : undefined };
        });
        return undefined;
      },
    },
  });

const driveOf = (machine: Machine, disk: Disk | undefined): Drive | undefined => disk && { disk, machine };

/** A hard disk, where `Storage.Drives` links to. */
export const drive = defineDrive('/redfish/v1/Chassis/{machine}/Drives/{drive}', ({ machine, drive: id }) =>
  driveOf(
    machine,
    machine.disks.find(({ target }) => target === id),
  ),
);

/** The same below its storage: a deprecated place that clients of sushy-emulator know. */
export const storageDrive = defineDrive(
  '/redfish/v1/Systems/{machine}/Storage/{storage}/Drives/{drive}',
  ({ machine, storage, drive: id }) => driveOf(machine, diskOf(machine, storage, id)),
);
