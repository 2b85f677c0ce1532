import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wellSubject, withSurvey } from '../../test/helpers/played-lab.js';
import { roomFor } from '../host/room.js';
import type { Survey } from '../libvirt/survey.js';
import { capacityOf, capacityProblems } from './capacity.js';

const diskOf = async (poolPath: string, uri?: string): Promise<number | undefined> => {
  const { site } = wellSubject();
  const [here] = site.surveys.map(({ pool: _, spec, ...rest }) => ({
    ...rest,
    domains: [],
    spec: { ...spec, poolPath, ...(uri !== undefined && { uri }) },
  }));
  return here && (await capacityOf(site, here)).disk;
};

it('counts on the file system of a pool that is still to be made, where that is this host', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'lab-room-'));
  const free = await roomFor(dir);
  expect(free).toBeGreaterThan(0);
  expect(await diskOf(join(dir, 'images/of/the/lab'))).toBeGreaterThan(0);
  rmSync(dir, { recursive: true });
  // There is no room in it.
  expect(await diskOf('/proc')).toBe(0);
  expect(await diskOf('/proc', 'qemu+ssh://elsewhere/system')).toBeUndefined();
});

it.each([
  ['off', { active: false, volumes: new Map(), occupied: new Map(), path: '/proc' }],
  ['not defined', undefined],
])(
  'does not hold a lab that stands to the room that its own disks have left, where their pool is %s',
  async (_, pool) => {
    const { site } = withSurvey(
      wellSubject(),
      ({ pool: had, spec, ...rest }) =>
        ({
          ...rest,
          spec: { ...spec, poolPath: '/proc' },
          pool: had && pool && { ...had, ...pool },
        }) as Partial<Survey>,
    );
    expect(await capacityProblems(site)).toEqual([]);
  },
);
