import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { type Hypervisor as Connection, LibvirtError, type StorageVolume } from '../../../libvirt/index.js';

/** The end of a file. */
export interface Tail {
  readonly offset: number;
  readonly data: Uint8Array;
}

/** `use` of a file that is open for reading. Undefined: it is not there, not for us to read, or no file. */
async function withFile<T>(path: string, use: (file: FileHandle, size: number) => Promise<T>): Promise<T | undefined> {
  try {
    // A pipe in its place must not be waited for.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      return stat.isFile() ? await use(file, stat.size) : undefined;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

export const isLocalFile = async (path: string): Promise<boolean> =>
  (await withFile(path, async () => true)) !== undefined;

/** Undefined: it is not there, not for us to read, or no file. */
export const localTail = (path: string, limit: number): Promise<Tail | undefined> =>
  withFile(path, async (file, size) => {
    const offset = Math.max(0, size - limit);
    const buffer = Buffer.alloc(size - offset);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
    return { offset, data: buffer.subarray(0, bytesRead) };
  });

/** `use` of a file in a storage pool. Undefined: no pool has it, or libvirt does not hand it out. */
async function withVolume<T>(
  connection: Connection,
  path: string,
  use: (volume: StorageVolume, capacity: number) => Promise<T>,
): Promise<T | undefined> {
  try {
    const volume = await connection.lookupStorageVolumeByPath(path);
    const { capacity, type } = await volume.getInfo();
    return type === 'file' ? await use(volume, capacity) : undefined;
  } catch (error) {
    if (error instanceof LibvirtError && error.kind === 'remote') return undefined;
    throw error;
  }
}

export const isVolumeFile = async (connection: Connection, path: string): Promise<boolean> =>
  (await withVolume(connection, path, async () => true)) !== undefined;

/** Undefined: no pool has it, or libvirt does not hand it out. */
export const volumeTail = (connection: Connection, path: string, limit: number): Promise<Tail | undefined> =>
  withVolume(connection, path, async (volume, capacity) => {
    const offset = Math.max(0, capacity - limit);
    if (capacity === 0) return { offset, data: new Uint8Array() };
    const chunks: Buffer[] = [];
    for await (const chunk of await volume.download({ offset, length: capacity - offset })) chunks.push(chunk);
    return { offset, data: Buffer.concat(chunks) };
  });
