import { isLibvirtError, type StoragePool } from '../../src/libvirt/index.js';
import { alone } from '../host/files.js';
import { type FoundPool, lookUpPool, poolOf, type Survey, survey } from '../libvirt/survey.js';
import { element, writeXml } from '../libvirt/xml.js';
import type { Change } from '../plan/change.js';
import { uuidOf } from '../spec/identity.js';
import { itemOf, machinesOn, type Site } from './site.js';

/**
 * A pool has no metadata: its UUID tells that a lab made it, from the moment that it is defined. `built`: its directory
 * was made, too. It is of whatever labs have volumes in it, and goes with the last one. A pool with another UUID is
 * somebody else's, and stays.
 */
const uuids = (pool: string) => ({ defined: uuidOf(`${pool}.pool`), built: uuidOf(`${pool}.built-pool`) });

const owned = ({ pool, spec }: Survey): 'defined' | 'built' | undefined => {
  const { defined, built } = uuids(spec.pool);
  if (pool?.pool.uuid === built) return 'built';
  return pool?.pool.uuid === defined ? 'defined' : undefined;
};

const define = ({ connection, spec }: Survey, uuid: string): Promise<StoragePool> =>
  connection.defineStoragePool(
    writeXml(
      element('pool', { type: 'dir' }, [
        element('name', {}, spec.pool),
        element('uuid', {}, uuid),
        element('target', {}, [element('path', {}, spec.poolPath)]),
      ]),
    ),
  );

/** Starts it, as one whose directory a lab made if there is none yet. */
const raise = async (pool: StoragePool, here: Survey): Promise<StoragePool> => {
  try {
    await pool.start();
    return pool;
  } catch (error) {
    if (!isLibvirtError(error)) throw error;
    await pool.undefine();
    const built = await define(here, uuids(here.spec.pool).built);
    await built.build();
    await built.start();
    return built;
  }
};

/** Labs that share a pool may be made at the same time: what the first has made is there for the second. */
const create = (here: Survey): Promise<void> =>
  alone('/run', async () => {
    const there = await lookUpPool(here.connection, here.spec.pool);
    if (there !== undefined) {
      if (!(await there.isActive())) await there.start();
      return;
    }
    const pool = await raise(await define(here, uuids(here.spec.pool).defined), here);
    await pool.setAutostart(true);
  });

/** One whose making was broken off may have no directory yet. */
const start = async (pool: StoragePool, kind: 'defined' | 'built' | undefined, here: Survey): Promise<void> => {
  if (kind === 'defined') {
    const raised = await raise(pool, here);
    return raised.setAutostart(true);
  }
  await pool.start().catch(async (error: unknown) => {
    if (kind === undefined || !isLibvirtError(error)) throw error;
    await pool.build();
    await pool.start();
  });
};

export const poolItem = (site: Site, here: Survey): string => itemOf(site, here, 'pool', here.spec.pool);

export const planPools = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here): readonly Change[] => {
    const { pool, spec } = here;
    if (machinesOn(site, here).length === 0) return [];
    const own = { item: poolItem(site, here), disruption: 'none', after: [] } as const;
    if (pool === undefined) {
      const what = `storage pool in ${spec.poolPath}`;
      return [{ ...own, action: 'create', what, run: () => create(here) }];
    }
    const kind = owned(here);
    const upkeep: readonly Change[] =
      kind !== undefined && !pool.autostart
        ? [{ ...own, action: 'change', what: 'starts with the host', run: () => pool.pool.setAutostart(true) }]
        : [];
    const what = `storage pool in ${pool.path}`;
    // libvirt would make no volume of a name that it has, and finds nothing there.
    const look = { ...own, action: 'change', what: `${what}: read anew, files are gone from it` } as const;
    if (pool.active) return [...upkeep, ...(pool.stale ? [{ ...look, run: () => pool.pool.refresh() }] : [])];
    return [{ ...own, action: 'start', what, run: () => start(pool.pool, kind, here) }, ...upkeep];
  });

const strangers = async ({ lab }: Site, { domains }: Survey, { pool }: FoundPool): Promise<readonly string[]> => {
  const own = new Set(
    domains.flatMap(({ mark }) => (mark?.lab === lab.name ? mark.volumes.map(({ name }) => name) : [])),
  );
  return (await pool.volumes()).map(({ name }) => name).filter((name) => !own.has(name));
};

/** Another lab's machines have disks there, if only by their mark so far. */
const isShared = ({ lab }: Site, { domains, spec }: Survey): boolean =>
  domains.some(({ mark }) => mark && mark.lab !== lab.name && mark.volumes.some(({ pool }) => pool === spec.pool));

/** As it is by then: other labs may have come to it since the plan was made. */
const remove = async (site: Site, planned: Survey, { pool }: FoundPool): Promise<void> => {
  const here = await survey(planned.spec, planned.connection);
  // Somebody else has removed it, or made one of their own.
  if (here.pool === undefined || here.pool.pool.uuid !== pool.uuid) return;
  if (isShared(site, here)) throw new Error('machines of another lab have disks there by now, so it stays');
  if (here.pool.active) {
    await pool.refresh();
    const left = await strangers(site, here, here.pool);
    if (left.length > 0) throw new Error(`somebody has put volumes into it, so it stays: ${left.join(', ')}`);
    await pool.destroy();
  }
  // Not where somebody has put files into the directory.
  if (owned(here) === 'built') await pool.erase().catch(() => {});
  await pool.undefine();
};

/** Pools that the lab's volumes are in by their marks, each as if it were the document's: that may name another by now. */
const poolsOf = async ({ lab }: Site, here: Survey): Promise<readonly Survey[]> => {
  const { domains, spec, connection } = here;
  const marked = domains.flatMap(({ mark }) => (mark?.lab === lab.name ? mark.volumes.map(({ pool }) => pool) : []));
  const others = [...new Set(marked)].filter((name) => name !== spec.pool);
  const found = others.map(async (name): Promise<Survey> => {
    const { pool: _, ...rest } = here;
    const pool = await poolOf(connection, name);
    return { ...rest, spec: { ...spec, pool: name }, ...(pool && { pool }) };
  });
  return [here, ...(await Promise.all(found))];
};

/** A pool in which others have put something is theirs by now, and stays. */
export const removePools = async (site: Site): Promise<readonly Change[]> => {
  const pools = await Promise.all(site.surveys.map((here) => poolsOf(site, here)));
  const found = await Promise.all(
    pools.flat().map(async (here): Promise<readonly Change[]> => {
      const { pool } = here;
      const kind = owned(here);
      if (pool === undefined || kind === undefined || isShared(site, here)) return [];
      if (pool.active && (await strangers(site, here, pool)).length > 0) return [];
      const run = () => alone('/run', () => remove(site, here, pool));
      const after = here.domains.flatMap(({ name, mark }) =>
        mark?.lab === site.lab.name ? [itemOf(site, here, 'machine', name)] : [],
      );
      const what = `storage pool in ${pool.path}`;
      return [{ item: poolItem(site, here), action: 'remove', what, disruption: 'none', after, run }];
    }),
  );
  return found.flat();
};
