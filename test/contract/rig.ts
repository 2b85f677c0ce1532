import type {
  BootMode,
  BootTarget,
  Hypervisor,
  Medium,
  MediumSource,
  ResetType,
  SetupValues,
} from '../../src/hypervisor/port.js';

/** A driver under test, with hands behind its back. */
export interface Rig {
  readonly hypervisor: Hypervisor;
  /** `Machine.hypervisor` of what `newMachine` makes: that of a member, where the driver has some. */
  readonly runsOn: string;
  /** Makes a machine that is off: a disk, an interface, no medium in any drive. Returns its id. */
  readonly newMachine: (name: string) => Promise<string>;
  /** Removes it, running or not, as somebody else would: not through the driver. */
  readonly removeMachine: (id: string) => Promise<void>;
  /** Something that can be inserted. */
  readonly medium: () => { readonly source: MediumSource; readonly medium: Medium };
  /** With capability `firmware`: code that fits a new machine's flash and boots, and code that is for another flash. */
  readonly firmware?: () => Promise<{ readonly fits: string; readonly misfits: string }>;
  /** The guest reboots by itself. With capability `guestReboot`. */
  readonly guestReboot?: (id: string) => Promise<void>;
  /** The guest panics. With capability `crash`. */
  readonly guestCrash?: (id: string) => Promise<void>;
  /** The guest of a running machine feeds its watchdog no more. With `watchdog` in `setup`. */
  readonly guestHang?: (id: string) => Promise<void>;
  /** Waits until the guest of a running machine is there to hear the power button. */
  readonly guestIsUp?: (id: string) => Promise<void>;
  /** What the last boot used, as the guest tells it. With capability `bootWitness`. */
  readonly bootedFrom?: (id: string) => Promise<BootTarget | undefined>;
  /** Switches the link of a card as somebody else would. With capability `links`. */
  readonly setLink?: (id: string, mac: string, up: boolean) => Promise<void>;
  /** With capability `outage`. */
  readonly disconnect?: () => Promise<void>;
  readonly reconnect?: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * What the machines of a rig can do. Every line is asserted, the "cannot" as much as the "can": a driver that learns
 * something fails here until its list says so.
 */
export interface Capabilities {
  /** All that `reset` takes; the others must be `unsupported`. */
  readonly resets: readonly ResetType[];
  /** What the guest makes of the power button: a power-off, or nothing. */
  readonly acpi: 'obeyed' | 'ignored';
  /** Targets of the boot override in the mode that a new machine has. */
  readonly targets: readonly BootTarget[];
  readonly modes: readonly BootMode[];
  readonly secureBoot: boolean;
  /** What of the firmware's setup a new machine can have. */
  readonly setup: readonly (keyof SetupValues)[];
  /** Firmware can be installed. */
  readonly firmware: boolean;
  readonly media: boolean;
  /** Media reach a running machine; else that must be a `conflict`: the machine has to be off. */
  readonly liveMedia: boolean;
  readonly screenshots: boolean;
  readonly volumes: boolean;
  /** The hypervisor counts what machines use; else a running one has figures with nothing in them. */
  readonly metrics: boolean;
  readonly autostart: boolean;
  /** Links of cards can be switched, also while the machine runs. */
  readonly links: boolean;
  /** Devices have addresses on PCI buses. */
  readonly pci: boolean;
  readonly guestReboot: boolean;
  readonly crash: boolean;
  /** Somebody keeps what its serial port says. */
  readonly console: boolean;
  readonly bootWitness: boolean;
  readonly outage: boolean;
}

export interface Contract {
  readonly rig: Rig;
  readonly hypervisor: Hypervisor;
  readonly capabilities: Capabilities;
}
