import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type MachineOptions } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, probeMedium, startDriver, untilMachine } from './driver-rig.js';

const none = { enabled: 'Disabled', target: 'None' } as const;
const onceCd = { enabled: 'Once', target: 'Cd' } as const;

const kinds: readonly { readonly title: string; readonly options: MachineOptions }[] = [
  { title: 'BIOS with a CD drive', options: { firmware: 'bios', cd: true } },
  { title: 'BIOS without one', options: { firmware: 'bios', cd: false } },
  { title: 'UEFI with a CD drive', options: { firmware: 'uefi', cd: true } },
  { title: 'UEFI without one', options: { firmware: 'uefi', cd: false } },
];

describe('a boot override for one boot, on QEMU', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    hypervisor = await startDriver(libvirtd.uri);
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  const overrideGone = (id: string) =>
    untilMachine(hypervisor, id, 'the override to be used up', ({ boot }) => boot.override.enabled === 'Disabled');

  describe.each(kinds)('$title', ({ options }) => {
    it('boots the medium once, then the disk, and leaves the definition as it found it', async () => {
      const machine = await defineMachine(libvirtd, { ...options, disk: 'deaf' });
      const { uuid, witness } = machine;
      await look(hypervisor, uuid);
      const before = await machine.xml('--inactive', '--security-info');
      await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium()));
      await hypervisor.setBoot(uuid, onceCd);
      expect((await look(hypervisor, uuid)).boot.override).toEqual(onceCd);
      await hypervisor.reset(uuid, 'On');
      expect(await witness.booted(2)).toEqual(['cd', 'disk']);
      expect((await overrideGone(uuid)).boot.override).toEqual(none);
      await hypervisor.ejectMedia(uuid, 'Cd');
      await hypervisor.reset(uuid, 'ForceOff');
      expect(await machine.xml('--inactive', '--security-info')).toBe(before);
    });

    it('reaches a running machine: its own reboot, and the reset button', async () => {
      const machine = await defineMachine(libvirtd, { ...options, disk: 'deaf' });
      const { uuid, witness } = machine;
      await look(hypervisor, uuid);
      await hypervisor.reset(uuid, 'On');
      await witness.booted(1);
      await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium()));
      await hypervisor.setBoot(uuid, onceCd);
      await machine.virsh('reset');
      expect(await witness.booted(3)).toEqual(['disk', 'cd', 'disk']);
      await overrideGone(uuid);
      await hypervisor.setBoot(uuid, onceCd);
      await hypervisor.reset(uuid, 'ForceRestart');
      expect(await witness.booted(5)).toEqual(['disk', 'cd', 'disk', 'cd', 'disk']);
      await overrideGone(uuid);
      await hypervisor.reset(uuid, 'ForceOff');
    });
  });

  it.each([
    ['ForceRestart', ['ForceRestart']],
    ['PowerCycle', ['PowerCycle']],
    ['ForceOff and On', ['ForceOff', 'On']],
  ] as const)('is used up by a boot that %s cuts short at once', async (_, resets) => {
    const { uuid, witness } = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    await look(hypervisor, uuid);
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium('deaf')));
    await hypervisor.setBoot(uuid, onceCd);
    await hypervisor.reset(uuid, 'On');
    for (const type of resets) await hypervisor.reset(uuid, type);
    await waitFor('the disk to boot', async () => (await witness.boots()).at(-1) === 'disk');
    expect((await look(hypervisor, uuid)).boot.override).toEqual(none);
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it.each([
    ['', []],
    [' that was power-cycled before', ['PowerCycle']],
  ] as const)('forces a guest that ignores ACPI%s, and boots the medium then', async (_, before) => {
    const impatient = await startDriver(libvirtd.uri, { gracefulTimeout: 1_000 });
    const { uuid, witness } = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    await look(impatient, uuid);
    for (const [index, type] of ['On' as const, ...before].entries()) {
      await impatient.reset(uuid, type);
      await witness.booted(index + 1);
    }
    await impatient.insertMedia(uuid, 'Cd', ...(await probeMedium()));
    await impatient.setBoot(uuid, onceCd);
    await impatient.reset(uuid, 'GracefulRestart');
    const earlier = before.map(() => 'disk');
    expect(await witness.booted(3 + before.length)).toEqual([...earlier, 'disk', 'cd', 'disk']);
    await impatient.reset(uuid, 'ForceOff');
    await impatient.close();
  });

  it('asks a polite guest, and starts it again', async () => {
    const { uuid, witness } = await defineMachine(libvirtd, { cd: true, disk: 'polite' });
    await look(hypervisor, uuid);
    await hypervisor.reset(uuid, 'On');
    await witness.booted(1);
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium()));
    await hypervisor.setBoot(uuid, onceCd);
    await hypervisor.reset(uuid, 'GracefulRestart');
    expect(await witness.booted(3)).toEqual(['disk', 'cd', 'disk']);
    // A button pressed before the guest listens is lost: as with a real one, somebody presses again.
    await waitFor('the guest to turn off', async () => {
      await hypervisor.reset(uuid, 'GracefulShutdown');
      return (await look(hypervisor, uuid)).power === 'Off';
    });
    expect(await witness.said()).toContain('power button');
  });

  it('holds for a machine that virsh starts', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    await look(hypervisor, machine.uuid);
    await hypervisor.insertMedia(machine.uuid, 'Cd', ...(await probeMedium()));
    await hypervisor.setBoot(machine.uuid, onceCd);
    await machine.virsh('start');
    expect(await machine.witness.booted(2)).toEqual(['cd', 'disk']);
    await overrideGone(machine.uuid);
    await hypervisor.reset(machine.uuid, 'ForceOff');
  });

  it('holds for a machine that the daemon starts by itself while no emulator is there', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    const { uuid, witness } = machine;
    await look(hypervisor, uuid);
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium('deaf')));
    await hypervisor.setBoot(uuid, onceCd);
    await hypervisor.setAutostart(uuid, true);
    await hypervisor.close();
    await libvirtd.kill();
    // libvirtd starts machines once per boot of the host; this file tells it that it did.
    await rm(join(libvirtd.dir, 'run/libvirt/qemu/autostarted'), { force: true });
    await libvirtd.start();
    await witness.booted(1);
    hypervisor = await startDriver(libvirtd.uri);
    expect((await overrideGone(uuid)).boot.override).toEqual(none);
    await machine.virsh('reset');
    expect(await witness.booted(2)).toEqual(['cd', 'disk']);
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it('does not mistake an override that waits for one that is in use, when the emulator restarts', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    const { uuid, witness } = machine;
    await look(hypervisor, uuid);
    await hypervisor.reset(uuid, 'On');
    await witness.booted(1);
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium()));
    await hypervisor.setBoot(uuid, onceCd);
    await hypervisor.close();
    hypervisor = await startDriver(libvirtd.uri);
    expect((await look(hypervisor, uuid)).boot.override).toEqual(onceCd);
    await machine.virsh('reset');
    expect(await witness.booted(3)).toEqual(['disk', 'cd', 'disk']);
    await overrideGone(uuid);
    await hypervisor.reset(uuid, 'ForceOff');
  });
});
