/** Attributes that can be on or off, and the number of cores. */
import type { Machine, SetupValues } from '../../hypervisor/port.js';
import { socketsOf } from '../processors.js';
import type { Real } from './attribute.js';

export const onOff = { Enabled: 'Enabled', Disabled: 'Disabled' };

const name = (on: boolean | undefined) => (on === undefined ? undefined : on ? 'Enabled' : 'Disabled');

type Switch = {
  [K in keyof SetupValues]-?: NonNullable<SetupValues[K]> extends boolean ? K : never;
}[keyof SetupValues];

const setupSwitch = (key: Switch, about: Pick<Real, 'name' | 'title' | 'help' | 'menu'>): Real => ({
  ...about,
  kind: { type: 'Enumeration', values: onOff },
  from: 'machine',
  read: ({ setup }) => name(setup?.now[key]),
  next: ({ setup }) => name(setup?.next[key]),
  change: (_, value) => ({ setup: { [key]: value === 'Enabled' } }),
});

const coresOf = (machine: Machine) => socketsOf(machine).reduce((sum, { cores }) => sum + cores, 0);

export const setupAttributes: readonly Real[] = [
  {
    name: 'SecureBoot',
    title: 'Secure boot',
    help: 'Whether UEFI firmware boots only what is signed. As SecureBootEnable of the resource SecureBoot.',
    menu: 'Security',
    kind: { type: 'Enumeration', values: onOff },
    from: 'machine',
    read: ({ firmware: { secureBoot } }) => name(secureBoot?.enabled),
    next: ({ firmware: { secureBoot } }) => name(secureBoot?.pending ?? secureBoot?.enabled),
    change: (_, value) => ({ secureBoot: value === 'Enabled' }),
  },
  setupSwitch('tpm', {
    name: 'TpmState',
    title: 'Trusted platform module',
    help: 'Whether the machine has its TPM. One that is disabled keeps what it holds.',
    menu: 'Security',
  }),
  {
    name: 'NumCores',
    title: 'Cores',
    help: 'Cores of all processors that are online, at most as many as the machine has.',
    menu: 'Processor',
    kind: { type: 'Integer', minimum: 1 },
    from: 'machine',
    read: coresOf,
    next: (machine) => {
      const waiting = machine.setup?.next.processors;
      if (waiting === undefined || waiting === machine.setup?.now.processors) return coresOf(machine);
      return Math.ceil(waiting / machine.processors.threadsPerCore);
    },
    limit: (machine) => {
      const { sockets, coresPerSocket } = machine.processors;
      return machine.setup?.next.processors === undefined ? coresOf(machine) : sockets * coresPerSocket;
    },
    change: ({ processors }, value) => ({ setup: { processors: Number(value) * processors.threadsPerCore } }),
  },
  setupSwitch('virtualization', {
    name: 'ProcVirtualization',
    title: 'Virtualization',
    help: 'Whether the machine can run machines itself: VMX or SVM of its processors.',
    menu: 'Processor',
  }),
  setupSwitch('serialConsole', {
    name: 'ConsoleRedirection',
    title: 'Console redirection',
    help: 'Whether BIOS shows its screen on the first serial port too. UEFI firmware always does.',
    menu: 'Console',
  }),
  setupSwitch('bootRetry', {
    name: 'BootSeqRetry',
    title: 'Boot sequence retry',
    help: 'Whether BIOS that found nothing to boot tries again after 30 seconds.',
    menu: 'Boot',
  }),
];
