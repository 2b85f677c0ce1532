import { type Hypervisor as Connection, DeviceModifyFlags, LibvirtError } from '../../../libvirt/index.js';
import { HypervisorError, type VolumeRequest } from '../../port.js';
import { bytesOf, freeTarget, newVolumeId } from '../../volume.js';
import { type Documents, readDocuments } from '../domain/documents.js';
import { diskByTarget, disks } from '../domain/media-drives.js';
import type { Machinery } from '../machinery.js';
import { attributeAt, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';
import { volumeDisk, volumeStem } from './device.js';
import { findPlace, type Place, sizeOf } from './pool.js';

/** Buses on which QEMU takes a disk while the machine runs. */
const pluggable = new Set(['virtio', 'scsi', 'usb']);

/** `StorageControl.createVolume`. Volume, then disk; the volume goes again if the disk cannot be plugged in. */
export async function createVolume(
  connection: Connection,
  named: string | undefined,
  { domain }: Machinery,
  wanted: VolumeRequest,
): Promise<string> {
  const { bus } = wanted;
  const capacity = bytesOf(wanted);
  const documents = await readDocuments(domain);
  const { live, config } = documents;
  const present = [live?.root, config?.root].flatMap(disks);
  const target = freeTarget(bus, new Set(present.flatMap((disk) => attributeAt(disk, ['target'], 'dev') ?? [])));
  if (live && !pluggable.has(bus)) {
    throw new HypervisorError('conflict', `a running machine takes no disk on ${bus}: power it off`);
  }
  const place = await findPlace(connection, named, neighbours(documents, wanted.beside));
  const id = newVolumeId();
  const format = place.kind === 'file' ? 'qcow2' : 'raw';
  const volume = await make(place, `${volumeStem(id)}${place.kind === 'file' ? '.qcow2' : ''}`, format, capacity);
  try {
    const xml = volumeDisk({ id, kind: place.kind, format, path: await volume.getPath(), bus, target });
    const flags = (live ? DeviceModifyFlags.LIVE : 0) | (config ? DeviceModifyFlags.CONFIG : 0);
    // One call for both: libvirt keeps the definition only once the running machine has the disk.
    await domain.attachDevice(xml, flags);
  } catch (error) {
    await volume.remove();
    throw withoutSlot(error);
  }
  return target;
}

/**
 * The disks of which one says where volumes of this machine belong: the one that is named, or all that are its own.
 * Inserted media are read-only, and lie with the images.
 */
function neighbours({ live, config }: Documents, beside: string | undefined): readonly XmlElement[] {
  const domain = (config ?? live)?.root;
  if (beside === undefined) {
    return disks(domain).filter((disk) => (disk.attributes.device ?? 'disk') === 'disk' && !find(disk, 'readonly'));
  }
  const disk = diskByTarget(live?.root, beside) ?? diskByTarget(config?.root, beside);
  if (disk) return [disk];
  throw new HypervisorError('not-found', `the machine has no disk ${beside}`);
}

async function make({ pool, kind }: Place, name: string, format: string, capacity: number) {
  const size = await sizeOf(pool);
  if (size !== undefined && capacity > size) {
    throw new HypervisorError('no-space', `the storage pool ${pool.name} holds ${size} bytes in all`);
  }
  const allocation = kind === 'file' ? "<allocation unit='bytes'>0</allocation>" : '';
  return pool.createVolume(
    `<volume><name>${name}</name><capacity unit='bytes'>${capacity}</capacity>${allocation}<target><format type='${format}'/></target></volume>`,
  );
}

/** q35 has a port for each device that can be plugged in, and libvirt adds some at the next power-on alone. */
function withoutSlot(error: unknown): unknown {
  if (!(error instanceof LibvirtError) || !/no more available pci slots/i.test(error.message)) return error;
  return new HypervisorError('conflict', 'the running machine has no free slot for another disk: power it off', {
    cause: error,
  });
}
