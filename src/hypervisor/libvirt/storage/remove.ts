import {
  type Hypervisor as Connection,
  DeviceModifyFlags,
  type Domain,
  isLibvirtError,
  LibvirtError,
  type StorageVolume,
} from '../../../libvirt/index.js';
import { HypervisorError } from '../../port.js';
import { notOurs } from '../../volume.js';
import { type Document, readDocuments } from '../domain/documents.js';
import { diskByTarget, disks } from '../domain/media-drives.js';
import type { Machinery } from '../machinery.js';
import { cut } from '../media/place.js';
import { find } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { pathOf, volumeAlias, volumeOf, volumeStem } from './device.js';
import { userOf } from './users.js';

/** `StorageControl.deleteVolume`. All that could speak against it is looked at first; then disk, then volume. */
export async function deleteVolume(connection: Connection, machinery: Machinery, target: string): Promise<void> {
  const { domain } = machinery;
  const { live, config } = await readDocuments(domain);
  const running = diskByTarget(live?.root, target);
  const defined = diskByTarget(config?.root, target);
  const disk = running ?? defined;
  if (!disk) throw new HypervisorError('not-found', `machine ${domain.name} has no disk ${target}`);
  const id = volumeOf(disk);
  if (id === undefined) throw notOurs(target);
  const volume = await volumeBehind(connection, disk, id, target);
  const user = await userOf(connection, volume, volumeStem(id), domain.uuid);
  if (user !== undefined) throw new HypervisorError('conflict', `disk ${target} is in use by ${user}`);
  if (live && running) await unplug(machinery, live, running, id);
  if (config && defined && volumeOf(defined) === id) {
    await domain.detachDevice(cut(config.text, defined), DeviceModifyFlags.CONFIG);
  }
  await volume.remove();
}

/** The volume, if it is beyond doubt the one that was made for this disk, and nobody has made something else of it. */
async function volumeBehind(
  connection: Connection,
  disk: XmlElement,
  id: string,
  target: string,
): Promise<StorageVolume> {
  const refuse = (why: string) => new HypervisorError('conflict', `disk ${target} ${why}`);
  if (find(disk, 'readonly') || find(disk, 'shareable')) throw refuse('is read-only or shared');
  const path = pathOf(disk) ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.replace(/\.qcow2$/, '') !== volumeStem(id)) throw refuse('has a snapshot, or another source by now');
  try {
    return await connection.lookupStorageVolumeByPath(path);
  } catch (error) {
    if (!isLibvirtError(error, 'NO_STORAGE_VOL')) throw error;
    throw refuse('is in no active storage pool: start its pool');
  }
}

/** Resolves when the guest has let go. */
async function unplug(machinery: Machinery, live: Document, disk: XmlElement, id: string): Promise<void> {
  const { domain } = machinery;
  const gone = machinery.deviceGone(volumeAlias(id));
  try {
    // libvirt waits some seconds by itself. A guest that is still at it from the last time is waited for as well.
    await domain.detachDevice(cut(live.text, disk), DeviceModifyFlags.LIVE);
  } catch (error) {
    gone.forget();
    const refused = error instanceof LibvirtError && error.kind === 'remote' && error.codeName === 'OPERATION_FAILED';
    if (refused) throw held(error);
    throw error;
  }
  if (!(await isThere(domain, id))) return gone.forget();
  if ((await gone.happened) || !(await isThere(domain, id))) return;
  throw held();
}

const held = (cause?: unknown): HypervisorError =>
  new HypervisorError('conflict', 'the guest does not let go of the disk: take it out of use there, or power it off', {
    cause,
  });

async function isThere(domain: Domain, id: string): Promise<boolean> {
  return disks(parseXml(await domain.toXml())).some((disk) => volumeOf(disk) === id);
}
