import { isLibvirtError } from '../../src/libvirt/index.js';
import type { Survey } from '../libvirt/survey.js';
import { element, writeXml } from '../libvirt/xml.js';
import type { Change } from '../plan/change.js';
import { itemOf, machinesOn, type Site } from './site.js';

/**
 * A pool has no metadata, so a volume of a byte tells that a lab made it: `.built` where its directory was made, too.
 * A pool without one is somebody else's, and stays.
 */
const markers = (lab: string): { readonly defined: string; readonly built: string } => ({
  defined: `${lab}.lab-pool`,
  built: `${lab}.lab-pool.built`,
});

const markerXml = (name: string): string =>
  writeXml(
    element('volume', {}, [
      element('name', {}, name),
      element('capacity', { unit: 'bytes' }, '1'),
      element('target', {}, [element('format', { type: 'raw' })]),
    ]),
  );

const create = async (lab: string, { connection, spec }: Survey): Promise<void> => {
  const xml = element('pool', { type: 'dir' }, [
    element('name', {}, spec.pool),
    element('target', {}, [element('path', {}, spec.poolPath)]),
  ]);
  const pool = await connection.defineStoragePool(writeXml(xml));
  let marker = markers(lab).defined;
  await pool.start().catch(async (error: unknown) => {
    if (!isLibvirtError(error)) throw error;
    // The directory is not there.
    await pool.build();
    await pool.start();
    marker = markers(lab).built;
  });
  await pool.createVolume(markerXml(marker));
  await pool.setAutostart(true);
};

export const poolItem = (site: Site, here: Survey): string => itemOf(site, here, 'pool', here.spec.pool);

export const planPools = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here): readonly Change[] => {
    const { pool, spec } = here;
    if (machinesOn(site, here).length === 0 || pool?.active === true) return [];
    const own = { item: poolItem(site, here), disruption: 'none', after: [] } as const;
    return pool === undefined
      ? [{ ...own, action: 'create', what: `storage pool in ${spec.poolPath}`, run: () => create(site.lab.name, here) }]
      : [{ ...own, action: 'start', what: `storage pool in ${pool.path}`, run: () => pool.pool.start() }];
  });

/** A pool in which others have put something stays, with a plan that says so. */
export const removePools = (site: Site): readonly Change[] =>
  site.surveys.flatMap((here): readonly Change[] => {
    const { pool } = here;
    const { defined, built } = markers(site.lab.name);
    const marker = [defined, built].find((name) => pool?.volumes.has(name));
    if (pool === undefined || marker === undefined) return [];
    return [
      {
        item: poolItem(site, here),
        action: 'remove',
        what: `storage pool in ${pool.path}`,
        disruption: 'none',
        after: here.domains.flatMap(({ name, mark }) =>
          mark?.lab === site.lab.name ? [itemOf(site, here, 'machine', name)] : [],
        ),
        run: async () => {
          await pool.pool.refresh();
          const left = (await pool.pool.volumes()).filter(({ name }) => name !== marker);
          if (left.length > 0) {
            const names = left.map(({ name }) => name).join(', ');
            throw new Error(`somebody has put volumes into it, so it stays: ${names}`);
          }
          await (await pool.pool.lookupVolumeByName(marker)).remove();
          await pool.pool.destroy();
          if (marker === built) await pool.pool.erase();
          await pool.pool.undefine();
        },
      },
    ];
  });
