/**
 * The main job: a machine is installed from an image over HTTP and comes back from its disk. The client is Ironic's
 * own library, the machines are real ones under QEMU, and their serial consoles are the witnesses.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { override, overrideUsed } from '../helpers/redfish.js';
import { type InstallService, startInstallService } from '../helpers/service.js';

let service: InstallService;
beforeAll(async () => {
  service = await startInstallService();
});
afterAll(() => service?.stop());

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

    await service.sushy.setBoot(uuid, 'Cd', 'Once');
    await service.sushy.insert(uuid, service.installer);
    expect(await service.sushy.media(uuid)).toContainEqual(
      expect.objectContaining({ inserted: true, image: service.installer }),
    );
    expect(await override(emulator, uuid)).toBe('Once Cd');
    await service.sushy.setPower(uuid, 'On', 'On');
    expect(await witness.booted(1)).toEqual(['cd']);
    await overrideUsed(emulator, machine);
    await machine.finish();
    expect(await witness.booted(2)).toEqual(['cd', 'disk']);

    await service.sushy.eject(uuid);
    for (const drive of await service.sushy.media(uuid)) expect(drive).toMatchObject({ inserted: false });
    // The user's own drive stays, with nothing in it.
    if (cd) expect(await xml('--inactive')).toContain("device='cdrom'");
    expect(await xml('--inactive')).not.toContain(emulator.stateDir);

    await service.sushy.setPower(uuid, 'GracefulShutdown', 'Off');
    await service.sushy.setPower(uuid, 'On', 'On');
    expect(await witness.booted(3)).toEqual(['cd', 'disk', 'disk']);
    await service.sushy.setPower(uuid, 'ForceOff', 'Off');
  },
);
