/** What a plan promises, on a libvirt in memory: any lab, after any other, whatever runs, wherever it is broken off. */
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../../../lab/plan/apply.js';
import { planRemoval } from '../../../lab/plan/plan.js';
import { bring, type Ground, labOf, leftOf, notedHost, planned, siteOf } from '../../helpers/lab-runs.js';
import { labChanges, labs } from '../../helpers/labs.js';
import { createMemoryLibvirt, type MemoryLibvirt } from '../../helpers/memory-libvirt/memory-libvirt.js';
import { remove, temporaryDirectory } from '../../helpers/temporary.js';

let above: string;
beforeAll(async () => {
  above = await temporaryDirectory();
});
afterAll(() => remove(above));

const newGround = async (libvirt: MemoryLibvirt = createMemoryLibvirt()): Promise<Ground> => ({
  host: await notedHost(above),
  hypervisor: libvirt.connect(),
  poolPath: '/pool',
});

/** What a lab may be refused for after another: disks that somebody has written to. */
const lossy = /would get an empty volume|a disk cannot shrink/;
const asRefused = (reasons: readonly string[]): void => {
  for (const reason of reasons) expect(reason).toMatch(lossy);
};

const nothing = { refused: [], failed: [], left: [] };

it('any lab is planned, made, and then nothing is left to do; removed, nothing of it', async () => {
  await fc.assert(
    fc.asyncProperty(labs, async (text) => {
      const ground: Ground = { ...(await newGround()), without: 'services' };
      const lab = labOf(text, ground);
      expect(await bring(lab, ground)).toMatchObject(nothing);
      expect((await apply(await planRemoval(await siteOf(lab, ground)))).failed).toEqual([]);
      expect(await planRemoval(await siteOf(lab, ground))).toEqual([]);
      const [{ networks, domains, pool } = expect.fail()] = (await siteOf(lab, ground)).surveys;
      expect({ networks, domains, pool }).toEqual({ networks: [], domains: [], pool: undefined });
      expect(existsSync(ground.host.dir)).toBe(false);
    }),
    { numRuns: 8, endOnFailure: true },
  );
});

it('any lab becomes any other, or is refused and stays as it is', async () => {
  await fc.assert(
    fc.asyncProperty(labChanges, async ([before, after]) => {
      const ground: Ground = { ...(await newGround()), without: 'services' };
      const [one, other] = [labOf(before, ground), labOf(after, ground)];
      expect(await bring(one, ground)).toMatchObject(nothing);
      const run = await bring(other, ground);
      if (run.refused.length > 0) {
        asRefused(run.refused);
        expect(await leftOf(one, ground)).toEqual([]);
      } else expect(run).toMatchObject(nothing);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

it('what runs goes on running, and is as specified once it was off', async () => {
  await fc.assert(
    fc.asyncProperty(labChanges, fc.infiniteStream(fc.boolean()), async ([before, after], runs) => {
      const ground: Ground = { ...(await newGround()), without: 'services' };
      const { hypervisor } = ground;
      expect(await bring(labOf(before, ground), ground)).toMatchObject(nothing);
      const domains = await hypervisor.listDomains(4);
      const running = domains.filter(() => runs.next().value === true);
      for (const domain of running) await domain.start();
      const live = await Promise.all(running.map((domain) => domain.toXml()));

      const lab = labOf(after, ground);
      const first = await planned(lab, ground);
      if ('refused' in first) return asRefused(first.refused);
      const removed = new Set(first.changes.flatMap(({ action, item }) => (action === 'remove' ? [item] : [])));
      const { failed } = await apply(first.changes);
      // Disks go when their machine is off.
      for (const { error } of failed) expect(error.message).toMatch(/runs with it: switch it off/);
      for (const [index, domain] of running.entries())
        if (!removed.has(`machine/${domain.name}`)) {
          const mark = /<lab:lab [\s\S]*?<\/lab:lab>/;
          expect((await domain.toXml()).replace(mark, '')).toBe(live[index]?.replace(mark, ''));
        }

      for (const domain of await hypervisor.listDomains(4)) if (await domain.isActive()) await domain.destroy();
      expect(await bring(lab, ground)).toMatchObject(nothing);
    }),
    { numRuns: 25, endOnFailure: true },
  );
});

it('what was broken off anywhere is finished by the next run', async () => {
  await fc.assert(
    fc.asyncProperty(
      labChanges,
      fc.array(fc.record({ at: fc.integer({ min: 1, max: 80 }), when: fc.constantFrom('before', 'after') }), {
        maxLength: 3,
      }),
      fc.nat(40),
      async ([before, after], breaks, stopAfter) => {
        const libvirt = createMemoryLibvirt();
        const ground: Ground = { ...(await newGround(libvirt)), without: 'services' };
        for (const lab of [labOf(before, ground), labOf(after, ground)]) {
          for (const end of breaks) {
            const there = await planned(lab, { ...ground, hypervisor: libvirt.connect(end) });
            if ('refused' in there) return asRefused(there.refused);
            await apply(there.changes);
          }
          const stop = new AbortController();
          let done = 0;
          const there = await planned(lab, ground);
          if ('refused' in there) return asRefused(there.refused);
          await apply(there.changes, {
            signal: stop.signal,
            onProgress: () => {
              done += 1;
              if (done > stopAfter) stop.abort();
            },
          });
          expect(await bring(lab, ground)).toMatchObject(nothing);
        }
      },
    ),
    { numRuns: 25, endOnFailure: true },
  );
});
