/** What the firmware's setup shows. Names, kinds and first values of sushy-emulator's, for clients that know those. */
import type { Machine } from '../../hypervisor/port.js';
import { socketsOf } from '../processors.js';
import type { Attribute } from './attribute.js';

const onOff = { Enabled: 'Enabled', Disabled: 'Disabled' };
const modes = { Bios: 'Legacy', Uefi: 'UEFI' } as const;
const modeName = (mode: 'Legacy' | 'UEFI') => (mode === 'UEFI' ? 'Uefi' : 'Bios');

/** The boot option of the machine's first network card. */
const firstNic = ({ nics, boot }: Machine) => boot.options.find(({ device }) => device === nics[0]?.mac)?.id;

const readNicBoot = (machine: Machine) => {
  const id = firstNic(machine);
  return id !== undefined && machine.boot.order.includes(id) ? 'NetworkBoot' : 'Disabled';
};

/** Taken out of the boot order, or put at its end. */
const orderWith = (machine: Machine, value: string) => {
  const id = firstNic(machine);
  const others = machine.boot.order.filter((one) => one !== id);
  if (value === readNicBoot(machine) || id === undefined) return machine.boot.order;
  return value === 'NetworkBoot' ? [...others, id] : others;
};

export const attributes: readonly Attribute[] = [
  {
    name: 'BootMode',
    title: 'Boot mode',
    help: 'The firmware that the machine starts with.',
    kind: { type: 'Enumeration', values: { Bios: 'BIOS', Uefi: 'UEFI' } },
    from: 'machine',
    read: ({ firmware }) => modeName(firmware.mode),
    next: ({ boot }) => modeName(boot.mode),
    choices: ({ boot }) => boot.modes.map(modeName),
    change: (_, value) => ({ mode: value === 'Bios' ? modes.Bios : modes.Uefi }),
  },
  {
    name: 'NicBoot1',
    title: 'Network boot of the first card',
    help: 'Whether the first network card is in the boot order. Enabled anew, it comes last.',
    kind: { type: 'Enumeration', values: { NetworkBoot: 'Network boot', Disabled: 'Disabled' } },
    from: 'machine',
    read: readNicBoot,
    next: readNicBoot,
    // A machine that has nothing else to boot from would have its default order again, and boot from the network.
    choices: (machine) => [
      ...(firstNic(machine) === undefined ? [] : ['NetworkBoot']),
      ...(machine.boot.order.some((id) => id !== firstNic(machine)) || readNicBoot(machine) === 'Disabled'
        ? ['Disabled']
        : []),
    ],
    change: (machine, value) => ({ order: orderWith(machine, value) }),
  },
  {
    name: 'SecureBootStatus',
    title: 'Secure boot',
    help: 'Whether secure boot is in force. It is set at the resource SecureBoot.',
    kind: { type: 'Enumeration', values: onOff },
    from: 'fact',
    read: ({ firmware: { mode, secureBoot } }) => (mode === 'UEFI' && secureBoot?.enabled ? 'Enabled' : 'Disabled'),
  },
  {
    name: 'NumCores',
    title: 'Cores',
    help: 'Cores of all processors that are online.',
    kind: { type: 'Integer' },
    from: 'fact',
    read: (machine) => socketsOf(machine).reduce((sum, { cores }) => sum + cores, 0),
  },
  {
    name: 'SerialNumber',
    title: 'Serial number',
    help: 'The serial number of the system.',
    kind: { type: 'String', maxLength: 255 },
    from: 'fact',
    read: ({ id, identity }) => identity.serialNumber ?? id,
  },
  {
    name: 'SysPassword',
    title: 'System password',
    help: 'Never shown. The firmware of a virtual machine has none.',
    kind: { type: 'Password' },
    from: 'fact',
    read: () => null,
  },
  {
    name: 'ProcTurboMode',
    title: 'Turbo mode',
    help: 'Kept, without effect on a virtual processor.',
    kind: { type: 'Enumeration', values: onOff },
    from: 'state',
    initial: 'Enabled',
  },
  {
    name: 'EmbeddedSata',
    title: 'Embedded SATA mode',
    help: 'Kept, without effect on virtual controllers.',
    kind: { type: 'Enumeration', values: { Ata: 'ATA', Ahci: 'AHCI', Raid: 'RAID', Off: 'Off' } },
    from: 'state',
    initial: 'Raid',
  },
  {
    name: 'L2Cache',
    title: 'Second-level cache',
    help: 'Kept, without effect on a virtual processor.',
    kind: { type: 'String', maxLength: 16 },
    from: 'state',
    initial: '10x256 KB',
  },
  {
    name: 'QuietBoot',
    title: 'Quiet boot',
    help: 'Kept, without effect on virtual firmware.',
    kind: { type: 'Boolean' },
    from: 'state',
    initial: true,
  },
];
