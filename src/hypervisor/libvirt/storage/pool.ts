import { type Hypervisor as Connection, isLibvirtError, type StoragePool } from '../../../libvirt/index.js';
import { HypervisorError } from '../../port.js';
import { attributeAt } from '../xml/find.js';
import { parseXml, type XmlElement } from '../xml/parse.js';
import { pathOf } from './device.js';

/** Kinds of pools whose volumes are files, and those whose volumes are block devices (libvirt's formatstorage). */
const kinds: Readonly<Record<string, 'file' | 'block'>> = {
  dir: 'file',
  fs: 'file',
  netfs: 'file',
  logical: 'block',
};

/** Where volumes are made. */
export interface Place {
  readonly pool: StoragePool;
  readonly kind: 'file' | 'block';
}

const defaultPool = 'default';

/**
 * The pool that the operator named; else the one in which the first of these disks lies that lies in any; else `default`.
 * Throws `unsupported` where there is none that volumes can be made in, saying what to do about it.
 */
export async function findPlace(
  connection: Connection,
  named: string | undefined,
  disks: readonly XmlElement[],
): Promise<Place> {
  const name = named ?? (await poolOfFirst(connection, disks)) ?? defaultPool;
  const pool = await lookUp(connection, name);
  if (pool === undefined) {
    throw new HypervisorError(
      'unsupported',
      `there is no storage pool ${name} to make volumes in: define and start one (virsh pool-define-as, pool-start), or name another with --storage-pool`,
    );
  }
  if (!(await pool.isActive())) {
    throw new HypervisorError('unsupported', `the storage pool ${name} is not active: virsh pool-start ${name}`);
  }
  const type = parseXml(await pool.toXml()).attributes.type ?? '';
  const kind = kinds[type];
  if (kind === undefined) {
    throw new HypervisorError(
      'unsupported',
      `no volumes can be made in the storage pool ${name}, which is of the type ${type}: name another with --storage-pool`,
    );
  }
  return { pool, kind };
}

async function lookUp(connection: Connection, name: string): Promise<StoragePool | undefined> {
  try {
    return await connection.lookupStoragePoolByName(name);
  } catch (error) {
    if (isLibvirtError(error, 'NO_STORAGE_POOL', 'NO_SUPPORT')) return undefined;
    throw error;
  }
}

async function poolOfFirst(connection: Connection, disks: readonly XmlElement[]): Promise<string | undefined> {
  for (const disk of disks) {
    const pool = attributeAt(disk, ['source'], 'pool') ?? (await poolOfPath(connection, pathOf(disk)));
    if (pool !== undefined) return pool;
  }
  return undefined;
}

async function poolOfPath(connection: Connection, path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined;
  try {
    return (await connection.lookupStorageVolumeByPath(path)).pool;
  } catch (error) {
    if (isLibvirtError(error, 'NO_STORAGE_VOL', 'NO_SUPPORT')) return undefined;
    throw error;
  }
}

/** Bytes that the pool could hold if it were empty; undefined where it does not say. */
export async function sizeOf(pool: StoragePool): Promise<number | undefined> {
  const { capacity } = await pool.getInfo();
  return capacity > 0 ? capacity : undefined;
}
