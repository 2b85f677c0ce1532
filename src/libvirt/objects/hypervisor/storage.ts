import type { Link } from '../../link.js';
import { type ObjectReference, objectReference, parseUuid, type WireObject } from '../../names.js';
import type { CallOptions } from '../../wire/pending-call.js';
import { remote } from '../../wire/protocol.generated.js';
import { createStoragePool, type StoragePool } from '../storage/pool.js';
import { createStorageVolume, type StorageVolume } from '../storage/volume.js';

/** Finding and making storage. Lookups reject with `NO_STORAGE_POOL` or `NO_STORAGE_VOL` where there is none. */
export function storage(link: Link) {
  const pool = (wire: WireObject): StoragePool => createStoragePool(link, objectReference(wire));
  return {
    /** `virConnectListAllStoragePools` (`ListStoragePoolsFlags`; 0: all). */
    listStoragePools: async (flags = 0, options?: CallOptions): Promise<StoragePool[]> =>
      (await link.call(remote.CONNECT_LIST_ALL_STORAGE_POOLS, { need_results: 1, flags }, options)).pools.map(pool),
    lookupStoragePoolByName: async (name: string, options?: CallOptions): Promise<StoragePool> =>
      pool((await link.call(remote.STORAGE_POOL_LOOKUP_BY_NAME, { name }, options)).pool),
    lookupStoragePoolByUUID: async (uuid: string, options?: CallOptions): Promise<StoragePool> =>
      pool((await link.call(remote.STORAGE_POOL_LOOKUP_BY_UUID, { uuid: parseUuid(uuid) }, options)).pool),
    lookupStoragePoolByTargetPath: async (path: string, options?: CallOptions): Promise<StoragePool> =>
      pool((await link.call(remote.STORAGE_POOL_LOOKUP_BY_TARGET_PATH, { path }, options)).pool),
    storagePool: (reference: ObjectReference): StoragePool => createStoragePool(link, reference),
    /** `virStoragePoolDefineXML`: persistent, not started. */
    defineStoragePool: async (xml: string, options?: CallOptions): Promise<StoragePool> =>
      pool((await link.call(remote.STORAGE_POOL_DEFINE_XML, { xml, flags: 0 }, options)).pool),
    /** `virStoragePoolCreateXML` (`StoragePoolCreateFlags`): transient, started. */
    createStoragePool: async (xml: string, flags = 0, options?: CallOptions): Promise<StoragePool> =>
      pool((await link.call(remote.STORAGE_POOL_CREATE_XML, { xml, flags }, options)).pool),
    lookupStorageVolumeByPath: async (path: string, options?: CallOptions): Promise<StorageVolume> =>
      createStorageVolume(link, (await link.call(remote.STORAGE_VOL_LOOKUP_BY_PATH, { path }, options)).vol),
    lookupStorageVolumeByKey: async (key: string, options?: CallOptions): Promise<StorageVolume> =>
      createStorageVolume(link, (await link.call(remote.STORAGE_VOL_LOOKUP_BY_KEY, { key }, options)).vol),
  };
}
export type StorageCalls = ReturnType<typeof storage>;
