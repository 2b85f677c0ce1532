import { noOverride } from '../boot-change.js';
import {
  type BootMode,
  type BootOverride,
  type BootProgress,
  type BootTarget,
  type ConsoleText,
  type Disk,
  type FirmwareImages,
  type Machine,
  type MachineState,
  type MediaDriveId,
  type Medium,
  type Nic,
  originalFirmware,
  type PowerState,
  type SetupValues,
} from '../port.js';
import { silent } from './console.js';
import { freshStores, type KeyStores } from './factory-keys.js';
import { notRunning, type Run } from './run.js';
import { type Hardware, hardwareOf, type MachineSpec } from './spec.js';

/** Everything of a machine that a client can see change; replaced as a whole, never written into. */
export interface Status {
  readonly power: PowerState;
  readonly crashed: boolean;
  readonly lastResetTime?: Date;
  readonly autostart: boolean;
  /** The mode that the firmware runs in; `nextMode` is the one of the next power-on. */
  readonly mode: BootMode;
  readonly nextMode: BootMode;
  /** Absent: the firmware has none. Kept while the machine boots in Legacy mode, where it is not in force. */
  readonly secureBoot?: { readonly enabled: boolean; readonly pending?: boolean };
  readonly keys: KeyStores;
  /** Of what was installed in its flash. */
  readonly images: FirmwareImages;
  /** What the machine was powered on with; `nextSetup` is what it will be. */
  readonly setup: SetupValues;
  readonly nextSetup: SetupValues;
  readonly override: BootOverride;
  /** Absent until a client sets one: then all options in their own order. */
  readonly order?: readonly string[];
  readonly progress: { readonly state: BootProgress; readonly since: Date; readonly bootSeconds?: number };
  readonly media: Readonly<Partial<Record<MediaDriveId, Medium>>>;
  readonly state: MachineState;
  /** Disks that were made for it, in this order. */
  readonly volumes: readonly MemoryVolume[];
  /** MAC addresses of the cards whose link somebody has switched off. */
  readonly linksDown: readonly string[];
  /** By the last guest that ran. */
  readonly told: GuestFacts;
}

/** What a guest's agent tells. */
export interface GuestFacts {
  readonly hostName?: string;
  /** By MAC address. */
  readonly addresses?: Readonly<Record<string, Nic['addresses']>>;
}

/** A disk that was made for a machine. */
export interface MemoryVolume extends Disk {
  readonly capacity: number;
  readonly volume: string;
  /** Of all that it ever had: its boot option is numbered by it. */
  readonly number: number;
}

/** What only the simulated guest knows. */
export interface Guest {
  ignoresAcpi: boolean;
  /** The power button was pressed while it was paused: it hears of it when it goes on. */
  buttonPressed: boolean;
  /** Devices that are there and yet boot nothing: a blank disk, a network without a boot server. */
  readonly unbootable: Set<BootTarget>;
  bootedFrom: BootTarget | undefined;
  boots: number;
  nmis: number;
  /** What it said on its serial port. */
  console: ConsoleText;
}

export interface MachineRecord {
  hardware: Hardware;
  status: Status;
  readonly guest: Guest;
  /** What the machine does once it has powered off. */
  after: 'stay-off' | 'power-on';
  /** Each calls off what the machine is about to do: to its power or at its guest's asking, and in its boot. */
  readonly cancel: { power: () => void; boot: () => void };
  /** How long it has been running since it was started. */
  run: Run;
  /** Made when a client asks, dropped when something changes. */
  snapshot: Machine | undefined;
}

const nothing = () => {};

/** A machine as its spec has it, switched off. Throws `invalid`. */
export function recordOf(spec: MachineSpec, now: Date): MachineRecord {
  const hardware = hardwareOf(spec);
  const mode = hardware.modes[0] ?? 'UEFI';
  return {
    hardware,
    status: {
      power: 'Off',
      crashed: false,
      autostart: spec.autostart ?? false,
      mode,
      nextMode: mode,
      ...(spec.secureBoot === 'absent' || !hardware.modes.includes('UEFI')
        ? {}
        : { secureBoot: { enabled: spec.secureBoot ?? false } }),
      keys: freshStores,
      images: { now: originalFirmware, next: originalFirmware },
      setup: hardware.setup,
      nextSetup: hardware.setup,
      override: noOverride,
      progress: { state: 'None', since: now },
      media: {},
      state: {},
      volumes: [],
      linksDown: [],
      told: {},
    },
    guest: {
      ignoresAcpi: false,
      buttonPressed: false,
      unbootable: new Set(),
      bootedFrom: undefined,
      boots: 0,
      nmis: 0,
      console: silent,
    },
    after: 'stay-off',
    cancel: { power: nothing, boot: nothing },
    run: notRunning,
    snapshot: undefined,
  };
}

/** Its own disks, and those that were made for it. */
export function disksOf({ hardware, status }: MachineRecord): readonly Disk[] {
  return status.volumes.length === 0
    ? hardware.disks
    : [...hardware.disks, ...status.volumes.map(({ number: _, ...disk }) => disk)];
}

/** What its guest tells: nothing unless one runs. */
export const toldBy = ({ status: { power, told } }: MachineRecord): GuestFacts =>
  power === 'On' || power === 'Paused' ? told : {};

export function nicsOf(record: MachineRecord): readonly Nic[] {
  const { addresses } = toldBy(record);
  return record.hardware.nics.map((nic) => ({
    ...nic,
    linkUp: !record.status.linksDown.includes(nic.mac),
    addresses: addresses?.[nic.mac] ?? nic.addresses,
  }));
}

/** The guest has the drive for good, or for as long as a medium is in it. */
export function hasDrive(record: MachineRecord, drive: MediaDriveId): boolean {
  return record.hardware.drives.includes(drive) || record.status.media[drive] !== undefined;
}

/** vCPUs that it was powered on with. */
export function onlineOf({ hardware, status }: MachineRecord): number {
  return status.setup.processors ?? hardware.processors.sockets;
}
