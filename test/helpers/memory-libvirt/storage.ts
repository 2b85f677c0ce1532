/** Pools that are directories, and their volumes. Directories and files stay where a pool is no longer defined. */

import { element, first, readXml, writeXml } from '../../../lab/libvirt/xml.js';
import { remote, StoragePoolState } from '../../../src/libvirt/index.js';
import { formatUuid, parseUuid } from '../../../src/libvirt/names.js';
import { answer, found, obey, refusal } from './answers.js';

interface MemoryPool {
  readonly name: string;
  readonly uuid: string;
  readonly path: string;
  active: boolean;
  autostart: boolean;
}

const room = 10n ** 15n;

export const storageAnswers = () => {
  const pools = new Map<string, MemoryPool>();
  const directories = new Set<string>();
  /** Capacity by path. */
  const files = new Map<string, bigint>();
  const wire = ({ name, uuid }: MemoryPool) => ({ name, uuid: parseUuid(uuid) });
  const of = ({ pool }: { readonly pool: { readonly uuid: Uint8Array; readonly name: string } }): MemoryPool =>
    found(pools.get(formatUuid(pool.uuid)), 'NO_STORAGE_POOL', `no storage pool with matching name '${pool.name}'`);
  const active = (args: Parameters<typeof of>[0]): MemoryPool => {
    const pool = of(args);
    if (!pool.active) throw refusal('OPERATION_INVALID', `storage pool '${pool.name}' is not active`);
    return pool;
  };
  const inactive = (args: Parameters<typeof of>[0]): MemoryPool => {
    const pool = of(args);
    if (pool.active) throw refusal('OPERATION_INVALID', `storage pool '${pool.name}' is active`);
    return pool;
  };
  const volume = ({ name }: MemoryPool, key: string) => ({
    pool: name,
    name: key.slice(key.lastIndexOf('/') + 1),
    key,
  });
  const keysIn = ({ path }: MemoryPool): readonly string[] =>
    [...files.keys()].filter((key) => key.slice(0, key.lastIndexOf('/')) === path);
  const capacityOf = ({ vol }: { readonly vol: { readonly key: string } }): bigint =>
    found(files.get(vol.key), 'NO_STORAGE_VOL', `no storage vol with matching key ${vol.key}`);

  return new Map<string, (args: never) => unknown>([
    answer(remote.STORAGE_POOL_LOOKUP_BY_NAME, ({ name }) => {
      const pool = [...pools.values()].find((one) => one.name === name);
      return { pool: wire(found(pool, 'NO_STORAGE_POOL', `no storage pool with matching name '${name}'`)) };
    }),
    answer(remote.STORAGE_POOL_DEFINE_XML, async ({ xml }) => {
      const tree = await readXml(xml);
      const [name = '', uuid = '', path = ''] = ['name', 'uuid', 'target/path'].map((at) => first(tree, at)?.text);
      for (const other of pools.values()) {
        if ((other.name === name) !== (other.uuid === uuid))
          throw refusal('OPERATION_FAILED', `pool '${other.name}' already exists with uuid ${other.uuid}`);
        if (other.uuid !== uuid && other.path === path)
          throw refusal('OPERATION_FAILED', `Storage source conflict with pool: '${other.name}'`);
      }
      const pool = { active: false, autostart: false, ...pools.get(uuid), name, uuid, path };
      pools.set(uuid, pool);
      return { pool: wire(pool) };
    }),
    obey(remote.STORAGE_POOL_BUILD, (args) => void directories.add(inactive(args).path)),
    obey(remote.STORAGE_POOL_CREATE, (args) => {
      const pool = inactive(args);
      if (!directories.has(pool.path)) throw refusal('SYSTEM_ERROR', `cannot open directory '${pool.path}'`);
      pool.active = true;
    }),
    obey(remote.STORAGE_POOL_REFRESH, (args) => void active(args)),
    obey(remote.STORAGE_POOL_DESTROY, (args) => {
      active(args).active = false;
    }),
    obey(remote.STORAGE_POOL_DELETE, (args) => {
      const pool = inactive(args);
      if (keysIn(pool).length > 0) throw refusal('SYSTEM_ERROR', `failed to remove pool '${pool.path}'`);
      directories.delete(pool.path);
    }),
    obey(remote.STORAGE_POOL_UNDEFINE, (args) => void pools.delete(inactive(args).uuid)),
    obey(remote.STORAGE_POOL_SET_AUTOSTART, (args) => {
      of(args).autostart = args.autostart !== 0;
    }),
    answer(remote.STORAGE_POOL_GET_AUTOSTART, (args) => ({ autostart: of(args).autostart ? 1 : 0 })),
    answer(remote.STORAGE_POOL_IS_ACTIVE, (args) => ({ active: of(args).active ? 1 : 0 })),
    answer(remote.STORAGE_POOL_GET_XML_DESC, (args) => ({
      xml: writeXml(element('pool', {}, [element('target', {}, [element('path', {}, of(args).path)])])),
    })),
    answer(remote.STORAGE_POOL_GET_INFO, (args) => ({
      state: of(args).active ? StoragePoolState.RUNNING : StoragePoolState.INACTIVE,
      capacity: room,
      allocation: 0n,
      available: room,
    })),
    answer(remote.STORAGE_POOL_LIST_ALL_VOLUMES, (args) => {
      const pool = active(args);
      const vols = keysIn(pool).map((key) => volume(pool, key));
      return { vols, ret: vols.length };
    }),
    answer(remote.STORAGE_VOL_CREATE_XML, async (args) => {
      const tree = await readXml(args.xml);
      const pool = active(args);
      const key = `${pool.path}/${first(tree, 'name')?.text}`;
      if (files.has(key)) throw refusal('STORAGE_VOL_EXIST', `storage volume '${key}' exists already`);
      files.set(key, BigInt(first(tree, 'capacity')?.text ?? 0));
      return { vol: volume(pool, key) };
    }),
    answer(remote.STORAGE_VOL_LOOKUP_BY_NAME, (args) => {
      const pool = active(args);
      const key = keysIn(pool).find((one) => one === `${pool.path}/${args.name}`);
      return { vol: volume(pool, found(key, 'NO_STORAGE_VOL', `no storage vol with matching name '${args.name}'`)) };
    }),
    answer(remote.STORAGE_VOL_GET_INFO, (args) => ({ type: 0, capacity: capacityOf(args), allocation: 0n })),
    obey(remote.STORAGE_VOL_RESIZE, (args) => {
      if (args.capacity < capacityOf(args))
        throw refusal(
          'INVALID_ARG',
          "Can't shrink capacity below current capacity unless shrink flag explicitly specified",
        );
      files.set(args.vol.key, args.capacity);
    }),
    // Of a running machine, by its file.
    obey(remote.DOMAIN_BLOCK_RESIZE, ({ disk, size }) => {
      if (!files.has(disk)) throw refusal('INVALID_ARG', `invalid path: ${disk}`);
      files.set(disk, size);
    }),
    obey(remote.STORAGE_VOL_DELETE, (args) => {
      capacityOf(args);
      files.delete(args.vol.key);
    }),
  ]);
};
