/** What a lab says of a machine, in libvirt's domain XML (https://libvirt.org/formatdomain.html). */
import type { Aspect } from '../libvirt/aspect.js';
import { all, element, ensure, first, replace, type XmlNode } from '../libvirt/xml.js';
import { writeSize } from '../spec/sizes.js';
import { deviceAspects } from './device-aspects.js';
import { storeFor } from './variable-stores.js';
import type { WantedMachine } from './wanted-machine.js';

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

const featureOf = (tree: XmlNode, name: string): string | undefined =>
  all(tree, 'os/firmware/feature').find(({ attributes }) => attributes.name === name)?.attributes.enabled;

export const firmwareOf = (tree: XmlNode): string => {
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
      const store = storeFor(tree, machine);
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
        ...store,
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
  ...deviceAspects,
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
