/** Where sushy-emulator fails its users, and this service must not: media. The numbers are those of docs/testing.md. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesOfSize } from '../../helpers/files.js';
import type { TestMachine } from '../../helpers/machines.js';
import { probeImage } from '../../helpers/probe.js';
import { drivePath, eject, insert, override, overrideUsed, reset, systemPath } from '../../helpers/redfish.js';
import { type Service, startService } from '../../helpers/service.js';
import { waitFor } from '../../helpers/wait.js';

let service: Service;
beforeAll(async () => {
  service = await startService({ args: ['--cache-age', '0s'] });
});
afterAll(() => service?.stop());

const mebibyte = 1 << 20;

const kept = (size: number): Promise<number> => filesOfSize(service.emulator.stateDir, size);

/** Whether a running guest's QEMU has this in one of its drives now. */
const sees = async ({ virsh }: TestMachine, what: string): Promise<boolean> =>
  (await virsh('qemu-monitor-command', '--hmp', 'info block')).includes(what);

it('8: nothing stays on disk of what was inserted and ejected', async () => {
  const { emulator, images, libvirtd } = service;
  const { uuid } = await service.machine({ cd: true });
  const size = 2 * mebibyte;
  for (const name of ['one.iso', 'two.iso', 'three.iso']) {
    const image = images.add(name, randomBytes(size));
    expect((await insert(emulator, uuid, { Image: image })).status).toBe(204);
    expect(await kept(size)).toBe(1);
    expect((await eject(emulator, uuid)).ok).toBe(true);
  }
  await waitFor('the images to be gone', async () => (await kept(size)) === 0);
  expect((await libvirtd.virsh('pool-list', '--all', '--name')).trim()).toBe('');
});

it("9: eject leaves the user's own drive where it was", async () => {
  const { emulator, images } = service;
  const { uuid, xml } = await service.machine({ cd: true });
  const drive = async (): Promise<string | undefined> =>
    /<disk type='\w+' device='cdrom'>[\s\S]*?<target[^>]*>[\s\S]*?<\/disk>/.exec(await xml('--inactive'))?.[0];
  const before = await drive();
  expect(before).toContain("dev='hdc'");

  expect((await eject(emulator, uuid)).ok).toBe(true);
  expect(await drive()).toBe(before);
  const image = images.add('nine.iso', randomBytes(mebibyte));
  expect((await insert(emulator, uuid, { Image: image })).status).toBe(204);
  expect((await eject(emulator, uuid)).ok).toBe(true);
  expect(await drive()).toContain("<target dev='hdc' bus='ide'/>");
  expect(await xml('--inactive')).not.toMatch(/device='cdrom'[\s\S]*device='cdrom'/);
});

it('9: a CD and a floppy side by side leave each other alone', async () => {
  const { emulator, images } = service;
  const { uuid } = await service.machine({ cd: true });
  const [cd, floppy] = [images.add('side.iso', randomBytes(mebibyte)), images.add('side.img', randomBytes(1_474_560))];
  const inserted = async (drive: string): Promise<unknown> => (await emulator.get(drivePath(uuid, drive))).Inserted;
  for (let round = 0; round < 3; round += 1) {
    const answers = await Promise.all([
      insert(emulator, uuid, { Image: cd }),
      insert(emulator, uuid, { Image: floppy }, 'Floppy'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect([await inserted('Cd'), await inserted('Floppy')]).toEqual([true, true]);
    expect((await eject(emulator, uuid)).ok).toBe(true);
    expect([await inserted('Cd'), await inserted('Floppy')]).toEqual([false, true]);
    expect((await eject(emulator, uuid, 'Floppy')).ok).toBe(true);
    expect([await inserted('Cd'), await inserted('Floppy')]).toEqual([false, false]);
  }
});

it.each([{ cd: true }, { cd: false }])(
  '10: a running machine sees insert and eject at once (drive: $cd)',
  async (options) => {
    const { emulator, images } = service;
    const running = await service.machine({ ...options, disk: 'deaf' });
    await running.virsh('start');
    await running.witness.booted(1);
    const image = images.add('ten.iso', randomBytes(mebibyte));
    expect((await insert(emulator, running.uuid, { Image: image })).status).toBe(204);
    expect(await emulator.get(drivePath(running.uuid))).toMatchObject({ Inserted: true, Image: image });
    const media = join(emulator.stateDir, 'media');
    expect(await sees(running, media)).toBe(true);
    expect((await eject(emulator, running.uuid)).ok).toBe(true);
    expect(await emulator.get(drivePath(running.uuid))).toMatchObject({ Inserted: false });
    expect(await sees(running, media)).toBe(false);
    await running.virsh('destroy');
  },
);

it('10: the boot device of a running machine is for its next boot, and says so', async () => {
  const { emulator, images } = service;
  const running = await service.machine({ cd: true, disk: 'polite' });
  const { uuid, witness } = running;
  await running.virsh('start');
  await witness.booted(1);
  const image = images.add('next.iso', await probeImage({ says: 'cd', deed: 'deaf' }));
  expect((await insert(emulator, uuid, { Image: image })).status).toBe(204);
  const once = { Boot: { BootSourceOverrideTarget: 'Cd', BootSourceOverrideEnabled: 'Once' } };
  expect((await emulator.request('PATCH', systemPath(uuid), once)).ok).toBe(true);
  expect(await override(emulator, uuid)).toBe('Once Cd');
  expect((await reset(emulator, uuid, 'ForceRestart')).status).toBe(204);
  expect(await witness.booted(2)).toEqual(['disk', 'cd']);
  await overrideUsed(emulator, running);
  await running.virsh('destroy');
});

it('11: nine machines that insert the same image cost one transfer and one copy', async () => {
  const { emulator, images } = service;
  const size = 16 * mebibyte;
  const image = images.add('shared.iso', randomBytes(size));
  const machines = await Promise.all(Array.from({ length: 9 }, () => service.machine({ cd: true })));
  const answers = await Promise.all(machines.map(({ uuid }) => insert(emulator, uuid, { Image: image })));
  expect(answers.map(({ status }) => status)).toEqual(machines.map(() => 204));
  expect(images.sent('shared.iso')).toBe(size);
  expect(await kept(size)).toBe(1);

  // While one machine has it, it stays.
  const [last, ...others] = machines;
  await Promise.all(others.map(({ uuid }) => eject(emulator, uuid)));
  expect(await kept(size)).toBe(1);
  if (last !== undefined) await eject(emulator, last.uuid);
  await waitFor('the image to be gone', async () => (await kept(size)) === 0);
});

it('11: an image that QEMU reads itself is not copied at all', async () => {
  const { emulator, images, libvirtd } = service;
  await libvirtd.expose(images.port);
  const size = 64 * mebibyte;
  const image = images.add('streamed.iso', Buffer.alloc(size, 1));
  const running = await service.machine({ cd: true, disk: 'deaf' });
  await running.virsh('start');
  await running.witness.booted(1);
  const answer = await insert(emulator, running.uuid, { Image: image, TransferMethod: 'Stream' });
  expect(answer.status).toBe(204);
  expect(await sees(running, 'streamed.iso')).toBe(true);
  expect(images.sent('streamed.iso')).toBeLessThan(size / 4);
  expect(await kept(size)).toBe(0);
  await running.virsh('destroy');
});

it('12: Once is for one boot: the installed machine comes back from its disk', async () => {
  const { emulator, images } = service;
  const machine = await service.machine({ cd: true, disk: 'deaf' });
  const { uuid, witness, finish, virsh } = machine;
  const image = images.add('installer.iso', await probeImage({ says: 'cd', deed: 'install' }));
  expect((await insert(emulator, uuid, { Image: image })).status).toBe(204);
  const once = { Boot: { BootSourceOverrideTarget: 'Cd', BootSourceOverrideEnabled: 'Once' } };
  expect((await emulator.request('PATCH', systemPath(uuid), once)).ok).toBe(true);
  expect((await reset(emulator, uuid, 'On')).status).toBe(204);
  expect(await witness.booted(1)).toEqual(['cd']);
  await overrideUsed(emulator, machine);
  await finish();
  expect(await witness.booted(2)).toEqual(['cd', 'disk']);
  await virsh('destroy');
});
