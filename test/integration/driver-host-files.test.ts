import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createHostFiles } from '../../src/hypervisor/libvirt/firmware/host-files.js';
import { connect, type Hypervisor } from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';

const directory = '/var/lib/libvirt/firmware-files';
const file = (text: string) => ({ bytes: Buffer.from(text), permissions: { mode: '0640' } });

let libvirtd: Libvirtd;
let connections: readonly Hypervisor[];
beforeAll(async () => {
  libvirtd = await startLibvirtd();
  await libvirtd.exec('mkdir', '-p', directory);
  connections = await Promise.all([connect(libvirtd.uri), connect(libvirtd.uri)]);
});
afterAll(async () => {
  for (const connection of connections ?? []) await connection.close();
  await libvirtd?.stop();
});
const poolOf = (path: string): string => `redfish-emu-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
const hosts = () => connections.map((connection) => createHostFiles(connection));
const pools = () => libvirtd.virsh('pool-list', '--all', '--name');

it('writes, lists, reads and removes files, and leaves no pool behind', async () => {
  const [files] = hosts();
  await files?.create(`${directory}/a`, file('one'));
  expect(await files?.list(directory)).toEqual(['a']);
  const read = await files?.read(`${directory}/a`);
  expect(read?.bytes.toString()).toBe('one');
  expect(read?.permissions.mode).toBe('0640');
  await expect(files?.create(`${directory}/a`, file('two'))).rejects.toThrow();
  expect((await files?.read(`${directory}/a`))?.bytes.toString()).toBe('one');
  expect(await files?.isAbsent(`${directory}/a`)).toBe(false);
  await files?.remove(`${directory}/a`);
  await files?.remove(`${directory}/a`);
  expect(await files?.read(`${directory}/a`)).toBeUndefined();
  expect(await files?.isAbsent(`${directory}/a`)).toBe(true);
  expect(await files?.list('/var/lib/libvirt/nothing')).toEqual([]);
  expect(await files?.isAbsent('/var/lib/libvirt/nothing/a')).toBe(true);
  expect((await pools()).trim()).toBe('');
});

it("uses the owner's pool where there is one, and leaves it as it was", async () => {
  const [files] = hosts();
  await libvirtd.virsh('pool-create-as', 'mine', 'dir', '--target', directory);
  await files?.create(`${directory}/b`, file('two'));
  expect((await files?.read(`${directory}/b`))?.bytes.toString()).toBe('two');
  expect((await pools()).trim()).toBe('mine');
  await libvirtd.virsh('pool-destroy', 'mine');
});

it('does not take what it may not read for what is not there', async () => {
  const [files] = hosts();
  await libvirtd.virsh('pool-define-as', 'asleep', 'dir', '--target', directory);
  expect(await files?.read(`${directory}/b`)).toBeUndefined();
  expect(await files?.isAbsent(`${directory}/b`)).toBe(false);
  expect((await pools()).trim()).toBe('asleep');
  await libvirtd.virsh('pool-undefine', 'asleep');
});

it('takes away what a killed emulator left behind', async () => {
  const [files] = hosts();
  const left = await connections[0]?.createStoragePool(
    `<pool type='dir'><name>${poolOf(directory)}</name><target><path>${directory}</path></target></pool>`,
  );
  expect((await pools()).trim()).toBe(left?.name);
  expect((await files?.read(`${directory}/b`))?.bytes.toString()).toBe('two');
  expect((await pools()).trim()).toBe('');
});
