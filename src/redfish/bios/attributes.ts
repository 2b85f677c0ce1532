/**
 * What the firmware's setup shows. Names, kinds and first values of ten of them are sushy-emulator's, for clients that
 * know those: BootMode, NicBoot1, NumCores, SecureBootStatus, SerialNumber, SysPassword and what is kept.
 */
import type { Attribute } from './attribute.js';
import { bootAttributes } from './boot-attributes.js';
import { onOff, setupAttributes } from './setup-attributes.js';

export const attributes: readonly Attribute[] = [
  ...bootAttributes,
  ...setupAttributes,
  {
    name: 'SecureBootStatus',
    title: 'Secure boot in force',
    help: 'Whether secure boot is in force now.',
    menu: 'Security',
    kind: { type: 'Enumeration', values: onOff },
    from: 'fact',
    read: ({ firmware: { mode, secureBoot } }) => (mode === 'UEFI' && secureBoot?.enabled ? 'Enabled' : 'Disabled'),
  },
  {
    name: 'SerialNumber',
    title: 'Serial number',
    help: 'The serial number of the system, where it has one.',
    menu: 'System',
    kind: { type: 'String', maxLength: 255 },
    from: 'fact',
    read: ({ identity }) => identity.serialNumber ?? null,
  },
  {
    name: 'SysPassword',
    title: 'System password',
    help: 'Never shown. The firmware of a virtual machine has none.',
    menu: 'Security',
    kind: { type: 'Password' },
    from: 'fact',
    read: () => null,
  },
  {
    name: 'ProcTurboMode',
    title: 'Turbo mode',
    help: 'Kept, without effect on a virtual processor.',
    menu: 'Compatibility',
    kind: { type: 'Enumeration', values: onOff },
    from: 'state',
    initial: 'Enabled',
  },
  {
    name: 'EmbeddedSata',
    title: 'Embedded SATA mode',
    help: 'Kept, without effect on virtual controllers.',
    menu: 'Compatibility',
    kind: { type: 'Enumeration', values: { Ata: 'ATA', Ahci: 'AHCI', Raid: 'RAID', Off: 'Off' } },
    from: 'state',
    initial: 'Raid',
  },
  {
    name: 'L2Cache',
    title: 'Second-level cache',
    help: 'Kept, without effect on a virtual processor.',
    menu: 'Compatibility',
    kind: { type: 'String', maxLength: 16 },
    from: 'state',
    initial: '10x256 KB',
  },
  {
    name: 'QuietBoot',
    title: 'Quiet boot',
    help: 'Kept, without effect on virtual firmware.',
    menu: 'Compatibility',
    kind: { type: 'Boolean' },
    from: 'state',
    initial: true,
  },
];
