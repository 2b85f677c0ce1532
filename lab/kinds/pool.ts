import { isLibvirtError, type StoragePool } from '../../src/libvirt/index.js';
import type { FoundPool, Survey } from '../libvirt/survey.js';
import { element, writeXml } from '../libvirt/xml.js';
import type { Change } from '../plan/change.js';
import { uuidOf } from '../spec/identity.js';
import { itemOf, machinesOn, type Site } from './site.js';

/**
 * A pool has no metadata: its UUID tells that a lab made it, from the moment that it is defined. `built`: its directory
 * was made, too. A pool with another UUID is somebody else's, and stays.
 */
const uuids = (lab: string, pool: string) => ({
  defined: uuidOf(`${pool}.pool.${lab}`),
  built: uuidOf(`${pool}.built-pool.${lab}`),
});

const owned = ({ lab }: Site, { pool, spec }: Survey): 'defined' | 'built' | undefined => {
  const { defined, built } = uuids(lab.name, spec.pool);
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

const create = async (lab: string, here: Survey): Promise<void> => {
  const { defined, built } = uuids(lab, here.spec.pool);
  let pool = await define(here, defined);
  try {
    await pool.start();
  } catch (error) {
    if (!isLibvirtError(error)) throw error;
    // The directory is not there.
    await pool.undefine();
    pool = await define(here, built);
    await pool.build();
    await pool.start();
  }
  await pool.setAutostart(true);
};

/** One whose making was broken off may have no directory yet. */
const start = async ({ pool }: FoundPool, own: boolean): Promise<void> => {
  await pool.start().catch(async (error: unknown) => {
    if (!own || !isLibvirtError(error)) throw error;
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
      return [{ ...own, action: 'create', what, run: () => create(site.lab.name, here) }];
    }
    const mine = owned(site, here) !== undefined;
    const upkeep: readonly Change[] =
      mine && !pool.autostart
        ? [{ ...own, action: 'change', what: 'starts with the host', run: () => pool.pool.setAutostart(true) }]
        : [];
    if (pool.active) return upkeep;
    return [{ ...own, action: 'start', what: `storage pool in ${pool.path}`, run: () => start(pool, mine) }, ...upkeep];
  });

const strangers = async ({ lab }: Site, { domains }: Survey, { pool }: FoundPool): Promise<readonly string[]> => {
  const own = new Set(
    domains.flatMap(({ mark }) => (mark?.lab === lab.name ? mark.volumes.map(({ name }) => name) : [])),
  );
  return (await pool.volumes()).map(({ name }) => name).filter((name) => !own.has(name));
};

/** A pool in which others have put something is theirs by now, and stays. */
export const removePools = async (site: Site): Promise<readonly Change[]> => {
  const found = await Promise.all(
    site.surveys.map(async (here): Promise<readonly Change[]> => {
      const { pool } = here;
      const kind = owned(site, here);
      if (pool === undefined || kind === undefined) return [];
      if (pool.active && (await strangers(site, here, pool)).length > 0) return [];
      const run = async (): Promise<void> => {
        if (await pool.pool.isActive()) {
          await pool.pool.refresh();
          const left = await strangers(site, here, pool);
          if (left.length > 0) throw new Error(`somebody has put volumes into it, so it stays: ${left.join(', ')}`);
          await pool.pool.destroy();
        }
        // Not where somebody has put files into the directory.
        if (kind === 'built') await pool.pool.erase().catch(() => {});
        await pool.pool.undefine();
      };
      const after = here.domains.flatMap(({ name, mark }) =>
        mark?.lab === site.lab.name ? [itemOf(site, here, 'machine', name)] : [],
      );
      const what = `storage pool in ${pool.path}`;
      return [{ item: poolItem(site, here), action: 'remove', what, disruption: 'none', after, run }];
    }),
  );
  return found.flat();
};
