/** Keys and updates over Redfish, and what OVMF makes of them: whether it boots an unsigned disk tells. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestMachine } from '../helpers/machines.js';
import { systemPath } from '../helpers/redfish.js';
import { type Service, startService } from '../helpers/service.js';
import { waitFor } from '../helpers/wait.js';

const limit = 100_000;
const updateService = '/redfish/v1/UpdateService';

let service: Service;
let machine: TestMachine;
let system: string;
beforeAll(async () => {
  service = await startService({ args: ['--firmware-pool', 'firmware'] });
  const target = join(service.libvirtd.dir, 'firmware');
  await service.libvirtd.virsh('pool-create-as', 'firmware', 'dir', '--target', target, '--build');
  machine = await service.machine({ firmware: 'secure', disk: 'deaf' });
  system = systemPath(machine.uuid);
});
afterAll(() => service?.stop());

const post = async (path: string, body: object) => {
  const answer = await service.emulator.request('POST', path, body);
  expect([answer.status, await answer.text()]).toEqual([204, '']);
};
const reset = (ResetType: string) => post(`${system}/Actions/ComputerSystem.Reset`, { ResetType });
const resetKeys = (ResetKeysType: string) =>
  post(`${system}/SecureBoot/Actions/SecureBoot.ResetKeys`, { ResetKeysType });

const refusals = async (): Promise<number> => {
  const said = await readFile(join(service.libvirtd.dir, `${machine.name}.serial`), 'latin1').catch(() => '');
  return said.match(/Access Denied|Security Violation/g)?.length ?? 0;
};
const refuses = async () => {
  const before = await refusals();
  await reset('On');
  await waitFor('the firmware to refuse the disk', async () => (await refusals()) > before, { limit });
  await reset('ForceOff');
};
const boots = async () => {
  const before = (await machine.witness.boots()).length;
  await reset('On');
  await waitFor('the disk to boot', async () => (await machine.witness.boots()).length > before, { limit });
  await reset('ForceOff');
};

it('boots the unsigned disk without keys, and not with them', async () => {
  await refuses();
  await resetKeys('DeletePK');
  await boots();
  await resetKeys('ResetAllKeysToDefault');
  await refuses();
  expect(await service.emulator.get(`${system}/SecureBoot`)).toMatchObject({
    SecureBootCurrentBoot: 'Enabled',
    SecureBootMode: 'UserMode',
  });
});

it('runs the code that an update brought, with secure boot as it was, and goes back', async () => {
  const code = await readFile('/usr/share/OVMF/OVMF_CODE_4M.secboot.fd');
  const end = Number(code.readBigUInt64LE(32));
  code.write('another build', end - 32);
  const ImageURI = service.images.add('OVMF_CODE.fd', code);
  await post(`${updateService}/Actions/UpdateService.SimpleUpdate`, { ImageURI, Targets: [system] });
  const bios = `${updateService}/FirmwareInventory/BIOS-${machine.uuid}`;
  expect(await service.emulator.get(bios)).toMatchObject({ Version: expect.stringMatching(/^sha256\./), Active: true });
  await refuses();
  await resetKeys('DeletePK');
  await reset('On');
  expect(await machine.xml()).toContain(`${service.libvirtd.dir}/firmware/redfish-`);
  await reset('ForceOff');
  await boots();
  await post(`${bios}-Previous/Actions/SoftwareInventory.Activate`, {});
  await boots();
  expect(await machine.xml('--inactive')).not.toMatch(/<loader[^>]*>[^<]*redfish-/);
});
