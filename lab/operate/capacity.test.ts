import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wellSubject } from '../../test/helpers/played-lab.js';
import { roomFor } from '../host/room.js';
import { capacityOf } from './capacity.js';

const diskOf = async (poolPath: string, uri?: string): Promise<number | undefined> => {
  const { site } = wellSubject();
  const [here] = site.surveys.map(({ pool: _, spec, ...rest }) => ({
    ...rest,
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
