import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../helpers/emulator.js';
import type { Libvirtd } from '../helpers/libvirtd.js';

export const machineId = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
export const machineUri = (index: number): string => `/redfish/v1/Systems/${machineId(index)}`;

const machine = (index: number): string => `<domain type='test'>
  <name>machine-${index}</name><uuid>${machineId(index)}</uuid>
  <memory unit='MiB'>16384</memory><vcpu>4</vcpu>
  <os><type arch='x86_64'>hvm</type><boot dev='hd'/></os>
  <devices>
    <disk type='file' device='disk'><source file='/var/empty/${index}.raw'/><target dev='vda' bus='virtio'/></disk>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <interface type='network'><mac address='52:54:00:00:${String(index >> 8).padStart(2, '0')}:${(index & 255).toString(16).padStart(2, '0')}'/><source network='default'/></interface>
  </devices>
</domain>`;

/** The built service over a real libvirtd whose test driver holds this many machines, all off. */
export const serveMany = async (libvirtd: Libvirtd, count: number): Promise<Emulator> => {
  const node = join(libvirtd.dir, `node-${count}.xml`);
  const machines = Array.from({ length: count }, (_, index) =>
    machine(index)
      .replace("<domain type='test'>", "<domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'>")
      .replace('</domain>', '<test:runstate>5</test:runstate></domain>'),
  );
  await writeFile(node, `<node>${machines.join('\n')}</node>`);
  return startEmulator({
    dir: join(libvirtd.dir, `emulator-${count}`),
    uris: [`test+unix://${node}?socket=${libvirtd.socket}`],
    measured: true,
  });
};

/** The sum of a counter's samples in `/metrics`. */
export const counter = async (emulator: Emulator, name: string): Promise<number> => {
  const reply = await emulator.request('GET', '/metrics');
  const lines = (await reply.text()).split('\n').filter((line) => line.startsWith(name));
  if (lines.length === 0) throw new Error(`/metrics has no ${name}`);
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
};
