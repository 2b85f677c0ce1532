import { expect, it } from 'vitest';
import type { StoragePool } from '../../src/libvirt/index.js';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import type { FoundPool } from '../libvirt/survey.js';
import { uuidOf } from '../spec/identity.js';
import { machineProblems } from './machine.js';
import { planPools, removePools } from './pool.js';

const well = wellSubject();

it('looks at a pool anew whose files are gone', async () => {
  let times = 0;
  const refresh = async (): Promise<void> => {
    times += 1;
  };
  const { site } = withSurvey(well, ({ pool }) => ({
    ...(pool && { pool: { ...pool, stale: true, pool: { refresh } as FoundPool['pool'] } }),
  }));
  const [change, ...others] = planPools(site);
  expect([change, others]).toEqual([
    expect.objectContaining({ item: 'pool/default', what: expect.stringContaining('files are gone') }),
    [],
  ]);
  await change?.run(new AbortController().signal);
  expect(times).toBe(1);
  expect(planPools(well.site)).toEqual([]);
});

it('removes the pool that its volumes are in, where the document names another by now', async () => {
  const there: Partial<StoragePool> = {
    uuid: uuidOf('default.built-pool'),
    getAutostart: async () => true,
    getInfo: async () => ({ state: 'running', capacity: 1, allocation: 0, available: 1 }),
    toXml: async () => '<pool><target><path>/pool</path></target></pool>',
    volumes: async () => [],
  };
  const surveys = well.site.surveys.map(({ pool: _, connection, spec, ...rest }) => ({
    ...rest,
    spec: { ...spec, pool: 'other' },
    connection: { ...connection, lookupStoragePoolByName: async () => there } as typeof connection,
  }));
  const site = { ...well.site, surveys };
  expect(await removePools(site)).toMatchObject([{ item: 'pool/default', action: 'remove' }]);
  expect(machineProblems(site)[0]).toContain(
    'volume ic4s20-hub-master-0-vda.qcow2 in place of ic4s20-hub-master-0-vda.qcow2 in the pool default',
  );
});
