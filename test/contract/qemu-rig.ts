import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLibvirtHypervisor } from '../../src/hypervisor/libvirt/index.js';
import { type BootTarget, type MediumSource, resetTypes } from '../../src/hypervisor/port.js';
import { startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type MachineOptions, type TestMachine } from '../helpers/machines.js';
import { probeImage } from '../helpers/probe.js';
import { armWatchdog } from '../helpers/watchdog.js';
import { until, untilKnown } from './expect.js';
import type { Capabilities, Rig } from './suite.js';

/** Of Debian, as libvirt chooses it for these machines; and the one for smaller flash. */
const code = '/usr/share/OVMF/OVMF_CODE_4M.fd';
const otherCode = '/usr/share/OVMF/OVMF_CODE.fd';

const sources: Readonly<Record<string, BootTarget>> = { cd: 'Cd', disk: 'Hdd' };

/** Real machines (TCG), whose serial console tells what they booted from. */
export async function makeQemuRig(options: MachineOptions): Promise<Rig> {
  const daemon = await startLibvirtd();
  await daemon.virsh('pool-create-as', 'default', 'dir', '--target', `${daemon.dir}/default`, '--build');
  const hypervisor = createLibvirtHypervisor({ uri: daemon.uri, gracefulTimeout: 5_000, firmwarePool: 'default' });
  hypervisor.start();
  const machines = new Map<string, TestMachine>();
  /** Boots that a test has waited for already. */
  const booted = new Map<string, number>();
  const path = await probeImage({ says: 'cd', deed: 'deaf' });
  const source: MediumSource = { kind: 'file', path, size: (await stat(path)).size };
  const boots = async (id: string) => (await machines.get(id)?.witness.boots()) ?? [];
  return {
    hypervisor,
    runsOn: hypervisor.name,
    async newMachine(name) {
      const number = machines.size.toString(16).padStart(2, '0');
      const machine = await defineMachine(daemon, {
        name,
        devices: `<interface type='user'><mac address='52:54:00:00:02:${number}'/><model type='virtio'/></interface><panic model='isa'/>`,
        ...options,
      });
      machines.set(machine.uuid, machine);
      await untilKnown(hypervisor, machine.uuid);
      return machine.uuid;
    },
    async removeMachine(id) {
      const machine = machines.get(id);
      if ((await machine?.state()) !== 'shut off') await machine?.virsh('destroy');
      await machine?.virsh('undefine', '--nvram');
    },
    medium: () => ({
      source,
      medium: {
        image: 'http://192.0.2.1/probe.iso',
        name: 'probe.iso',
        writeProtected: true,
        transferMethod: 'Upload',
      },
    }),
    async firmware() {
      const bytes = await readFile(code);
      // The first volume's last bytes are free: a build like it, and yet another one.
      const end = Number(bytes.readBigUInt64LE(32));
      if (bytes.subarray(end - 64, end).some((byte) => byte !== 0xff)) throw new Error(`${code} has no free room`);
      bytes.write('another build', end - 32);
      const fits = join(daemon.dir, 'firmware.fd');
      await writeFile(fits, bytes);
      return { fits, misfits: otherCode };
    },
    async guestIsUp(id) {
      const seen = booted.get(id) ?? 0;
      const machine = machines.get(id);
      booted.set(id, (await machine?.witness.booted(seen + 1))?.length ?? seen);
      // The boot loader says that before it loads the guest, which then halts the processor until the button wakes it.
      const registers = async () => machine?.virsh('qemu-monitor-command', '--hmp', 'info registers');
      await until('the guest to listen', registers, (text) => text?.includes('HLT=1') === true);
    },
    // What a guest's kernel writes to the panic device's port (QEMU's docs/specs/pvpanic.txt).
    guestCrash: async (id) => void (await machines.get(id)?.virsh('qemu-monitor-command', '--hmp', 'o /b 0x505 1')),
    async guestHang(id) {
      const machine = machines.get(id);
      if (machine) await armWatchdog(machine);
    },
    async bootedFrom(id) {
      return sources[(await boots(id)).at(-1) ?? ''];
    },
    async setLink(id, mac, up) {
      await machines.get(id)?.virsh('domif-setlink', mac, up ? 'up' : 'down');
    },
    disconnect: () => daemon.kill(),
    reconnect: () => daemon.start(),
    async close() {
      await hypervisor.close();
      await daemon.stop();
    },
  };
}

// Guests reboot themselves in test/integration, where the probe does so after every boot; these stay where they are.
export const qemuMachines: Omit<Capabilities, 'acpi' | 'targets' | 'modes' | 'secureBoot' | 'firmware'> = {
  resets: resetTypes,
  // No virtualization: their CPU is not the host's.
  setup: ['processors', 'tpm', 'serialConsole', 'bootMenu', 'bootRetry', 'watchdog'],
  media: true,
  liveMedia: true,
  screenshots: true,
  volumes: true,
  metrics: true,
  autostart: true,
  links: true,
  pci: true,
  guestReboot: false,
  crash: true,
  console: true,
  bootWitness: true,
  outage: true,
};
