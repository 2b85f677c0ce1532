/** Where sushy-emulator fails its users, and this service must not: firmware. The numbers are those of docs/testing.md. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLibvirtHypervisor } from '../../../src/hypervisor/libvirt/index.js';
import type { TestMachine } from '../../helpers/machines.js';
import { reset, system, systemPath } from '../../helpers/redfish.js';
import { type Service, startService } from '../../helpers/service.js';
import { waitFor } from '../../helpers/wait.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

/** What the firmware remembers, per machine: the digest of its NVRAM. */
const nvram = async ({ name }: TestMachine): Promise<readonly string[]> => {
  const dir = join(service.libvirtd.dir, 'lib/qemu/nvram');
  const files = (await readdir(dir)).filter((file) => file.startsWith(name));
  return Promise.all(
    files.map(
      async (file) =>
        `${file} ${createHash('sha256')
          .update(await readFile(join(dir, file)))
          .digest('hex')}`,
    ),
  );
};

/** A machine that was on before, so that it has an NVRAM of its own, with the firmware's first entries in it. */
const used = async (firmware: 'uefi' | 'secure'): Promise<TestMachine> => {
  const machine = await service.machine({ firmware, disk: 'polite' });
  await machine.virsh('start');
  if (firmware === 'secure')
    await waitFor('the firmware to refuse the probe', async () => (await refusals(machine)) > 0);
  else await machine.witness.booted(1);
  await machine.virsh('destroy');
  return machine;
};

const os = (xml: string): string | undefined => /<os[\s\S]*<\/os>/.exec(xml)?.[0]?.replaceAll(/\s+/g, ' ');

/** How often the firmware refused to boot something that was not signed. */
const refusals = async ({ name }: TestMachine): Promise<number> => {
  const said = await readFile(join(service.libvirtd.dir, `${name}.serial`), 'latin1');
  return said.split('Access Denied').length - 1;
};

it.concurrent('6: PATCH of the boot mode leaves secure boot and the NVRAM alone', async () => {
  const { emulator } = service;
  const machine = await used('secure');
  const { uuid } = machine;
  const [before, memory] = [await machine.xml('--inactive'), await nvram(machine)];
  expect(before).toMatch(/<feature enabled='yes' name='secure-boot'\/>|secure='yes'/);

  const response = await emulator.request('PATCH', systemPath(uuid), { Boot: { BootSourceOverrideMode: 'UEFI' } });
  expect(response.ok).toBe(true);
  expect((await system(emulator, uuid)).Boot.BootSourceOverrideMode).toBe('UEFI');
  expect(os(await machine.xml('--inactive'))).toBe(os(before));
  expect(await nvram(machine)).toEqual(memory);
});

it.concurrent('6: a boot override, its mode included, leaves the NVRAM of a UEFI machine alone', async () => {
  const { emulator } = service;
  const machine = await used('uefi');
  const memory = await nvram(machine);
  expect(memory).toHaveLength(1);
  const response = await emulator.request('PATCH', systemPath(machine.uuid), {
    Boot: { BootSourceOverrideMode: 'UEFI', BootSourceOverrideTarget: 'Hdd', BootSourceOverrideEnabled: 'Once' },
  });
  expect(response.ok).toBe(true);
  expect(await nvram(machine)).toEqual(memory);
});

it.concurrent('7: to Legacy and back: the NVRAM, its keys and Secure Boot are as they were', async () => {
  const { emulator } = service;
  const machine = await used('secure');
  const { uuid, witness } = machine;
  const [before, memory] = [os(await machine.xml('--inactive')), await nvram(machine)];
  const setMode = async (mode: string): Promise<void> => {
    const response = await emulator.request('PATCH', systemPath(uuid), { Boot: { BootSourceOverrideMode: mode } });
    expect(response.ok).toBe(true);
  };

  await setMode('Legacy');
  expect((await reset(emulator, uuid, 'On')).status).toBe(204);
  await witness.heard('booted from disk (pc)');
  expect((await reset(emulator, uuid, 'ForceOff')).status).toBe(204);
  expect(await nvram(machine)).toEqual(memory);

  await setMode('UEFI');
  expect(os(await machine.xml('--inactive'))).toBe(before);
  expect(await nvram(machine)).toEqual(memory);
  // With the keys enrolled the firmware refuses the probe, which nobody signed.
  expect((await reset(emulator, uuid, 'On')).status).toBe(204);
  await waitFor('the firmware to refuse the probe', async () => (await refusals(machine)) > 1);
  expect(await witness.boots()).toEqual(['disk']);
});

it.concurrent('7: Secure Boot that is switched on has keys, and the variables are still there when it comes back', async () => {
  const { emulator, libvirtd } = service;
  const hypervisor = createLibvirtHypervisor({ uri: libvirtd.uri });
  hypervisor.start();
  try {
    const machine = await used('secure');
    const { uuid, witness } = machine;
    const [memory] = await nvram(machine);
    expect(memory).toBeDefined();
    const known = () => hypervisor.machine(uuid).catch(() => undefined);
    await waitFor('the driver to know the machine', async () => (await known()) !== undefined);

    await hypervisor.setSecureBoot(uuid, false);
    expect((await reset(emulator, uuid, 'On')).status).toBe(204);
    expect(await witness.booted(1)).toEqual(['disk']);
    expect((await reset(emulator, uuid, 'ForceOff')).status).toBe(204);
    expect(await nvram(machine)).toContain(memory);

    const before = await refusals(machine);
    await hypervisor.setSecureBoot(uuid, true);
    expect(await nvram(machine)).toContain(memory);
    expect((await reset(emulator, uuid, 'On')).status).toBe(204);
    await waitFor('the firmware to refuse the probe again', async () => (await refusals(machine)) > before);
    expect(await witness.boots()).toEqual(['disk']);
    expect((await hypervisor.machine(uuid))?.firmware.secureBoot).toEqual({ enabled: true });
    await machine.virsh('destroy');
  } finally {
    await hypervisor.close();
  }
});
