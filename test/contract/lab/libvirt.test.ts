/** The libvirt in memory is as good as its likeness: the same labs lead to the same plans and results on a real daemon. */
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apply } from '../../../lab/plan/apply.js';
import { planRemoval } from '../../../lab/plan/plan.js';
import { presetText } from '../../../lab/presets.js';
import { connect, type Hypervisor } from '../../../src/libvirt/index.js';
import { bring, type Ground, labOf, leftOf, notedHost, type Run, siteOf } from '../../helpers/lab-runs.js';
import { labChanges } from '../../helpers/labs.js';
import { countsOf, type Passed, startLibvirtTap, wavesOf } from '../../helpers/libvirt-tap.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';
import { createMemoryLibvirt, type MemoryHost } from '../../helpers/memory-libvirt/memory-libvirt.js';

let libvirtd: Libvirtd;
let real: Hypervisor;
beforeAll(async () => {
  libvirtd = await startLibvirtd();
  await libvirtd.exec('mkdir', '-p', '/var/log/libvirt/qemu');
  real = await connect(libvirtd.uri);
});
afterAll(async () => {
  await real?.close();
  await libvirtd?.stop();
});

/** One lab, and then the other in its place. */
const bothOn = async (texts: readonly string[], hypervisor: Hypervisor): Promise<readonly Run[]> => {
  const ground: Ground = {
    host: await notedHost(libvirtd.dir),
    hypervisor,
    poolPath: `${libvirtd.dir}/pool`,
    without: 'services',
  };
  const runs: Run[] = [];
  for (const text of texts) runs.push(await bring(labOf(text, ground), ground));
  const last = labOf(texts.at(-1) ?? '', ground);
  expect((await apply(await planRemoval(await siteOf(last, ground)))).failed).toEqual([]);
  expect(await planRemoval(await siteOf(last, ground))).toEqual([]);
  return runs.map((run) => ({
    ...run,
    planned: run.planned.map((sentence) => sentence.replace(ground.host.hostsFile, 'hosts')),
  }));
};

it('labs become others there as they do in memory', async () => {
  const here: MemoryHost = {
    version: await real.getLibVersion(),
    kvm: (await real.getCapabilities()).includes("<domain type='kvm'"),
  };
  await fc.assert(
    fc.asyncProperty(labChanges, async (texts) => {
      const onReal = await bothOn(texts, real);
      expect(onReal).toEqual(await bothOn(texts, createMemoryLibvirt(here).connect()));
      for (const { failed, left } of onReal) expect([...failed, ...left]).toEqual([]);
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 300_000);

const kinds = { network: /NETWORK/, machine: /DOMAIN/, storage: /STORAGE/ };
/** What no call gives of all at once. */
const single = /^(NETWORK_GET_XML_DESC|DOMAIN_GET_XML_DESC|STORAGE_VOL_GET_INFO)$/;

it('a plan with nothing to do asks a hypervisor a few times, however many machines it has', async () => {
  const tap = await startLibvirtTap(join(libvirtd.dir, 'tap'), libvirtd.socket);
  const host = await notedHost(libvirtd.dir);
  const own: Ground = { host, hypervisor: real, poolPath: `${libvirtd.dir}/pool`, without: 'services' };
  const nine = presetText('hub-and-two-spokes');
  const three = nine.replace(/^ {2}etl[46]:\n(?: {4}.*\n)+/gm, '');
  try {
    const counted: Passed[][] = [];
    for (const text of [nine, three]) {
      const lab = labOf(text, own);
      expect(await bring(lab, own)).toMatchObject({ refused: [], failed: [], left: [] });
      const hypervisor = await connect(`qemu+unix:///system?socket=${tap.socket}`);
      expect(await leftOf(lab, { ...own, hypervisor })).toEqual([]);
      await hypervisor.close();
      counted.push([...tap.take()]);
    }
    const [ofNine = [], ofThree = []] = counted;
    expect(countsOf(ofNine)).toMatchObject({
      DOMAIN_GET_XML_DESC: 9,
      STORAGE_VOL_GET_INFO: 9,
      NETWORK_GET_XML_DESC: 1,
    });
    expect(countsOf(ofThree)).toMatchObject({ DOMAIN_GET_XML_DESC: 3, STORAGE_VOL_GET_INFO: 3 });
    for (const kind of Object.values(kinds)) {
      const calls = ofNine.filter(({ procedure }) => kind.test(procedure));
      expect(calls.filter(({ procedure }) => !single.test(procedure)).length).toBeLessThan(10);
      expect(wavesOf(calls)).toBeLessThan(10);
    }
    const shared = (calls: readonly Passed[]) => countsOf(calls.filter(({ procedure }) => !single.test(procedure)));
    expect(shared(ofNine)).toEqual(shared(ofThree));
    await apply(await planRemoval(await siteOf(labOf(three, own), own)));
  } finally {
    await tap.stop();
  }
});
