/** What happens when things break under way: libvirtd, the service itself, a machine taken away. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesOfSize } from '../helpers/files.js';
import { defineMachine } from '../helpers/machines.js';
import { probeImage } from '../helpers/probe.js';
import { drivePath, insert, override, overrideUsed, problem, reset, systemPath } from '../helpers/redfish.js';
import { type Service, startService } from '../helpers/service.js';
import { waitFor } from '../helpers/wait.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ args: ['--cache-age', '0s'] });
});
afterAll(() => service?.stop());

const bootOnce = (uuid: string): Promise<Response> =>
  service.emulator.request('PATCH', systemPath(uuid), {
    Boot: { BootSourceOverrideTarget: 'Cd', BootSourceOverrideEnabled: 'Once' },
  });

describe('libvirtd killed and started again under load', () => {
  it('is 503 with Retry-After while it is away, nothing worse, and passes by itself', async () => {
    const { emulator, libvirtd } = service;
    const machines = await Promise.all([service.machine(), service.machine()]);
    const { pid } = emulator;
    const seen: { status: number; retryAfter: string | null; method: string }[] = [];
    let loaded = true;
    const load = async (method: 'GET' | 'PATCH', uuid: string): Promise<void> => {
      for (let n = 0; loaded; n += 1) {
        const body = method === 'PATCH' ? { AssetTag: `tag ${n}` } : undefined;
        const response = await emulator.request(method, systemPath(uuid), body);
        await response.arrayBuffer();
        seen.push({ status: response.status, retryAfter: response.headers.get('retry-after'), method });
        await sleep(2);
      }
    };
    const workers = machines.flatMap(({ uuid }) => [load('GET', uuid), load('GET', uuid), load('PATCH', uuid)]);
    const phase = async (what: string, ask: (recent: typeof seen) => boolean): Promise<void> => {
      const from = seen.length;
      await waitFor(what, () => ask(seen.slice(from)));
    };
    try {
      const good = (recent: typeof seen): boolean =>
        (['GET', 'PATCH'] as const).every((method) => recent.some((one) => one.method === method && one.status < 300));
      for (let round = 0; round < 2; round += 1) {
        await phase('answers before', good);
        await libvirtd.kill();
        await phase('503 for reads and writes', (recent) =>
          (['GET', 'PATCH'] as const).every((method) =>
            recent.some((one) => one.method === method && one.status === 503),
          ),
        );
        await libvirtd.start();
        await phase('answers after', good);
      }
    } finally {
      loaded = false;
      await Promise.all(workers);
    }
    expect([...new Set(seen.map(({ status }) => status))].filter((status) => status >= 300)).toEqual([503]);
    for (const { retryAfter } of seen.filter(({ status }) => status === 503)) {
      expect(Number(retryAfter)).toBeGreaterThan(0);
    }
    expect(emulator.pid).toBe(pid);
  });
});

describe('a machine undefined behind our back', () => {
  it('is 404 for reads, writes and actions, and one of the same name is another', async () => {
    const { emulator, libvirtd } = service;
    const gone = await service.machine({ name: 'twice', cd: true });
    await gone.virsh('undefine');
    await waitFor('404', async () => (await emulator.request('GET', systemPath(gone.uuid))).status === 404);
    expect(await problem(await emulator.request('PATCH', systemPath(gone.uuid), { AssetTag: 'x' }))).toBe(
      '404 ResourceNotFound',
    );
    expect(await problem(await reset(emulator, gone.uuid, 'On'))).toBe('404 ResourceNotFound');
    expect(await problem(await bootOnce(gone.uuid))).toBe('404 ResourceNotFound');

    const heir = await defineMachine(libvirtd, { name: 'twice' });
    await waitFor('the new machine', async () => (await emulator.request('GET', systemPath(heir.uuid))).status === 200);
    expect((await emulator.request('GET', systemPath(gone.uuid))).status).toBe(404);
  });

  it('takes its image with it', async () => {
    const { emulator, images } = service;
    const gone = await service.machine({ cd: true });
    // A size that nothing else here has.
    const size = (1 << 20) + 4711;
    expect((await insert(emulator, gone.uuid, { Image: images.add('gone.iso', randomBytes(size)) })).status).toBe(204);
    expect(await filesOfSize(emulator.stateDir, size)).toBe(1);
    await gone.virsh('undefine');
    await waitFor('the image to be gone', async () => (await filesOfSize(emulator.stateDir, size)) === 0);
  });
});

// Milliseconds from the first request to the kill: from before anything was done until after all of it.
const moments = [0, 10, 30, 80, 200, 600];

describe('the service killed in the middle', () => {
  it('of an insert: the medium is in or it is not, and the next insert works', async () => {
    const { emulator, images } = service;
    const { uuid, xml } = await service.machine({ cd: true });
    for (const [n, moment] of moments.entries()) {
      const image = images.add(`killed-${n}.iso`, randomBytes(8 << 20));
      const request = insert(emulator, uuid, { Image: image }).then(
        ({ status }) => status,
        () => 'cut off',
      );
      await sleep(moment);
      await emulator.whileAway(async () => undefined);
      const outcome = await request;

      const drive = await emulator.get<{ Inserted: boolean; Image: string | null }>(drivePath(uuid));
      // What the service says of the drive is what the machine has.
      expect(/device='cdrom'>[\s\S]*?<source [\s\S]*?<\/disk>/.test(await xml('--inactive'))).toBe(drive.Inserted);
      if (outcome === 204) expect(drive).toMatchObject({ Inserted: true, Image: image });

      const again = images.add(`again-${n}.iso`, randomBytes(1 << 20));
      expect((await emulator.request('POST', `${drivePath(uuid)}/Actions/VirtualMedia.EjectMedia`, {})).ok).toBe(true);
      expect((await insert(emulator, uuid, { Image: again })).status).toBe(204);
      expect((await emulator.request('POST', `${drivePath(uuid)}/Actions/VirtualMedia.EjectMedia`, {})).ok).toBe(true);
    }
    await waitFor('nothing to be left of any image', async () => {
      const left = [await filesOfSize(emulator.stateDir, 8 << 20), await filesOfSize(emulator.stateDir, 1 << 20)];
      return left.every((count) => count === 0);
    });
  });

  it('of setting and starting a boot from CD once: it is for one boot, or it was never set', async () => {
    const { emulator, images } = service;
    const image = images.add('installer.iso', await probeImage({ says: 'cd', deed: 'install' }));
    for (const moment of moments) {
      const machine = await service.machine({ cd: true, disk: 'deaf' });
      const { uuid, witness, finish, virsh } = machine;
      expect((await insert(emulator, uuid, { Image: image })).status).toBe(204);
      const set = bootOnce(uuid).then(({ ok }) => ok);
      const started = set.then(async (ok) => ok && (await reset(emulator, uuid, 'On')).ok);
      const outcome = Promise.allSettled([set, started]);
      await sleep(moment);
      await emulator.whileAway(async () => undefined);
      const [wasSet] = await outcome;

      // Whatever was not done is asked for again; what was done is not undone.
      if (wasSet.status === 'rejected') {
        expect(['Once Cd', 'Disabled None']).toContain(await override(emulator, uuid));
        if ((await override(emulator, uuid)) === 'Disabled None' && (await witness.boots()).length === 0) {
          expect((await bootOnce(uuid)).ok).toBe(true);
        }
      }
      expect((await reset(emulator, uuid, 'On')).status).toBe(204);
      expect(await witness.booted(1)).toEqual(['cd']);
      await overrideUsed(emulator, machine);
      await finish();
      expect(await witness.booted(2)).toEqual(['cd', 'disk']);
      await virsh('destroy');
    }
  });
});
