/** Attributes of the boot: the mode, the order, and which network cards are in it. */
import type { Machine } from '../../hypervisor/port.js';
import type { Real } from './attribute.js';

const modes = { Bios: 'Legacy', Uefi: 'UEFI' } as const;
export const modeName = (mode: 'Legacy' | 'UEFI') => (mode === 'UEFI' ? 'Uefi' : 'Bios');

/** As many cards as setup programs have lines for. */
const mostNics = 8;

/** The boot option of a network card, counted from 0. */
const nicOption = ({ nics, boot }: Machine, index: number) =>
  boot.options.find(({ device }) => device === nics[index]?.mac)?.id;

const nicBoot = (index: number): Real => {
  const read = (machine: Machine) => {
    const id = nicOption(machine, index);
    // The first one is always there: clients of sushy-emulator expect it.
    if (id === undefined) return index === 0 ? 'Disabled' : undefined;
    return machine.boot.order.includes(id) ? 'NetworkBoot' : 'Disabled';
  };
  return {
    name: `NicBoot${index + 1}`,
    title: `Network boot of card ${index + 1}`,
    help: `Whether network card ${index + 1} is in the boot order. Enabled anew, it comes last.`,
    menu: 'Boot',
    kind: { type: 'Enumeration', values: { NetworkBoot: 'Network boot', Disabled: 'Disabled' } },
    from: 'machine',
    read,
    next: read,
    // A machine that has nothing else to boot from would have its default order again, and boot from the network.
    choices: (machine) => {
      const id = nicOption(machine, index);
      const other = machine.boot.order.some((one) => one !== id);
      return [
        ...(id === undefined ? [] : ['NetworkBoot']),
        ...(other || read(machine) !== 'NetworkBoot' ? ['Disabled'] : []),
      ];
    },
    /** Taken out of the boot order, or put at its end. */
    change: (machine, value) => {
      const id = nicOption(machine, index);
      const others = machine.boot.order.filter((one) => one !== id);
      if (value === read(machine) || id === undefined) return { boot: { order: machine.boot.order } };
      return { boot: { order: value === 'NetworkBoot' ? [...others, id] : others } };
    },
  };
};

const listed = ({ boot }: Machine) => (boot.options.length === 0 ? undefined : boot.order.join(','));

export const bootAttributes: readonly Real[] = [
  {
    name: 'BootMode',
    title: 'Boot mode',
    help: 'The firmware that the machine starts with.',
    menu: 'Boot',
    kind: { type: 'Enumeration', values: { Bios: 'BIOS', Uefi: 'UEFI' } },
    from: 'machine',
    read: ({ firmware }) => modeName(firmware.mode),
    next: ({ boot }) => modeName(boot.mode),
    choices: ({ boot }) => boot.modes.map(modeName),
    change: (_, value) => ({ boot: { mode: value === 'Bios' ? modes.Bios : modes.Uefi } }),
  },
  {
    name: 'BootOrder',
    title: 'Boot order',
    help: 'References of boot options, with commas between them, first is tried first. An option that is left out is not tried.',
    menu: 'Boot',
    kind: { type: 'String', maxLength: 1024, pattern: '^Boot[0-9A-F]{4}(,Boot[0-9A-F]{4})*$' },
    from: 'machine',
    read: listed,
    next: listed,
    change: (_, value) => ({ boot: { order: String(value).split(',') } }),
  },
  ...Array.from({ length: mostNics }, (_, index) => nicBoot(index)),
  {
    name: 'BootMenuTimeout',
    title: 'Boot menu',
    help: 'Seconds that the firmware waits for a key that opens its boot menu. 0: there is no menu.',
    menu: 'Boot',
    kind: { type: 'Integer', minimum: 0, maximum: 65 },
    from: 'machine',
    read: ({ setup }) => setup?.now.bootMenu,
    next: ({ setup }) => setup?.next.bootMenu,
    change: (_, value) => ({ setup: { bootMenu: Number(value) } }),
  },
];
