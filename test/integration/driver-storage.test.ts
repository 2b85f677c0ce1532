import { access, readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor, HypervisorEvent, StorageControl } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver, untilMachine } from './driver-rig.js';

const mebibyte = 2 ** 20;

let daemon: Libvirtd;
let driver: Hypervisor;
let storage: StorageControl;
/** Off, with a disk on SCSI that lies in the pool `guests`. */
let machine: TestMachine;
/** The same, running. */
let running: TestMachine;
const events: HypervisorEvent[] = [];

const scsi = (name: string) => `<controller type='scsi' model='virtio-scsi'/>
  <disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${daemon.dir}/guests/${name}.img'/>
    <target dev='sda' bus='scsi'/></disk>`;
const define = async (name: string) => {
  await writeFile(`${daemon.dir}/guests/${name}.img`, Buffer.alloc(mebibyte));
  await daemon.virsh('pool-refresh', 'guests');
  return defineMachine(daemon, { name, disk: 'none', devices: scsi(name) });
};
const guests = async () => (await readdir(`${daemon.dir}/guests`)).sort();
const disk = async (of: TestMachine, target: string) =>
  (await look(driver, of.uuid)).disks.find((candidate) => candidate.target === target);
const create = (of: TestMachine, change: object = {}) =>
  storage.createVolume(of.uuid, { bus: 'scsi', capacity: 64 * mebibyte, ...change });
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail('it was done'),
    ({ code, message }: { code: string; message: string }) => `${code}: ${message}`,
  );

beforeAll(async () => {
  daemon = await startLibvirtd();
  for (const name of ['default', 'guests']) {
    await daemon.virsh('pool-create-as', name, 'dir', '--target', `${daemon.dir}/${name}`, '--build');
  }
  machine = await define('off');
  running = await define('on');
  await running.virsh('start');
  driver = await startDriver(daemon.uri, { unplugTimeout: 1_000 });
  storage = driver.storage ?? expect.fail('no storage');
  driver.subscribe((event) => events.push(event));
});
afterAll(async () => {
  await driver?.close();
  await daemon?.stop();
});

describe('volumes of the libvirt driver', () => {
  it('lie in the pool of the machine, bear one id for everything, and go without a trace', async () => {
    const before = await machine.xml('--inactive');
    const target = await create(machine);
    const made = await disk(machine, target);
    expect(made).toMatchObject({ target: 'sdb', bus: 'scsi', capacity: 64 * mebibyte, blockSize: 512 });
    const id = made?.volume;
    expect(await guests()).toEqual(['off.img', 'on.img', `redfish-${id}.qcow2`]);
    const xml = await machine.xml('--inactive');
    for (const part of [`<serial>${id}</serial>`, `<wwn>${id}</wwn>`, `<alias name='ua-redfish-volume-${id}'/>`]) {
      expect(xml).toContain(part);
    }
    await storage.deleteVolume(machine.uuid, target);
    expect(await guests()).toEqual(['off.img', 'on.img']);
    expect(await machine.xml('--inactive')).toBe(before);
  });

  it('come into a running machine and its definition, and leave both', async () => {
    events.length = 0;
    const target = await create(running);
    const id = (await disk(running, target))?.volume ?? '';
    for (const xml of [await running.xml(), await running.xml('--inactive')]) expect(xml).toContain(id);
    await storage.deleteVolume(running.uuid, target);
    for (const xml of [await running.xml(), await running.xml('--inactive')]) expect(xml).not.toContain(id);
    expect(await guests()).toEqual(['off.img', 'on.img']);
    await waitFor('both events', () => events.filter(({ type }) => type === 'disk').length === 2);
  });

  it('stay when the guest does not let go', async () => {
    // On PCI the guest's ACPI has to let go, and there is none.
    const target = await create(running, { bus: 'virtio' });
    expect(await refusal(storage.deleteVolume(running.uuid, target))).toMatch(/^conflict: the guest does not let go/);
    const made = await disk(running, target);
    await access(`${daemon.dir}/guests/redfish-${made?.volume}.qcow2`);
    for (const xml of [await running.xml(), await running.xml('--inactive')]) expect(xml).toContain(made?.volume);
    await running.virsh('destroy');
    await untilMachine(driver, running.uuid, 'off', ({ power }) => power === 'Off');
    await storage.deleteVolume(running.uuid, target);
    expect(await guests()).toEqual(['off.img', 'on.img']);
    await running.virsh('start');
    await untilMachine(driver, running.uuid, 'on', ({ power }) => power === 'On');
  });

  it('leave nothing behind where the disk cannot be plugged in', async () => {
    for (const bus of ['sata', 'ide']) expect(await refusal(create(running, { bus }))).toMatch(/^conflict: /);
    // libvirt leaves q35 one port to plug something into. What QEMU refuses, the definition must not have either.
    const ports = await defineMachine(daemon, { name: 'ports', firmware: 'uefi', disk: 'none' });
    await ports.virsh('start');
    await untilMachine(driver, ports.uuid, 'on', ({ power }) => power === 'On');
    const target = await create(ports, { bus: 'virtio' });
    expect(await refusal(create(ports, { bus: 'virtio' }))).toMatch(/^conflict: the running machine has no free slot/);
    expect(await readdir(`${daemon.dir}/default`)).toHaveLength(1);
    expect((await ports.xml('--inactive')).match(/ua-redfish-volume/g)).toHaveLength(1);
    await ports.virsh('destroy');
    await untilMachine(driver, ports.uuid, 'off', ({ power }) => power === 'Off');
    await storage.deleteVolume(ports.uuid, target);
    expect(await readdir(`${daemon.dir}/default`)).toEqual([]);
  });

  it('are not deleted while something else uses them, or is made of them', async () => {
    const target = await create(machine);
    const id = (await disk(machine, target))?.volume;
    const path = `${daemon.dir}/guests/redfish-${id}.qcow2`;
    const remove = () => storage.deleteVolume(machine.uuid, target);
    await running.virsh('attach-disk', path, 'sdc', '--targetbus', 'scsi', '--subdriver', 'qcow2', '--config');
    expect(await refusal(remove())).toBe(`conflict: disk ${target} is in use by machine on`);
    await running.virsh('detach-disk', 'sdc', '--config');
    const overlay = ['--capacity', '64M', '--format', 'qcow2', '--backing-vol', path, '--backing-vol-format', 'qcow2'];
    await daemon.virsh('vol-create-as', 'guests', 'overlay.qcow2', ...overlay);
    expect(await refusal(remove())).toBe(`conflict: disk ${target} is in use by volume overlay.qcow2`);
    await daemon.virsh('vol-delete', 'overlay.qcow2', '--pool', 'guests');
    await daemon.virsh('pool-destroy', 'guests');
    expect(await refusal(remove())).toMatch(/is in no active storage pool/);
    await daemon.virsh('pool-create-as', 'guests', 'dir', '--target', `${daemon.dir}/guests`);
    await access(path);
    await remove();
    expect(await guests()).toEqual(['off.img', 'on.img']);
  });

  it('go where the operator says, and nowhere where there is no place', async () => {
    const named = async (storagePool: string) => {
      const other = await startDriver(daemon.uri, { storagePool });
      const made = other.storage ?? expect.fail('no storage');
      return { other, make: () => made.createVolume(machine.uuid, { bus: 'scsi', capacity: mebibyte }) };
    };
    const { other, make } = await named('default');
    const target = await make();
    expect(await readdir(`${daemon.dir}/default`)).toHaveLength(1);
    await other.close();
    await storage.deleteVolume(machine.uuid, target);
    const nowhere = await named('elsewhere');
    expect(await refusal(nowhere.make())).toMatch(/^unsupported: there is no storage pool elsewhere .*--storage-pool/);
    await nowhere.other.close();
  });

  it('do not go where only inserted media are', async () => {
    const stick = `<disk type='file' device='disk'><source file='${daemon.dir}/guests/off.img'/>
      <target dev='sda' bus='usb'/><readonly/></disk>`;
    const bare = await defineMachine(daemon, { name: 'bare', disk: 'none', devices: stick });
    await look(driver, bare.uuid);
    const target = await create(bare, { bus: 'virtio' });
    expect(target).toBe('vda');
    expect(await readdir(`${daemon.dir}/default`)).toHaveLength(1);
    await storage.deleteVolume(bare.uuid, target);
  });

  it('are found full where their pool is', async () => {
    await daemon.exec('mkdir', `${daemon.dir}/full`);
    await daemon.exec('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', `${daemon.dir}/full`);
    await daemon.exec('dd', 'if=/dev/zero', `of=${daemon.dir}/full/filler`, 'bs=1k', 'count=60').catch(() => '');
    await daemon.virsh('pool-create-as', 'full', 'dir', '--target', `${daemon.dir}/full`);
    const other = await startDriver(daemon.uri, { storagePool: 'full' });
    const make = (capacity: number) => other.storage?.createVolume(machine.uuid, { bus: 'scsi', capacity });
    await expect(make(mebibyte)).rejects.toMatchObject({ code: 'no-space' });
    await expect(make(32 * 1024)).rejects.toMatchObject({ code: 'no-space' });
    await other.close();
    expect(await daemon.exec('ls', `${daemon.dir}/full`)).toBe('filler\n');
  });
});

describe('disks that others change', () => {
  it('are seen, and told of, when they come and go', async () => {
    events.length = 0;
    await daemon.virsh('vol-create-as', 'guests', 'extra.img', '8M');
    await running.virsh('attach-disk', `${daemon.dir}/guests/extra.img`, 'sdx', '--targetbus', 'scsi', '--live');
    await untilMachine(driver, running.uuid, 'disk sdx', ({ disks }) => disks.some(({ target }) => target === 'sdx'));
    await running.virsh('detach-disk', 'sdx', '--live');
    const told = () => events.flatMap((event) => (event.type === 'disk' ? [[event.target, event.present]] : []));
    await waitFor('both events', () => told().length === 2);
    expect(told()).toEqual([
      ['sdx', true],
      ['sdx', false],
    ]);
  });

  it('have their new size as soon as somebody asks what they take', async () => {
    await running.virsh('blockresize', 'sda', '16M');
    const usage = await waitFor('the new size', async () => {
      const now = await storage.diskUsage(running.uuid, 'sda');
      return now?.capacity === 16 * mebibyte && now;
    });
    expect(usage.allocated).toBeLessThanOrEqual(16 * mebibyte);
    await untilMachine(driver, running.uuid, 'the size', ({ disks }) => disks[0]?.capacity === 16 * mebibyte);
  });
});
