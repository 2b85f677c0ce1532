import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { type Hypervisor as Connection, LibvirtError } from '../../../libvirt/index.js';

/** The end of a file. */
export interface Tail {
  readonly offset: number;
  readonly data: Uint8Array;
}

/** Undefined: it is not there, not for us to read, or no file. */
export async function localTail(path: string, limit: number): Promise<Tail | undefined> {
  try {
    // A pipe in its place must not be waited for.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return undefined;
      const offset = Math.max(0, stat.size - limit);
      const buffer = Buffer.alloc(stat.size - offset);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
      return { offset, data: buffer.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** Of a file in a storage pool. Undefined: no pool has it, or libvirt does not hand it out. */
export async function volumeTail(connection: Connection, path: string, limit: number): Promise<Tail | undefined> {
  try {
    const volume = await connection.lookupStorageVolumeByPath(path);
    const { capacity, type } = await volume.getInfo();
    if (type !== 'file') return undefined;
    const offset = Math.max(0, capacity - limit);
    if (capacity === 0) return { offset, data: new Uint8Array() };
    const chunks: Buffer[] = [];
    for await (const chunk of await volume.download({ offset, length: capacity - offset })) chunks.push(chunk);
    return { offset, data: Buffer.concat(chunks) };
  } catch (error) {
    if (error instanceof LibvirtError && error.kind === 'remote') return undefined;
    throw error;
  }
}
