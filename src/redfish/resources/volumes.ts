import type { Disk, Machine } from '../../hypervisor/port.js';
import { defineCollection } from '../collection.js';
import { startVolume } from '../create-volume.js';
import { RedfishError, redfishError } from '../errors.js';
import { missing, notInList, wrongValue } from '../problems.js';
import type { ObjectSchema, Value } from '../schema.js';
import { type Bus, hasVolume, raidTypes, subsystemOf } from '../storage.js';
import { driveUri, systemUri } from '../uris.js';

const mebibyte = 2 ** 20;

const drives = {
  type: 'array',
  items: { type: 'object', properties: { '@odata.id': { type: 'string' } }, required: ['@odata.id'] },
} as const;

const properties = {
  type: 'object',
  properties: {
    /** Without: as large as the drive that is named. Ironic leaves it out where it wants all that there is. */
    CapacityBytes: { type: 'integer', minimum: mebibyte, maximum: Number.MAX_SAFE_INTEGER },
    DisplayName: { type: 'string', minLength: 1, maxLength: 255 },
    /** Read-only by now, and what older clients name a volume by. */
    Name: { type: 'string', minLength: 1, maxLength: 255 },
    RAIDType: { type: 'string', enum: raidTypes },
    /** What `RAIDType` was before Volume 1.3.1: Ironic sends both. */
    VolumeType: { type: 'string', enum: ['NonRedundant'] },
    Encrypted: { type: 'boolean' },
    Links: { type: 'object', properties: { Drives: drives } },
  },
} as const satisfies ObjectSchema;

/** The one drive that the request names, by either of its URIs. */
const driveOf = (machine: Machine, { name, disks }: Bus, { Links }: Value<typeof properties>): Disk | undefined => {
  const [drive, ...more] = Links?.Drives ?? [];
  if (more.length > 0)
    throw new RedfishError([wrongValue({ property: 'Links/Drives' }, 'A volume lies on one drive.')]);
  if (drive === undefined) return undefined;
  const uri = drive['@odata.id'];
  const places = (target: string) => [
    driveUri(machine.id, target),
    `${systemUri(machine.id)}/Storage/${name}/Drives/${target}`,
  ];
  const found = disks.find(({ target }) => places(target).includes(uri));
  if (found) return found;
  throw new RedfishError([
    notInList({ property: 'Links/Drives/0/@odata.id' }, uri, 'It is no drive of this storage subsystem.'),
  ]);
};

/** What a guest finds on its disks of one bus. New ones are made in a storage pool of the hypervisor. */
export const volumes = defineCollection({
  path: '/redfish/v1/Systems/{machine}/Storage/{storage}/Volumes',
  of: 'Volume',
  name: 'Volumes',
  members: ({ machine, storage }) =>
    subsystemOf(machine, storage)
      ?.disks.filter(hasVolume)
      .map(({ target }) => target),
  create: {
    properties,
    applyTimes: ['Immediate'],
    run: async ({ params: { machine, storage } }, wanted, { context }) => {
      const bus = subsystemOf(machine, storage);
      if (!bus) throw redfishError('ResourceNotFound', ['Storage', storage]);
      if (wanted.Encrypted)
        throw new RedfishError([wrongValue({ property: 'Encrypted' }, 'Volumes are not encrypted here.')]);
      const drive = driveOf(machine, bus, wanted);
      const capacity = wanted.CapacityBytes ?? drive?.capacity;
      if (capacity === undefined) throw new RedfishError([missing({ property: 'CapacityBytes' })]);
      const displayName = wanted.DisplayName ?? wanted.Name;
      return startVolume(context, machine, { bus: bus.name, capacity, displayName, beside: drive?.target });
    },
  },
});
