import type { Link } from '../../link.js';
import { namer, type ObjectReference, toNumber, wireObject } from '../../names.js';
import { StoragePoolState } from '../../wire/enums.generated.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';
import { createStorageVolume, type StorageVolume } from './volume.js';

/** `virStoragePoolInfo`, in bytes. */
export interface StoragePoolInfo {
  readonly state: Lowercase<keyof typeof StoragePoolState> | 'unknown';
  readonly capacity: number;
  readonly allocation: number;
  readonly available: number;
}

const stateName = namer(StoragePoolState);

/** A storage pool: its reference and the calls on it. */
export function createStoragePool(link: Link, reference: ObjectReference) {
  const pool = wireObject(reference);
  return {
    ...reference,

    /** `virStoragePoolBuild` (`StoragePoolBuildFlags`): makes its directory, volume group and such. */
    build: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_POOL_BUILD, { pool, flags }, options),
    /** `virStoragePoolCreate` (`StoragePoolCreateFlags`): starts it. */
    start: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_POOL_CREATE, { pool, flags }, options),
    /** `virStoragePoolDestroy`: stops it; the volumes stay. */
    destroy: (options?: CallOptions): Promise<void> => link.call(remote.STORAGE_POOL_DESTROY, { pool }, options),
    /** `virStoragePoolDelete` (`StoragePoolDeleteFlags`): removes what `build` made. The volumes are gone. */
    erase: (flags = 0, options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_POOL_DELETE, { pool, flags }, options),
    undefine: (options?: CallOptions): Promise<void> => link.call(remote.STORAGE_POOL_UNDEFINE, { pool }, options),
    /** Looks for volumes that came or went without libvirt. */
    refresh: (options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_POOL_REFRESH, { pool, flags: 0 }, options),

    getInfo: async (options?: CallOptions): Promise<StoragePoolInfo> => {
      const info = await link.call(remote.STORAGE_POOL_GET_INFO, { pool }, options);
      return {
        state: stateName(info.state),
        capacity: toNumber(info.capacity),
        allocation: toNumber(info.allocation),
        available: toNumber(info.available),
      };
    },

    /** `StorageXmlFlags`. */
    toXml: async (flags = 0, options?: CallOptions): Promise<string> =>
      (await link.call(remote.STORAGE_POOL_GET_XML_DESC, { pool, flags }, options)).xml,
    isActive: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.STORAGE_POOL_IS_ACTIVE, { pool }, options)).active !== 0,
    isPersistent: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.STORAGE_POOL_IS_PERSISTENT, { pool }, options)).persistent !== 0,
    getAutostart: async (options?: CallOptions): Promise<boolean> =>
      (await link.call(remote.STORAGE_POOL_GET_AUTOSTART, { pool }, options)).autostart !== 0,
    setAutostart: (autostart: boolean, options?: CallOptions): Promise<void> =>
      link.call(remote.STORAGE_POOL_SET_AUTOSTART, { pool, autostart: autostart ? 1 : 0 }, options),

    volumes: async (options?: CallOptions): Promise<StorageVolume[]> => {
      const args = { pool, need_results: 1, flags: 0 };
      const { vols } = await link.call(remote.STORAGE_POOL_LIST_ALL_VOLUMES, args, options);
      return vols.map((each) => createStorageVolume(link, each));
    },
    /** `virStorageVolCreateXML` (`StorageVolumeCreateFlags`). */
    createVolume: async (xml: string, flags = 0, options?: CallOptions): Promise<StorageVolume> =>
      createStorageVolume(link, (await link.call(remote.STORAGE_VOL_CREATE_XML, { pool, xml, flags }, options)).vol),
    /** `virStorageVolCreateXMLFrom`: a new volume with the content of another. */
    cloneVolume: async (
      xml: string,
      from: Pick<StorageVolume, 'pool' | 'name' | 'key'>,
      flags = 0,
      options?: CallOptions,
    ): Promise<StorageVolume> => {
      const args = { pool, xml, clonevol: { pool: from.pool, name: from.name, key: from.key }, flags };
      return createStorageVolume(link, (await link.call(remote.STORAGE_VOL_CREATE_XML_FROM, args, options)).vol);
    },
    /** Rejects with `NO_STORAGE_VOL` where there is none. */
    lookupVolumeByName: async (name: string, options?: CallOptions): Promise<StorageVolume> =>
      createStorageVolume(link, (await link.call(remote.STORAGE_VOL_LOOKUP_BY_NAME, { pool, name }, options)).vol),
  };
}
export type StoragePool = ReturnType<typeof createStoragePool>;
