import type { Readable, Writable } from 'node:stream';
import type { Link } from '../../link.js';
import { namer, toBigInt, toNumber } from '../../names.js';
import { StorageVolumeType } from '../../wire/enums.generated.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';

/** A volume as libvirt names it; `key` is unique on its host, for files it is the path. */
export interface VolumeReference {
  readonly pool: string;
  readonly name: string;
  readonly key: string;
}

/** `virStorageVolInfo`, in bytes. */
export interface StorageVolumeInfo {
  readonly type: Lowercase<keyof typeof StorageVolumeType> | 'unknown';
  readonly capacity: number;
  readonly allocation: number;
}

/** Which bytes of a volume; from the beginning and to the end without. */
export interface VolumeRange {
  readonly offset?: number | bigint;
  readonly length?: number | bigint;
}

const typeName = namer(StorageVolumeType);

/** A storage volume: its reference and the calls on it. */
export function createStorageVolume(link: Link, reference: VolumeReference) {
  const vol = { pool: reference.pool, name: reference.name, key: reference.key };
  const range = ({ offset = 0, length = 0 }: VolumeRange) => ({
    vol,
    offset: toBigInt(offset),
    length: toBigInt(length),
    flags: 0,
  });
  return {
    ...reference,

    /** `virStorageVolDelete` (`StorageVolumeDeleteFlags`). */
    remove: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_VOL_DELETE, { vol, flags }, options),

    getInfo: async (options?: CallOptions): Promise<StorageVolumeInfo> => {
      const { type, capacity, allocation } = await link.call(remote.STORAGE_VOL_GET_INFO, { vol }, options);
      return { type: typeName(type), capacity: toNumber(capacity), allocation: toNumber(allocation) };
    },

    /** `virStorageVolResize` (`StorageVolumeResizeFlags`): `capacity` in bytes. */
    resize: (capacity: number | bigint, flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_VOL_RESIZE, { vol, capacity: toBigInt(capacity), flags }, options),

    getPath: async (options?: CallOptions): Promise<string> =>
      (await link.call(remote.STORAGE_VOL_GET_PATH, { vol }, options)).name,
    toXml: async (flags = 0, options?: CallOptions): Promise<string> =>
      (await link.call(remote.STORAGE_VOL_GET_XML_DESC, { vol, flags }, options)).xml,
    wipe: (options?: CallOptions): Promise<void> => link.call(remote.STORAGE_VOL_WIPE, { vol, flags: 0 }, options),

    /**
     * `virStorageVolUpload`: write the bytes and `end()`; `finish` says that the daemon has them all, `error` that it
     * does not. Destroying the stream stops the upload where it is.
     */
    upload: async (bytes: VolumeRange = {}, options?: CallOptions): Promise<Writable> => {
      const { data } = await link.stream(remote.STORAGE_VOL_UPLOAD, range(bytes), options);
      data.resume();
      return data;
    },

    /** `virStorageVolDownload`: read to the end, or destroy the stream. */
    download: async (bytes: VolumeRange = {}, options?: CallOptions): Promise<Readable> => {
      const { data } = await link.stream(remote.STORAGE_VOL_DOWNLOAD, range(bytes), options);
      return data;
    },
  };
}
export type StorageVolume = ReturnType<typeof createStorageVolume>;
