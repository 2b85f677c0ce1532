/** Emulators to be tested, each in a network of its own that leads nowhere. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Emulator, startEmulator } from '../helpers/emulator.js';
import { startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { createNamespace } from '../helpers/namespace.js';
import { remove, temporaryDirectory } from '../helpers/temporary.js';

export interface Service {
  readonly emulator: Emulator;
  /** Put before a command line: runs it where the emulator is. */
  readonly inNetwork: readonly string[];
  stop(): Promise<void>;
}

/** SSDP on, as it is part of what is tested; nothing deprecated, which the tools warn of. */
const args = ['--ssdp', '--no-manager-virtual-media', '--power-delay', '0', '--restart-grace', '5s'];

/** Loopback is all that there is, so that is where multicast goes. */
const multicast = ['ip', 'route', 'add', '224.0.0.0/4', 'dev', 'lo'] as const;

const onMemory = async (): Promise<Service> => {
  const dir = await temporaryDirectory();
  const namespace = await createNamespace(['ip link set lo multicast on', multicast.join(' ')]);
  const emulator = await startEmulator({
    dir,
    httpsOnly: true,
    inNetwork: namespace.inNetwork,
    args: [...args, '--driver', 'memory', '--memory-machines', '10'],
  });
  return {
    emulator,
    inNetwork: namespace.inNetwork,
    stop: async () => {
      await emulator.stop();
      await namespace.stop();
      await remove(dir);
    },
  };
};

const pool = (dir: string): string =>
  `<pool type='dir'><name>default</name><target><path>${dir}</path></target></pool>`;

/** All that a machine can tell of itself: an identity, NUMA nodes, memory modules, consoles, a TPM. */
const outspoken = (nvdimm: string) => ({
  smbios: 'sysinfo' as const,
  memory: 512,
  vcpus: 4,
  elements: `<maxMemory slots='4' unit='MiB'>1024</maxMemory>
    <sysinfo type='smbios'><bios><entry name='version'>1</entry></bios>
      <system><entry name='product'>Node</entry><entry name='serial'>N1</entry><entry name='sku'>N</entry></system>
      <chassis><entry name='manufacturer'>Lab</entry><entry name='serial'>C1</entry></chassis></sysinfo>
    <cpu><topology sockets='2' cores='2' threads='1'/><numa><cell id='0' cpus='0-1' memory='128' unit='MiB'/>
      <cell id='1' cpus='2-3' memory='128' unit='MiB'/></numa></cpu>`,
  devices: `<memory model='dimm'><target><size unit='MiB'>128</size><node>0</node></target></memory>
    <memory model='nvdimm'><source><path>${nvdimm}</path></source>
      <target><size unit='MiB'>128</size><node>1</node></target></memory>
    <graphics type='vnc' autoport='yes' listen='0.0.0.0'/>
    <serial type='tcp'><source mode='bind' host='0.0.0.0' service='4555'/><protocol type='telnet'/></serial>
    <tpm model='tpm-crb'><backend type='emulator' version='2.0'/></tpm>`,
});

/** Two machines with BIOS and one with UEFI and secure boot, on QEMU's own emulation. */
const onLibvirt = async (): Promise<Service> => {
  const libvirtd = await startLibvirtd();
  await libvirtd.exec('ip', 'link', 'set', 'lo', 'multicast', 'on');
  await libvirtd.exec(...multicast);
  const images = join(libvirtd.dir, 'images');
  await mkdir(images);
  const definition = join(libvirtd.dir, 'pool.xml');
  await writeFile(definition, pool(images));
  await libvirtd.virsh('pool-create', definition);
  const devices = "<interface type='user'><model type='virtio'/></interface>";
  await defineMachine(libvirtd, { name: 'bios-1', cd: true, devices });
  await defineMachine(libvirtd, { name: 'bios-2', disk: 'polite', devices });
  const nvdimm = join(libvirtd.dir, 'nvdimm');
  await libvirtd.exec('truncate', '--size=128M', nvdimm);
  const more = outspoken(nvdimm);
  const all = `${devices}${more.devices}`;
  await defineMachine(libvirtd, { ...more, name: 'uefi', firmware: 'secure', cd: true, devices: all });
  const emulator = await startEmulator({
    dir: join(libvirtd.dir, 'emulator'),
    uris: [libvirtd.uri],
    httpsOnly: true,
    inNetwork: libvirtd.inNetwork,
    args,
  });
  return {
    emulator,
    inNetwork: libvirtd.inNetwork,
    stop: async () => {
      await emulator.stop();
      await libvirtd.stop();
    },
  };
};

export const services = {
  memory: { title: 'ten machines in memory', start: onMemory },
  libvirt: { title: 'three machines of libvirt, QEMU without KVM', start: onLibvirt },
} as const;
