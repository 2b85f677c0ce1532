/**
 * The main job: a machine is installed from an image over HTTP and comes back from its disk. The client is Ironic's
 * own library, the machines are real ones under QEMU, and their serial consoles are the witnesses.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { probeImage } from '../helpers/probe.js';
import { override, overrideUsed } from '../helpers/redfish.js';
import { type Service, startService, sushyOf } from '../helpers/service.js';
import type { Sushy } from '../helpers/sushy.js';

let service: Service;
let sushy: Sushy;
let installer: string;

beforeAll(async () => {
  service = await startService();
  sushy = await sushyOf(service.emulator);
  installer = service.images.add('installer.iso', await probeImage({ says: 'cd', deed: 'install' }));
});
afterAll(async () => {
  await sushy?.close();
  await service?.stop();
});

// Side by side: most of the time is spent in the firmware.
it.concurrent.each([
  { firmware: 'bios', cd: true },
  { firmware: 'bios', cd: false },
  { firmware: 'uefi', cd: true },
  { firmware: 'uefi', cd: false },
] as const)(
  '$firmware, CD drive of its own: $cd: installs once, and comes back from its disk',
  async ({ firmware, cd }) => {
    const { emulator } = service;
    const machine = await service.machine({ firmware, cd, disk: 'polite' });
    const { uuid, witness, xml } = machine;

    await sushy.setBoot(uuid, 'Cd', 'Once');
    await sushy.insert(uuid, installer);
    expect(await sushy.media(uuid)).toContainEqual(expect.objectContaining({ inserted: true, image: installer }));
    expect(await override(emulator, uuid)).toBe('Once Cd');
    await sushy.setPower(uuid, 'On', 'On');
    expect(await witness.booted(1)).toEqual(['cd']);
    await overrideUsed(emulator, machine);
    await machine.finish();
    expect(await witness.booted(2)).toEqual(['cd', 'disk']);

    await sushy.eject(uuid);
    for (const drive of await sushy.media(uuid)) expect(drive).toMatchObject({ inserted: false });
    // The user's own drive stays, with nothing in it.
    if (cd) expect(await xml('--inactive')).toContain("device='cdrom'");
    expect(await xml('--inactive')).not.toContain('.iso');

    await sushy.setPower(uuid, 'GracefulShutdown', 'Off');
    await sushy.setPower(uuid, 'On', 'On');
    expect(await witness.booted(3)).toEqual(['cd', 'disk', 'disk']);
    await sushy.setPower(uuid, 'ForceOff', 'Off');
  },
);
