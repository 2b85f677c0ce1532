/** `BootSourceOverrideEnabled: Once` is for one boot, however that boot comes about and whoever is watching. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MachineOptions, TestMachine } from '../helpers/machines.js';
import { override, overrideUsed, reset, system } from '../helpers/redfish.js';
import { type InstallService, startInstallService } from '../helpers/service.js';
import { waitFor } from '../helpers/wait.js';

let service: InstallService;
beforeAll(async () => {
  service = await startInstallService();
});
afterAll(() => service?.stop());

/** A machine with the installer in its drive, to be booted from once; it is off. */
const prepared = async (options: MachineOptions = {}): Promise<TestMachine> => {
  const machine = await service.machine({ cd: true, disk: 'polite', ...options });
  await service.sushy.insert(machine.uuid, service.installer);
  await service.sushy.setBoot(machine.uuid, 'Cd', 'Once');
  return machine;
};

/** The installer runs, nothing is left of the override, and its reboot leads to the disk. */
const installs = async (machine: TestMachine): Promise<void> => {
  const { witness, finish } = machine;
  const before = await witness.booted(1);
  expect(before.at(-1)).toBe('cd');
  await overrideUsed(service.emulator, machine);
  await finish();
  expect(await witness.booted(before.length + 1)).toEqual([...before, 'disk']);
};

it('is not for a machine that nobody asked it for: it boots from disk though the installer is in', async () => {
  const machine = await service.machine({ cd: true, disk: 'polite' });
  await service.sushy.insert(machine.uuid, service.installer);
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  expect(await machine.witness.booted(1)).toEqual(['disk']);
});

it('holds when the service is killed after the order and started again before the boot', async () => {
  const machine = await prepared();
  await service.emulator.whileAway(async () => undefined);
  expect(await override(service.emulator, machine.uuid)).toBe('Once Cd');
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  await installs(machine);
});

it('holds when the service is away while the guest reboots itself', async () => {
  const machine = await prepared();
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  expect(await machine.witness.booted(1)).toEqual(['cd']);
  await overrideUsed(service.emulator, machine);
  await service.emulator.whileAway(async () => {
    await machine.finish();
    expect(await machine.witness.booted(2)).toEqual(['cd', 'disk']);
  });
  expect(await override(service.emulator, machine.uuid)).toBe('Disabled None');
});

it('holds when the machine is started by virsh', async () => {
  const machine = await prepared();
  await machine.virsh('start');
  await installs(machine);
});

it('holds when the machine is started by virsh while the service is away', async () => {
  const machine = await prepared();
  await service.emulator.whileAway(async () => {
    await machine.virsh('start');
    expect(await machine.witness.booted(1)).toEqual(['cd']);
  });
  await installs(machine);
});

it('is used up as soon as the service is back, when it was away for boot and reboot', async () => {
  const machine = await prepared();
  await service.emulator.whileAway(async () => {
    await machine.virsh('start');
    expect(await machine.witness.booted(1)).toEqual(['cd']);
    // Nobody is there to tell QEMU before the guest reboots; QEMU has no Once of its own that UEFI would heed.
    await machine.finish();
    await machine.witness.heard('reboots');
  });
  const { length } = await machine.witness.booted(2);
  await overrideUsed(service.emulator, machine);
  await service.sushy.setPower(machine.uuid, 'ForceRestart');
  expect((await machine.witness.booted(length + 1)).at(-1)).toBe('disk');
});

it('holds when libvirt starts the machine with the host', async () => {
  const machine = await prepared();
  await machine.virsh('autostart');
  // libvirtd starts machines once per boot of the host; this file is how it knows.
  await service.libvirtd.exec('rm', '-f', '/run/libvirt/qemu/autostarted');
  await service.libvirtd.restart();
  await waitFor('the machine to be started', async () => (await machine.state()) === 'running');
  await installs(machine);
});

it('waits for the boot that comes, when the guest ignores a graceful restart', async () => {
  const { emulator } = service;
  const machine = await service.machine({ cd: true, disk: 'deaf' });
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  await machine.witness.booted(1);
  await service.sushy.insert(machine.uuid, service.installer);
  await service.sushy.setBoot(machine.uuid, 'Cd', 'Once');

  expect((await reset(emulator, machine.uuid, 'GracefulRestart')).status).toBe(204);
  expect(await override(emulator, machine.uuid)).toBe('Once Cd');
  expect((await system(emulator, machine.uuid)).PowerState).toBe('On');
  expect(await machine.witness.boots()).toEqual(['disk']);

  await service.sushy.setPower(machine.uuid, 'ForceRestart');
  expect(await machine.witness.booted(2)).toEqual(['disk', 'cd']);
  await installs(machine);
});

it('is for the next boot of a running guest that honours a graceful restart', async () => {
  const machine = await service.machine({ cd: true, disk: 'polite' });
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  await machine.witness.booted(1);
  await service.sushy.insert(machine.uuid, service.installer);
  await service.sushy.setBoot(machine.uuid, 'Cd', 'Once');
  await service.sushy.setPower(machine.uuid, 'GracefulRestart');
  await machine.witness.heard('power button');
  expect(await machine.witness.booted(2)).toEqual(['disk', 'cd']);
  await installs(machine);
});

it('leaves Continuous to stay until it is taken back', async () => {
  const { emulator } = service;
  const machine = await prepared();
  await service.sushy.setBoot(machine.uuid, 'Cd', 'Continuous');
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  for (const boots of [1, 2, 3]) {
    expect(await machine.witness.booted(boots)).toEqual(Array.from({ length: boots }, () => 'cd'));
    await machine.finish();
  }
  expect(await override(emulator, machine.uuid)).toBe('Continuous Cd');

  const taken = await emulator.request('PATCH', `/redfish/v1/Systems/${machine.uuid}`, {
    Boot: { BootSourceOverrideEnabled: 'Disabled' },
  });
  expect(taken.ok).toBe(true);
  await service.sushy.setPower(machine.uuid, 'ForceOff', 'Off');
  await service.sushy.setPower(machine.uuid, 'On', 'On');
  await waitFor('a boot from disk', async () => (await machine.witness.boots()).at(-1) === 'disk');
});
