/** Ironic's RAID steps, by its own library, on a machine of libvirt. */
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestMachine } from '../helpers/machines.js';
import { systemPath } from '../helpers/redfish.js';
import { type Service, startService } from '../helpers/service.js';
import { type Sushy, startSushy } from '../helpers/sushy.js';

const gibibyte = 2 ** 30;

let service: Service;
let sushy: Sushy;
let machine: TestMachine;
beforeAll(async () => {
  service = await startService();
  const { httpsUrl: url, user, password } = service.emulator;
  sushy = await startSushy({ url, user, password });
  machine = await service.machine();
});
afterAll(async () => {
  await sushy?.close();
  await service?.stop();
});

const pool = () => `${service.libvirtd.dir}/default`;

it('says what to do where there is no pool', async () => {
  await expect(sushy.createVolume(machine.uuid, 'vda', gibibyte)).rejects.toThrow(
    /no storage pool default.*pool-start/,
  );
});

it('creates the volume that was asked for, and deletes what it created and no more', async () => {
  await service.libvirtd.virsh('pool-create-as', 'default', 'dir', '--target', pool(), '--build');
  const volumes = `${systemPath(machine.uuid)}/Storage/virtio/Volumes`;
  expect(await sushy.createVolume(machine.uuid, 'vda', 50 * gibibyte)).toBe(`${volumes}/vdb`);
  expect(await sushy.volumes(machine.uuid)).toEqual([
    { path: `${volumes}/vda`, size: 2 ** 20, raid: null },
    { path: `${volumes}/vdb`, size: 50 * gibibyte, raid: 'RAID0' },
  ]);
  const used = await service.emulator.get<{ RemainingCapacityPercent: number }>(`${volumes}/vdb`);
  expect(used.RemainingCapacityPercent).toBe(99);
  const [file] = await readdir(pool());
  expect(await machine.xml('--inactive')).toContain(`${pool()}/${file}`);
  expect(await sushy.deleteVolumes(machine.uuid)).toEqual([`${volumes}/vdb`]);
  expect(await readdir(pool())).toEqual([]);
  expect(await machine.xml('--inactive')).not.toContain('vdb');
});
