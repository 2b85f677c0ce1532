import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import {
  type Hypervisor as Connection,
  isLibvirtError,
  type StoragePool,
  StoragePoolCreateFlags,
  type StorageVolume,
} from '../../../libvirt/index.js';
import { HypervisorError, type Medium, type MediumSource } from '../../port.js';
import { escapeXml } from '../xml/entities.js';

export const poolName = 'redfish-emu';

/**
 * Images on a hypervisor that cannot read our files: a storage pool of our own, one volume per content, shared by its
 * machines. A volume counts only with its seal, an empty volume that is made when the last byte is there: libvirt
 * cannot rename, and whoever is killed in the middle leaves no seal.
 */
export interface ImageStore {
  /** Puts the image there unless it is, and keeps it while `use` runs. */
  with<T>(
    file: { readonly path: string; readonly size: number },
    medium: Medium,
    use: (source: MediumSource) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T>;
  /** Removes the volumes of our pool that are in none of these media, nor being put there. */
  collect(media: readonly Medium[]): Promise<void>;
}

export function createImageStore(connection: Connection, directory: string): ImageStore {
  const held = new Map<string, number>();
  const uploads = new Map<string, Promise<string>>();

  async function pool(): Promise<StoragePool> {
    try {
      const found = await connection.lookupStoragePoolByName(poolName);
      if (!(await found.isActive())) await found.start();
      return found;
    } catch (error) {
      if (!isLibvirtError(error, 'NO_STORAGE_POOL')) throw error;
    }
    const target = `<target><path>${escapeXml(directory)}</path></target>`;
    const xml = `<pool type='dir'><name>${poolName}</name>${target}</pool>`;
    try {
      return await connection.createStoragePool(xml, StoragePoolCreateFlags.WITH_BUILD);
    } catch (error) {
      // Another emulator was first.
      if (!isLibvirtError(error, 'OPERATION_FAILED')) throw error;
      return connection.lookupStoragePoolByName(poolName);
    }
  }

  async function upload(name: string, { path, size }: { path: string; size: number }, signal?: AbortSignal) {
    const images = await pool();
    const sealed = await volume(images, sealOf(name));
    const present = await volume(images, name);
    if (sealed && present) return present.getPath();
    if (present) await present.remove();
    if ((await images.getInfo()).available < size) {
      throw new HypervisorError('no-space', `the hypervisor has no room for an image of ${size} bytes`);
    }
    const fresh = await images.createVolume(volumeXml(name, size));
    try {
      const sink = await fresh.upload({ length: size }, signal ? { signal } : {});
      await pipeline(createReadStream(path), sink, signal ? { signal } : {});
      await images.createVolume(volumeXml(sealOf(name), 0));
      return await fresh.getPath();
    } catch (error) {
      await unlessGone(fresh.remove());
      if (signal?.aborted) throw new HypervisorError('cancelled', 'the caller gave up the upload', { cause: error });
      throw error;
    }
  }

  /** The same image for many machines at once is uploaded once; the first caller's signal ends it for all. */
  function uploadOnce(name: string, file: { path: string; size: number }, signal?: AbortSignal): Promise<string> {
    const running = uploads.get(name);
    if (running !== undefined) return running;
    const begun = upload(name, file, signal).finally(() => uploads.delete(name));
    uploads.set(name, begun);
    return begun;
  }

  return {
    async with(file, medium, use, signal) {
      const name = volumeName(medium);
      held.set(name, (held.get(name) ?? 0) + 1);
      try {
        const path = await uploadOnce(name, file, signal);
        return await use({ kind: 'file', path, size: file.size });
      } finally {
        const left = (held.get(name) ?? 1) - 1;
        if (left > 0) held.set(name, left);
        else held.delete(name);
      }
    },
    async collect(media) {
      const used = new Set([...media.map(volumeName), ...held.keys()]);
      let images: StoragePool;
      try {
        images = await connection.lookupStoragePoolByName(poolName);
        if (!(await images.isActive())) return;
      } catch (error) {
        if (isLibvirtError(error, 'NO_STORAGE_POOL', 'NO_SUPPORT')) return;
        throw error;
      }
      await images.refresh();
      for (const each of await images.volumes()) {
        const image = each.name.replace(/\.sealed$/, '');
        // The seal first: a volume without one is nobody's.
        if (ours.test(image) && !used.has(image)) await unlessGone(each.remove());
      }
    },
  };
}

const ours = /^[0-9a-f]{64}\.iso$/;
const sealOf = (name: string): string => `${name}.sealed`;

/** By content where that is known. A file that is used where it lies is named by where that is, and its size. */
function volumeName({ digest, image, size }: Medium): string {
  return `${digest ?? createHash('sha256').update(`${image}\n${size}`).digest('hex')}.iso`;
}

/** Readable by the user that runs QEMU, written by nobody else. */
function volumeXml(name: string, size: number): string {
  const permissions = '<permissions><mode>0644</mode></permissions>';
  const target = `<target><format type='raw'/>${permissions}</target>`;
  return `<volume><name>${name}</name><capacity unit='bytes'>${size}</capacity>${target}</volume>`;
}

async function volume(pool: StoragePool, name: string): Promise<StorageVolume | undefined> {
  try {
    return await pool.lookupVolumeByName(name);
  } catch (error) {
    if (isLibvirtError(error, 'NO_STORAGE_VOL')) return undefined;
    throw error;
  }
}

async function unlessGone(removal: Promise<void>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!isLibvirtError(error, 'NO_STORAGE_VOL')) throw error;
  }
}
