/**
 * The port to a hypervisor: what a BMC needs of machines, in the words of Redfish
 * and libvirt. Drivers: `memory.ts` (the reference) and `libvirt/`.
 *
 * A `Machine` is an immutable snapshot: a driver hands out a new object, with a new
 * `revision`, whenever anything in it changes, and the same object as long as nothing
 * did. Whoever renders a machine may therefore cache by object identity.
 */

import type { Consoles } from './port/console-text.js';
import type { ConsoleServer, Tpm } from './port/consoles.js';
import type { FaultEvent } from './port/faults.js';
import type { FirmwareControl, FirmwareImages } from './port/firmware.js';
import type { Metrics } from './port/metrics.js';
import type { PciFunction } from './port/pci.js';
import type { KeyControl } from './port/secure-boot.js';
import type { MachineSetup, SetupControl } from './port/setup.js';
import type { DiskEvent, StorageControl } from './port/storage.js';

export * from './port/console-text.js';
export type * from './port/consoles.js';
export * from './port/faults.js';
export * from './port/firmware.js';
export type * from './port/metrics.js';
export type * from './port/pci.js';
export * from './port/secure-boot.js';
export * from './port/setup.js';
export type * from './port/storage.js';

/** `Resource.ResetType` of DSP8010, the ones a virtual machine can mean something by. */
export const resetTypes = [
  'On',
  'ForceOn',
  'ForceOff',
  'GracefulShutdown',
  'GracefulRestart',
  'ForceRestart',
  'PowerCycle',
  'PushPowerButton',
  'Nmi',
  'Pause',
  'Resume',
] as const;
export type ResetType = (typeof resetTypes)[number];

/** `Resource.PowerState`. */
export type PowerState = 'On' | 'Off' | 'Paused' | 'PoweringOn' | 'PoweringOff';

/** `ComputerSystem.BootSource`. */
export const bootTargets = [
  'None',
  'Pxe',
  'Hdd',
  'Cd',
  'Usb',
  'Floppy',
  'BiosSetup',
  'UefiShell',
  'UefiTarget',
  'UefiHttp',
  'UefiBootNext',
] as const;
export type BootTarget = (typeof bootTargets)[number];
export type BootEnabled = 'Disabled' | 'Once' | 'Continuous';
export type BootMode = 'Legacy' | 'UEFI';

export interface BootOverride {
  readonly enabled: BootEnabled;
  readonly target: BootTarget;
  /** `HttpBootUri`, with target UefiHttp. */
  readonly httpBootUri?: string;
  /** `UefiTargetBootSourceOverride`, with target UefiTarget. */
  readonly uefiTarget?: string;
  /** `BootNext`: a `BootOption.id`, with target UefiBootNext. */
  readonly bootNext?: string;
}

/** What a client may change of the boot configuration; absent means unchanged. */
export type BootChange = Partial<BootOverride> & { readonly mode?: BootMode; readonly order?: readonly string[] };

/** One thing that the firmware can boot from. Ids are stable as long as the device stays: `Boot0001`... */
export interface BootOption {
  readonly id: string;
  readonly name: string;
  readonly target: BootTarget;
  /** libvirt's words for the device: target name of a disk (`vda`), MAC address of an interface. */
  readonly device: string;
}

export interface BootConfiguration {
  readonly override: BootOverride;
  /** The mode of the next power-on; `Firmware.mode` is the one in force. */
  readonly mode: BootMode;
  readonly targets: readonly BootTarget[];
  readonly modes: readonly BootMode[];
  readonly options: readonly BootOption[];
  /** Ids of `options`, first is tried first; without an override in force. */
  readonly order: readonly string[];
  /** Of the boot in progress or the last one, where the driver can know; `since` where it was there to see. */
  readonly progress?: {
    readonly state: BootProgress;
    readonly since?: Date;
    /** From reset to operating system, of the last boot that came so far while the driver was there to see. */
    readonly bootSeconds?: number;
  };
}

/** `ComputerSystem.BootProgressTypes`, those that an outsider of the guest can tell. */
export type BootProgress =
  | 'None'
  | 'PrimaryProcessorInitializationStarted'
  | 'SystemHardwareInitializationComplete'
  | 'OSBootStarted'
  | 'OSRunning';

export interface Firmware {
  readonly mode: BootMode;
  /** Absent where the machine cannot have it (BIOS, or no firmware image with it). Kept, and not in force, in Legacy mode. */
  readonly secureBoot?: { readonly enabled: boolean; readonly pending?: boolean };
  readonly version?: string;
  /** Absent where the driver has no `firmware`, and where the machine boots by BIOS. */
  readonly images?: FirmwareImages;
}

/** SMBIOS identity, as the guest sees it; absent where the hypervisor does not say. */
export interface Identity {
  readonly uuid: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly sku?: string;
  readonly chassis?: ChassisIdentity;
}

/** SMBIOS type 3: what the machine is built into. */
export interface ChassisIdentity {
  readonly manufacturer?: string;
  readonly version?: string;
  readonly serialNumber?: string;
  readonly sku?: string;
}

export interface Processors {
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly threadsPerCore: number;
  /** vCPUs in use now; at most sockets x cores x threads. */
  readonly online: number;
  /** libvirt's name: `x86_64`, `aarch64`. */
  readonly architecture: string;
  readonly model?: string;
  readonly vendor?: string;
}

export interface Memory {
  /** Bytes of RAM, and what the balloon leaves of it now. Persistent memory is no part of either. */
  readonly maximum: number;
  readonly current: number;
  /** What it is made of: first what the machine boots with, then devices. The volatile ones add up to `maximum`. */
  readonly modules: readonly MemoryModule[];
}

/** Bytes that the guest can use of one piece of memory. Ids are stable as long as it stays: `RAM`, `DIMM0`... */
export interface MemoryModule {
  readonly id: string;
  /** `base`, or libvirt's word for the device. */
  readonly kind: 'base' | 'dimm' | 'nvdimm' | 'virtio-mem' | 'virtio-pmem';
  /** Bytes. */
  readonly size: number;
  /** It keeps its content without power. */
  readonly persistent: boolean;
  /** Of a DIMM. */
  readonly slot?: number;
  /** vCPUs in its NUMA node, by number; absent where the machine has no nodes. */
  readonly vcpus?: readonly number[];
}

export interface Disk {
  /** libvirt's target name: `vda`. */
  readonly target: string;
  /** `virtio`, `sata`, `scsi`, `ide`, `usb`, `nvme`. */
  readonly bus: string;
  readonly serial?: string;
  readonly wwn?: string;
  /** As the guest sees them, where the machine's owner gave them. */
  readonly manufacturer?: string;
  readonly model?: string;
  /** Bytes; absent where unknown. What of them is in use: `StorageControl.diskUsage`. */
  readonly capacity?: number;
  /** Bytes of a sector; absent where the hypervisor does not say. */
  readonly blockSize?: number;
  readonly readOnly: boolean;
  readonly source?: string;
  readonly rotational?: boolean;
  /** Id of the volume behind it, where `StorageControl` made it: such a disk, and no other, it deletes. */
  readonly volume?: string;
}

export interface Nic {
  /** Lower case, colons. */
  readonly mac: string;
  /** `virtio`, `e1000e`. */
  readonly model?: string;
  /** As the hypervisor has set it. Absent where the card is the host's own, and not the hypervisor's to switch. */
  readonly linkUp?: boolean;
  /** How it is attached, in libvirt's words: `network`, `bridge`, `direct`, `hostdev`, `user`. */
  readonly attachment?: string;
  /** What it is plugged into: name of the network or bridge, or of the host's card. */
  readonly network?: string;
  /** Where it is one, and untagged packets belong to it. */
  readonly vlan?: number;
  readonly mtu?: number;
  readonly addresses: readonly {
    readonly address: string;
    readonly prefix: number;
    /** Absent where nobody says. */
    readonly origin?: 'DHCP' | 'Static' | 'LinkLocal';
  }[];
}

/** Ids of the virtual media devices that every machine has. */
export const mediaDriveIds = ['Cd', 'Floppy'] as const;
export type MediaDriveId = (typeof mediaDriveIds)[number];

/** What is remembered of a medium, with the machine itself, so that any emulator can tell. */
export interface Medium {
  /** The URI as the client gave it, less user information. May carry a token: never log its query. */
  readonly image: string;
  readonly name: string;
  readonly writeProtected: boolean;
  readonly transferMethod: 'Stream' | 'Upload';
  readonly transferProtocol?: string;
  readonly userName?: string;
  /** SHA-256 of the content, lower-case hex, where it was fetched: the reference that keeps it in the cache. */
  readonly digest?: string;
  readonly size?: number;
}

export interface MediaDrive {
  readonly id: MediaDriveId;
  readonly medium?: Medium;
  /** The guest has a drive of this kind now, with or without a medium. */
  readonly present: boolean;
}

/** Where the bytes of a medium are. A `file` is on the machine that runs the emulator; `url` is read by the hypervisor itself. */
export type MediumSource =
  | { readonly kind: 'file'; readonly path: string; readonly size: number }
  | { readonly kind: 'url'; readonly url: string; readonly verifyCertificate: boolean; readonly size?: number };

/** What a BMC remembers of one machine and no hypervisor has a place for. Kept with the machine (libvirt metadata). */
export interface MachineState {
  readonly assetTag?: string;
  readonly locationIndicatorActive?: boolean;
  /** `VirtualMedia.VerifyCertificate`, per drive. */
  readonly verifyCertificate?: Readonly<Partial<Record<MediaDriveId, boolean>>>;
  /** PEM certificates trusted for a drive's downloads, by certificate id. */
  readonly mediaCertificates?: Readonly<Partial<Record<MediaDriveId, Readonly<Record<string, string>>>>>;
  readonly biosAttributes?: Readonly<Record<string, string | number | boolean>>;
  /** Those that wait for a boot: what is kept, and what the machine itself was told. */
  readonly biosPending?: Readonly<Record<string, string | number | boolean>>;
  /** Names these very ones: milliseconds since 1970 at which the last of them was set. */
  readonly biosPendingSince?: number;
  /** `Settings.Time`: when a boot last put some in force. */
  readonly biosApplied?: string;
  /** What the machine had before a client set it through its firmware's setup for the first time. */
  readonly biosOriginal?: Readonly<Record<string, string | number | boolean>>;
  /** Milliseconds that the manager's clock is ahead of the host's, and its zone (`+02:00`). */
  readonly clockOffset?: number;
  readonly timeZone?: string;
  /** `ManagerNetworkProtocol.NTP.NTPServers`. */
  readonly ntpServers?: readonly string[];
  /** `Volume.DisplayName`, by `Disk.volume`, or by target where there is none. */
  readonly volumeNames?: Readonly<Record<string, string>>;
  /** `Drive.LocationIndicatorActive`, by target: those that are on. */
  readonly driveIndicators?: readonly string[];
}

/** Merges: an absent key stays, `undefined` removes. */
export type StateChange = { readonly [K in keyof MachineState]?: MachineState[K] | undefined };

export interface Machine {
  /** libvirt UUID, lower case. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  /** Which hypervisor it runs on: `Hypervisor.name`. */
  readonly hypervisor: string;
  /** Differs whenever anything else here does. Safe in an ETag; survives a restart of the emulator where nothing changed. */
  readonly revision: string;
  readonly identity: Identity;
  /** As the guest itself tells, while it runs and has an agent. */
  readonly hostName?: string;
  readonly power: PowerState;
  /** The guest came to grief: libvirt `crashed`, or an I/O error paused it. */
  readonly crashed: boolean;
  /** What `reset` will take for this machine. */
  readonly resetTypes: readonly ResetType[];
  /** Power-on or reset, by whomever; absent where the driver was not there to see. */
  readonly lastResetTime?: Date;
  readonly autostart: boolean;
  /** Written changes that need a power cycle to take effect. */
  readonly restartPending: boolean;
  readonly firmware: Firmware;
  readonly boot: BootConfiguration;
  /** Absent where the driver has no `setup`. */
  readonly setup?: MachineSetup;
  readonly processors: Processors;
  readonly memory: Memory;
  readonly disks: readonly Disk[];
  readonly nics: readonly Nic[];
  /** By address. Empty where the hypervisor gives no addresses. */
  readonly pci: readonly PciFunction[];
  readonly consoles: readonly ConsoleServer[];
  readonly tpm?: Tpm;
  readonly media: readonly MediaDrive[];
  readonly state: MachineState;
  /** `state.biosPendingSince` as it was when the machine was started: equal, and what waited then is in force. */
  readonly startedWithBios?: number;
}

export type HypervisorEvent =
  | { readonly type: 'added' | 'removed' | 'changed'; readonly id: string }
  | { readonly type: 'power'; readonly id: string; readonly power: PowerState; readonly reason: string }
  /** A boot began: the override that it found, before one for one boot was used up. */
  | { readonly type: 'boot'; readonly id: string; readonly override: BootOverride }
  | { readonly type: 'media'; readonly id: string; readonly drive: MediaDriveId; readonly inserted: boolean }
  | DiskEvent
  | FaultEvent
  | { readonly type: 'up' | 'down'; readonly hypervisor: string };

/**
 * Operations resolve when the hypervisor has done them (a graceful one: has passed them on), and the snapshot that
 * `machine()` returns next shows it. All throw `HypervisorError` and then have changed nothing. Writes to one machine
 * happen one after the other in the order of the calls; machines never wait for each other.
 */
export interface Hypervisor {
  /** The URI without user information, or `memory:`. */
  readonly name: string;
  /** What the service may say of it: `QEMU 7.2.22, libvirt 9.0.0`. Absent while unreachable. */
  readonly version?: string | undefined;
  /** False while there is no connection; operations then throw `unavailable` at once. */
  readonly available: boolean;
  /** Where a `file` source is read by the hypervisor itself, not copied. */
  readonly local: boolean;

  /** All machines, by name; the last known ones in an outage. Throws `unavailable` only if never reached. */
  machines(): Promise<readonly Machine[]>;
  /** Undefined: no such machine. `id` in any case. Throws `unavailable` in an outage. */
  machine(id: string): Promise<Machine | undefined>;
  /** A machine of exactly this name, where one and only one has it. */
  machineByName(name: string): Promise<Machine | undefined>;

  /**
   * As a BMC does: asking for the state that is there is fine, and what ends in a running machine starts one that is off.
   * - On, ForceOn: also resume a paused machine. ForceOff cuts the power.
   * - GracefulShutdown is passed to the guest, who may ignore it: then the machine stays On.
   * - GracefulRestart forces a guest that does not listen in time. ForceRestart, PowerCycle, GracefulRestart: a machine
   *   that is off is powered on.
   * - PushPowerButton: On where it is off, else as GracefulShutdown.
   * - Nmi, Pause, Resume of a machine that is neither On nor Paused: `conflict`.
   */
  reset(id: string, type: ResetType): Promise<void>;
  /**
   * Checked as a whole by `applyBootChange`: `invalid` for a target, mode or option that the machine has not.
   * An override for one boot is used up when that boot begins, whoever began it: a reset, the guest itself, autostart.
   * The mode takes effect at the next power-on and leaves secure boot as it is.
   */
  setBoot(id: string, change: BootChange): Promise<void>;
  /** In force with the next reset, at once where the machine is off. `unsupported` where the firmware has none. */
  setSecureBoot(id: string, enabled: boolean): Promise<void>;
  /**
   * `not-found`: no such drive. `conflict`: a medium is in it already; as on a real BMC it has to be ejected first, so
   * that of two clients neither pulls the other's medium out from under a running installer.
   */
  insertMedia(
    id: string,
    drive: MediaDriveId,
    source: MediumSource,
    medium: Medium,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Ejecting an empty drive is fine. */
  ejectMedia(id: string, drive: MediaDriveId): Promise<void>;
  /** A function gets what is there when its turn has come: nobody else's write comes in between. */
  setState(id: string, change: StateChange | ((state: MachineState) => StateChange)): Promise<void>;
  setAutostart(id: string, autostart: boolean): Promise<void>;

  readonly setup?: SetupControl;
  readonly secureBootKeys?: KeyControl;
  /** Absent where the operator has named no place for images. */
  readonly firmware?: FirmwareControl;
  readonly screenshots?: Screenshots;
  readonly storage?: StorageControl;
  readonly metrics?: Metrics;
  readonly consoles?: Consoles;

  /** Returns the function that ends the subscription. Listeners must not throw. */
  subscribe(listener: (event: HypervisorEvent) => void): () => void;
  /** Connects, and keeps trying for ever; resolves at once. */
  start(): void;
  close(): Promise<void>;
}

export interface Screenshots {
  /** A picture of the first screen. Throws `conflict` while the machine is off. */
  screenshot(id: string): Promise<{ readonly mime: string; readonly data: Uint8Array }>;
}

/** Every code, with what it tells the caller. */
export const hypervisorErrorCodes = {
  'not-found': 'no such machine, drive or device',
  unavailable: 'no connection to the hypervisor; try again',
  unsupported: 'this machine or hypervisor cannot do that',
  conflict: 'not in the present state of the machine',
  invalid: 'a value that the hypervisor does not take',
  denied: 'the hypervisor does not let us',
  'no-space': 'not enough space on the hypervisor',
  timeout: 'the hypervisor did not answer in time',
  cancelled: 'the caller gave up',
  failed: 'the hypervisor reported an error',
} as const;
export type HypervisorErrorCode = keyof typeof hypervisorErrorCodes;

export class HypervisorError extends Error {
  override readonly name = 'HypervisorError';
  readonly code: HypervisorErrorCode;
  /** Seconds, with `unavailable`. */
  readonly retryAfter?: number;

  constructor(code: HypervisorErrorCode, message: string, options: { cause?: unknown; retryAfter?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
  }
}
