/** What a lab says of a machine, in libvirt's domain XML (https://libvirt.org/formatdomain.html). */
import type { Aspect } from '../libvirt/aspect.js';
import { all, element, ensure, first, replace, type XmlNode } from '../libvirt/xml.js';
import { writeSize } from '../spec/sizes.js';
import type { LabDisk, LabMachine, LabNic } from '../spec/types.js';

/** A machine, and what only its host can tell. */
export interface WantedMachine {
  readonly machine: LabMachine;
  /** `kvm` or `qemu`. */
  readonly type: string;
  /** libvirt's name of a network, by the lab's. */
  readonly networks: ReadonlyMap<string, string>;
  readonly pathOf: (disk: LabDisk) => string;
  readonly serialLog: string;
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  KB: 1e3,
  k: 2 ** 10,
  KiB: 2 ** 10,
  MB: 1e6,
  M: 2 ** 20,
  MiB: 2 ** 20,
  GB: 1e9,
  G: 2 ** 30,
  GiB: 2 ** 30,
  T: 2 ** 40,
  TiB: 2 ** 40,
};

const bytesOf = (node: XmlNode | undefined): number =>
  node === undefined ? 0 : Number(node.text) * (units[node.attributes.unit ?? 'KiB'] ?? 1024);

const yes = (value: boolean): string => (value ? 'yes' : 'no');

const setText = (tree: XmlNode, path: string, text: string): void => {
  ensure(tree, path).text = text;
};

/** Without hardware virtualisation there is no processor to pass through. */
const cpuMode = ({ machine, type }: WantedMachine): string =>
  type === 'kvm' || machine.cpu === 'maximum' ? machine.cpu : 'maximum';

const disks = (tree: XmlNode, device: string): readonly XmlNode[] =>
  all(tree, 'devices/disk').filter(({ attributes }) => (attributes.device ?? 'disk') === device);

const targetOf = (disk: XmlNode): string => first(disk, 'target')?.attributes.dev ?? '';

const diskElement = (disk: LabDisk, path: string): XmlNode =>
  element('disk', { type: 'file', device: 'disk' }, [
    element('driver', { name: 'qemu', type: 'qcow2', discard: 'unmap' }),
    element('source', { file: path }),
    element('target', {
      dev: disk.target,
      bus: disk.bus,
      ...(disk.bus !== 'virtio' && disk.bus !== 'nvme' && { rotation_rate: disk.rotational ? 7200 : 1 }),
    }),
    element('serial', {}, disk.serial),
  ]);

const freeTarget = (taken: readonly string[]): string =>
  ['sda', 'sdb', 'sdc', 'sdd', 'sde', 'sdf'].find((name) => !taken.includes(name)) ?? 'sdz';

/** The drive that images are inserted into: a target that no disk has. */
const cdElement = (taken: readonly string[]): XmlNode =>
  element('disk', { type: 'file', device: 'cdrom' }, [
    element('driver', { name: 'qemu', type: 'raw' }),
    element('target', { dev: freeTarget(taken), bus: 'sata' }),
    element('readonly'),
  ]);

/** A drive whose target one of the disks is to have takes another. Not with an image in it: who inserted that goes by the target. */
const giveWay = (tree: XmlNode): void => {
  const [taken, drives] = [disks(tree, 'disk').map(targetOf), disks(tree, 'cdrom')];
  for (const drive of drives.filter((one) => taken.includes(targetOf(one)))) {
    if (first(drive, 'source') !== undefined)
      throw new Error(`the CD drive ${targetOf(drive)} is in the way of a disk and has an image in it: eject it first`);
    ensure(drive, 'target').attributes.dev = freeTarget([...taken, ...drives.map(targetOf)]);
    // That of the old target.
    replace(drive, ({ name }) => name === 'address', []);
  }
};

/** The first is the one that is installed to. Of the others libvirt keeps those of a bus together, in an order of its own. */
const inOrder = ([main, ...others]: readonly string[]): string =>
  main === undefined ? '' : [main, ...others.sort()].join(', ');

const nicElement = ({ mac, network }: LabNic, networks: WantedMachine['networks']): XmlNode =>
  element('interface', { type: 'network' }, [
    element('mac', { address: mac }),
    element('source', { network: networks.get(network) ?? network }),
    element('model', { type: 'virtio' }),
  ]);

const featureOf = (tree: XmlNode, name: string): string | undefined =>
  all(tree, 'os/firmware/feature').find(({ attributes }) => attributes.name === name)?.attributes.enabled;

const firmwareOf = (tree: XmlNode): string => {
  const os = first(tree, 'os');
  const uefi = os?.attributes.firmware === 'efi' || first(tree, 'os/loader')?.attributes.type === 'pflash';
  if (!uefi) return 'bios';
  const secure = featureOf(tree, 'secure-boot') === 'yes' || first(tree, 'os/loader')?.attributes.secure === 'yes';
  return secure ? 'uefi with secure boot' : 'uefi';
};

const device = (tree: XmlNode, name: string): XmlNode | undefined => first(tree, `devices/${name}`);

export const machineAspects: readonly Aspect<WantedMachine>[] = [
  {
    name: 'name',
    wanted: ({ machine }) => machine.name,
    found: (tree) => first(tree, 'name')?.text ?? '',
    put: (tree, { machine }) => setText(tree, 'name', machine.name),
  },
  {
    name: 'type',
    wanted: ({ type }) => type,
    found: ({ attributes }) => attributes.type ?? '',
    put: (tree, { type }) => {
      tree.attributes.type = type;
    },
  },
  {
    name: 'memory',
    wanted: ({ machine }) => writeSize(machine.memory),
    found: (tree) => writeSize(bytesOf(first(tree, 'memory'))),
    put: (tree, { machine }) => {
      for (const name of ['memory', 'currentMemory']) {
        const node = ensure(tree, name);
        node.attributes.unit = 'KiB';
        node.text = String(machine.memory / 1024);
      }
    },
  },
  {
    name: 'vCPUs',
    wanted: ({ machine }) => String(machine.vcpus),
    found: (tree) => first(tree, 'vcpu')?.text ?? '',
    put: (tree, { machine }) => {
      setText(tree, 'vcpu', String(machine.vcpus));
      delete ensure(tree, 'vcpu').attributes.current;
      // A topology for another number would be refused.
      replace(ensure(tree, 'cpu'), ({ name }) => name === 'topology', []);
    },
  },
  {
    name: 'processor',
    wanted: cpuMode,
    found: (tree) => first(tree, 'cpu')?.attributes.mode ?? 'default',
    put: (tree, wanted) => {
      const kept = all(tree, 'cpu/numa');
      replace(tree, ({ name }) => name === 'cpu', [element('cpu', { mode: cpuMode(wanted) }, kept)]);
    },
  },
  {
    name: 'machine type',
    wanted: ({ machine }) => machine.machine,
    found: (tree, { machine }) => {
      const found = first(tree, 'os/type')?.attributes.machine ?? '';
      // libvirt writes the version that an alias means: q35 becomes pc-q35-7.2.
      return found.startsWith(`pc-${machine.machine}-`) ? machine.machine : found;
    },
    put: (tree, { machine }) => {
      const type = ensure(tree, 'os/type');
      type.attributes.arch ??= 'x86_64';
      type.attributes.machine = machine.machine;
      type.text = 'hvm';
    },
  },
  {
    name: 'firmware',
    wanted: ({ machine }) =>
      machine.firmware === 'bios' ? 'bios' : machine.secureBoot ? 'uefi with secure boot' : 'uefi',
    found: firmwareOf,
    put: (tree, { machine }) => {
      const os = ensure(tree, 'os');
      replace(os, ({ name }) => ['firmware', 'loader', 'nvram'].includes(name), []);
      delete os.attributes.firmware;
      const features = ensure(tree, 'features');
      replace(features, ({ name }) => name === 'smm', machine.secureBoot ? [element('smm', { state: 'on' })] : []);
      if (machine.firmware === 'bios') return;
      os.attributes.firmware = 'efi';
      const enabled = yes(machine.secureBoot);
      os.children.push(
        element(
          'firmware',
          {},
          ['secure-boot', 'enrolled-keys'].map((name) => element('feature', { enabled, name })),
        ),
      );
    },
  },
  {
    name: 'TPM',
    wanted: ({ machine }) => yes(machine.tpm),
    found: (tree) => yes(device(tree, 'tpm') !== undefined),
    put: (tree, { machine }) => {
      const tpm = element('tpm', { model: 'tpm-crb' }, [element('backend', { type: 'emulator', version: '2.0' })]);
      replace(ensure(tree, 'devices'), ({ name }) => name === 'tpm', machine.tpm ? [tpm] : []);
    },
  },
  {
    name: 'watchdog',
    wanted: ({ machine }) => yes(machine.watchdog),
    // Some machine types have one of their own that does nothing until the guest asks.
    found: (tree) => yes(all(tree, 'devices/watchdog').some(({ attributes }) => attributes.model === 'i6300esb')),
    put: (tree, { machine }) =>
      replace(
        ensure(tree, 'devices'),
        ({ name, attributes }) => name === 'watchdog' && attributes.model === 'i6300esb',
        machine.watchdog ? [element('watchdog', { model: 'i6300esb', action: 'reset' })] : [],
      ),
  },
  {
    name: 'serial log',
    wanted: ({ machine, serialLog }) => (machine.serialLog ? serialLog : ''),
    found: (tree) => first(tree, 'devices/serial/log')?.attributes.file ?? '',
    put: (tree, { machine, serialLog }) => {
      const log = machine.serialLog ? [element('log', { file: serialLog, append: 'on' })] : [];
      const serial = element('serial', { type: 'pty' }, [...log, element('target', { type: 'isa-serial', port: 0 })]);
      // libvirt makes the console that belongs to it.
      replace(ensure(tree, 'devices'), ({ name }) => name === 'serial' || name === 'console', [serial]);
    },
  },
  {
    name: 'disks',
    wanted: ({ machine, pathOf }) =>
      inOrder(machine.disks.map((disk) => `${disk.target} (${disk.bus}, ${disk.serial}, ${pathOf(disk)})`)),
    found: (tree) =>
      inOrder(
        disks(tree, 'disk').map((disk) => {
          const bus = first(disk, 'target')?.attributes.bus;
          return `${targetOf(disk)} (${bus}, ${first(disk, 'serial')?.text ?? 'no serial'}, ${first(disk, 'source')?.attributes.file ?? 'no file'})`;
        }),
      ),
    put: (tree, { machine, pathOf }) => {
      const devices = ensure(tree, 'devices');
      const drives = all(devices, 'disk').filter(({ attributes }) => (attributes.device ?? 'disk') !== 'disk');
      // Disks before drives: of a bus that a drive has libvirt would put them first.
      replace(devices, ({ name }) => name === 'disk', [
        ...machine.disks.map((disk) => diskElement(disk, pathOf(disk))),
        ...drives,
      ]);
      giveWay(tree);
      // libvirt's own choice would be a controller of 1995.
      const scsi = all(devices, 'controller').some(({ attributes }) => attributes.type === 'scsi');
      if (!scsi && machine.disks.some(({ bus }) => bus === 'scsi'))
        devices.children.push(element('controller', { type: 'scsi', index: 0, model: 'virtio-scsi' }));
    },
  },
  {
    name: 'CD drive',
    wanted: () => 'yes',
    found: (tree) => yes(disks(tree, 'cdrom').length > 0),
    put: (tree) => {
      if (disks(tree, 'cdrom').length === 0)
        ensure(tree, 'devices').children.push(cdElement(disks(tree, 'disk').map(targetOf)));
    },
  },
  {
    name: 'network cards',
    wanted: ({ machine, networks }) =>
      machine.nics.map(({ mac, network }) => `${mac} on ${networks.get(network) ?? network}`).join(', '),
    found: (tree) =>
      all(tree, 'devices/interface')
        .map((nic) => {
          const source = first(nic, 'source')?.attributes ?? {};
          return `${first(nic, 'mac')?.attributes.address ?? 'no address'} on ${source.network ?? source.bridge ?? 'nothing'}`;
        })
        .join(', '),
    put: (tree, { machine, networks }) =>
      replace(
        ensure(tree, 'devices'),
        ({ name }) => name === 'interface',
        machine.nics.map((nic) => nicElement(nic, networks)),
      ),
  },
];

/** What every machine begins with; the aspects make the rest. What is here is not compared later: a BMC changes it. */
export const bareMachine = (uuid: string): XmlNode =>
  element('domain', {}, [
    element('name'),
    element('uuid', {}, uuid),
    element('os', {}, [element('type', {}, 'hvm'), element('boot', { dev: 'hd' }), element('boot', { dev: 'cdrom' })]),
    element('features', {}, [element('acpi'), element('apic')]),
    element('clock', { offset: 'utc' }),
    element('on_poweroff', {}, 'destroy'),
    element('on_reboot', {}, 'restart'),
    element('on_crash', {}, 'destroy'),
    element('devices', {}, [
      element('channel', { type: 'unix' }, [element('target', { type: 'virtio', name: 'org.qemu.guest_agent.0' })]),
      element('graphics', { type: 'vnc', port: -1, autoport: 'yes', listen: '127.0.0.1' }),
      element('video', {}, [element('model', { type: 'vga' })]),
      element('rng', { model: 'virtio' }, [element('backend', { model: 'random' }, '/dev/urandom')]),
      element('memballoon', { model: 'virtio' }),
    ]),
  ]);
