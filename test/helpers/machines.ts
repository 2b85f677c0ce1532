import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Libvirtd } from './libvirtd.js';
import { type Deed, probeDisk } from './probe.js';
import { type Witness, witness } from './witness.js';

export interface MachineOptions {
  readonly name?: string;
  /** `bios` is pc (i440fx), `uefi` is q35 with OVMF chosen by libvirt, `secure` the same with Secure Boot and enrolled keys (it refuses the unsigned probes). */
  readonly firmware?: 'bios' | 'uefi' | 'secure';
  /** An empty CD drive of the user's own. */
  readonly cd?: boolean;
  /** What its disk does when booted; absent: an empty disk, `none`: no disk. */
  readonly disk?: Deed | 'none';
  /** MiB. */
  readonly memory?: number;
  /** One where it is absent. */
  readonly vcpus?: number;
  /** More device elements, as XML. */
  readonly devices?: string;
  /** Elements beside `<devices>`, as XML: `<sysinfo>`, `<cpu>`. */
  readonly elements?: string;
  /** `<smbios mode>`. */
  readonly smbios?: 'emulate' | 'host' | 'sysinfo';
  /** Content of `<metadata>`, as XML. */
  readonly metadata?: string;
  /** VNC on the namespace's loopback, with a password. */
  readonly vncPassword?: string;
  /** `<boot dev=.../>` of the definition; default: `hd` (BIOS) or per device (none given). */
  readonly bootDevices?: readonly string[];
}

export interface TestMachine {
  readonly name: string;
  readonly uuid: string;
  readonly witness: Witness;
  /** `virsh <command> <this machine> ...` */
  virsh(command: string, ...args: readonly string[]): Promise<string>;
  xml(...flags: readonly string[]): Promise<string>;
  /** Presses Enter: the installer (`deed: 'install'`) is through and reboots itself. */
  finish(): Promise<void>;
  /** `running`, `shut off`, ... */
  state(): Promise<string>;
}

const os = (
  firmware: 'bios' | 'uefi' | 'secure',
  bootDevices: readonly string[],
  smbios: MachineOptions['smbios'],
): string => {
  const boot = [
    ...bootDevices.map((device) => `<boot dev='${device}'/>`),
    ...(smbios ? [`<smbios mode='${smbios}'/>`] : []),
  ].join('');
  if (firmware === 'bios') return `<os><type arch='x86_64' machine='pc'>hvm</type>${boot}</os>`;
  const enabled = firmware === 'secure' ? 'yes' : 'no';
  return `<os firmware='efi'><type arch='x86_64' machine='q35'>hvm</type>
    <firmware><feature enabled='${enabled}' name='enrolled-keys'/><feature enabled='${enabled}' name='secure-boot'/></firmware>${boot}</os>`;
};

const cdDrive = (firmware: string): string =>
  firmware === 'bios'
    ? `<disk type='file' device='cdrom'><target dev='hdc' bus='ide'/><readonly/></disk>`
    : `<disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>`;

export const machineXml = (
  { name, uuid, serial, disk }: { name: string; uuid: string; serial: string; disk?: string },
  options: MachineOptions,
): string => {
  const { firmware = 'bios', cd = false, devices = '', metadata, vncPassword, bootDevices = ['hd'] } = options;
  const { elements = '', smbios } = options;
  const memory = options.memory ?? (firmware === 'bios' ? 32 : 128);
  return `<domain type='qemu'>
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  ${metadata === undefined ? '' : `<metadata>${metadata}</metadata>`}
  <memory unit='MiB'>${memory}</memory>
  <vcpu>${options.vcpus ?? 1}</vcpu>
  ${os(firmware, bootDevices, smbios)}
  ${elements}
  <features><acpi/>${firmware === 'secure' ? "<smm state='on'/>" : ''}</features>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    ${disk === undefined ? '' : `<disk type='file' device='disk'><driver name='qemu' type='raw'/><source file='${disk}'/><target dev='vda' bus='virtio'/></disk>`}
    ${cd ? cdDrive(firmware) : ''}
    <serial type='file'><source path='${serial}' append='on'/></serial>
    ${vncPassword === undefined ? '' : `<graphics type='vnc' autoport='yes' listen='127.0.0.1' passwd='${vncPassword}'/>`}
    <video><model type='vga' vram='2048'/></video>
    <memballoon model='none'/>
    ${devices}
  </devices>
</domain>`;
};

/** Defines a small TCG machine (no KVM) whose serial console goes to a file. It is off. */
export const defineMachine = async (libvirtd: Libvirtd, options: MachineOptions = {}): Promise<TestMachine> => {
  const uuid = randomUUID();
  const name = options.name ?? `m-${uuid.slice(0, 8)}`;
  const serial = join(libvirtd.dir, `${name}.serial`);
  const disk = join(libvirtd.dir, `${name}.disk`);
  if (options.disk === undefined) await writeFile(disk, Buffer.alloc(1 << 20));
  else if (options.disk !== 'none') await probeDisk(disk, { says: 'disk', deed: options.disk });
  const definition = join(libvirtd.dir, `${name}.xml`);
  await writeFile(
    definition,
    machineXml({ name, uuid, serial, ...(options.disk === 'none' ? {} : { disk }) }, options),
  );
  await libvirtd.virsh('define', definition);
  return {
    name,
    uuid,
    witness: witness(serial),
    virsh: (command, ...args) => libvirtd.virsh(command, uuid, ...args),
    xml: (...flags) => libvirtd.virsh('dumpxml', uuid, ...flags),
    finish: async () => {
      await libvirtd.virsh('send-key', uuid, 'KEY_ENTER');
    },
    state: async () => (await libvirtd.virsh('domstate', uuid)).trim(),
  };
};
