import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver } from './driver-rig.js';

describe('firmware', () => {
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

  const checksum = (path: string): Promise<string> => libvirtd.exec('sha256sum', path);
  const storeOf = async (machine: TestMachine): Promise<string> =>
    /<nvram[^>]*>([^<]+)/.exec(await machine.xml())?.[1] ?? '';
  const boots = (machine: TestMachine, from: string, platform: string) =>
    waitFor(
      `${from} to boot under ${platform}`,
      async () => {
        const said = (await machine.witness.said()).filter((line) => line.startsWith('booted'));
        return said.at(-1) === `booted from ${from} (${platform})`;
      },
      { limit: 100_000 },
    );
  const refusals = async (name: string): Promise<number> =>
    (await readFile(join(libvirtd.dir, `${name}.serial`), 'latin1')).match(/Access Denied|Security Violation/g)
      ?.length ?? 0;
  const refused = (name: string, before: number) =>
    waitFor('the firmware to refuse an unsigned program', async () => (await refusals(name)) > before, {
      limit: 100_000,
    });

  it('goes to BIOS and back, and finds its variables and secure boot as they were', async () => {
    const machine = await defineMachine(libvirtd, { firmware: 'secure', disk: 'deaf' });
    const { uuid, name } = machine;
    const before = await machine.xml('--inactive', '--security-info');
    await look(hypervisor, uuid);
    await hypervisor.reset(uuid, 'On');
    expect((await look(hypervisor, uuid)).firmware).toEqual({ mode: 'UEFI', secureBoot: { enabled: true } });
    const store = await storeOf(machine);
    await refused(name, 0);
    await hypervisor.setBoot(uuid, { mode: 'Legacy' });
    expect((await look(hypervisor, uuid)).restartPending).toBe(true);
    await hypervisor.reset(uuid, 'ForceOff');
    const variables = await checksum(store);
    await hypervisor.reset(uuid, 'On');
    await boots(machine, 'disk', 'pc');
    expect((await look(hypervisor, uuid)).firmware).toEqual({ mode: 'Legacy' });
    await hypervisor.setBoot(uuid, { mode: 'UEFI' });
    await hypervisor.reset(uuid, 'ForceOff');
    expect(await checksum(store)).toBe(variables);
    expect(await machine.xml('--inactive', '--security-info')).toBe(before);
    const count = await refusals(name);
    await hypervisor.reset(uuid, 'On');
    expect(await storeOf(machine)).toBe(store);
    expect((await look(hypervisor, uuid)).firmware.secureBoot).toEqual({ enabled: true });
    await refused(name, count);
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it('enforces secure boot when it says so, and keeps a variable store for either state', async () => {
    const machine = await defineMachine(libvirtd, { firmware: 'uefi', disk: 'deaf' });
    const { uuid, name } = machine;
    await look(hypervisor, uuid);
    await hypervisor.reset(uuid, 'On');
    await boots(machine, 'disk', 'efi');
    const plain = await storeOf(machine);
    await hypervisor.setSecureBoot(uuid, true);
    expect((await look(hypervisor, uuid)).firmware.secureBoot).toEqual({ enabled: false, pending: true });
    await hypervisor.reset(uuid, 'ForceOff');
    const variables = await checksum(plain);
    await hypervisor.reset(uuid, 'On');
    await refused(name, 0);
    expect((await look(hypervisor, uuid)).firmware.secureBoot).toEqual({ enabled: true });
    const secure = await storeOf(machine);
    expect(secure).not.toBe(plain);
    await hypervisor.setSecureBoot(uuid, false);
    await hypervisor.reset(uuid, 'PowerCycle');
    expect(await storeOf(machine)).toBe(plain);
    await waitFor('the disk to boot again', async () => (await machine.witness.boots()).length === 2, {
      limit: 100_000,
    });
    await hypervisor.reset(uuid, 'ForceOff');
    expect(await checksum(secure)).not.toBe(variables);
    await hypervisor.setSecureBoot(uuid, true);
    await hypervisor.reset(uuid, 'On');
    expect(await storeOf(machine)).toBe(secure);
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it('has no secure boot where there is none: i440fx', async () => {
    const machine = await defineMachine(libvirtd, { firmware: 'bios' });
    await look(hypervisor, machine.uuid);
    await hypervisor.setBoot(machine.uuid, { mode: 'UEFI' });
    const before = await machine.xml('--inactive', '--security-info');
    expect((await look(hypervisor, machine.uuid)).firmware.secureBoot).toEqual({ enabled: false });
    await expect(hypervisor.setSecureBoot(machine.uuid, true)).rejects.toMatchObject({ code: 'unsupported' });
    expect(await machine.xml('--inactive', '--security-info')).toBe(before);
  });
});
