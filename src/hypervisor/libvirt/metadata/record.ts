import type { BootOverride, MachineState, MediaDriveId, Medium } from '../../port.js';

/** A boot order as the domain XML had it before an override replaced it. */
export interface SavedOrder {
  /** `<os><boot dev=.../>`, first to last. */
  readonly os: readonly string[];
  /** `<boot order=.../>` of the devices, by device key (`disk:vda`, `nic:52:54:00:...`), with `loadparm` as it was. */
  readonly devices: Readonly<Record<string, SavedDeviceOrder>>;
  /** The keys that the override put in their place, first to last: what is found otherwise, somebody else wrote. */
  readonly applied: readonly string[];
}

export interface SavedDeviceOrder {
  readonly order: number;
  readonly loadparm?: string;
}

/** A medium in a drive, and how it got there. */
export interface MediaRecord {
  readonly medium: Medium;
  /** `drive`: in a drive that the machine had; `own`: in a device that we added, and that goes with the medium. */
  readonly form: 'drive' | 'own';
  /** Target of the drive, with form `drive`: `sda`. */
  readonly target?: string;
  /** `<disk type=...>` that the drive has while it is empty, with form `drive`. */
  readonly type?: string;
  /** Kind of controller that libvirt adds to the definition for our device, because there was none: goes with it. */
  readonly controller?: string;
}

/** What `<os>` said of the firmware: the elements as written (`firmware`, `loader`, `nvram`), and its `firmware`. */
export interface SavedFirmware {
  readonly firmware?: string;
  readonly elements: readonly string[];
}

/** Everything that we remember of one machine, in its metadata. */
export interface MachineRecord {
  readonly state?: MachineState;
  readonly override?: BootOverride;
  readonly savedOrder?: SavedOrder;
  readonly media?: Readonly<Partial<Record<MediaDriveId, MediaRecord>>>;
  /**
   * Firmware to come back to: `uefi` while it boots by BIOS, `plain` while secure boot is on, `secure` once it was on
   * and is off. The variable stores that they name stay.
   */
  readonly savedFirmware?: Readonly<Partial<Record<'uefi' | 'plain' | 'secure', SavedFirmware>>>;
  /** Path of the variable store that the machine had before its keys were last changed. */
  readonly savedStore?: string;
  /** Firmware before the last installation of an image, and whether secure boot was on then: it goes back to the same. */
  readonly previousFirmware?: SavedFirmware & { readonly secureBoot: boolean };
  /** `<tpm>` as written, while the firmware's setup has it off. */
  readonly savedTpm?: string;
  /** `<watchdog>` as written, while the machine is set to have none. */
  readonly savedWatchdog?: string;
  /**
   * In the definition: the machine is being restarted, so whoever finds it off starts it. A running machine whose
   * own metadata has it too was started after this was written: the restart is over.
   */
  readonly restarting?: 'forced' | 'graceful';
  /**
   * Only in the metadata of a running machine: since when (milliseconds since 1970) the override waits for the next
   * reset. An override without it was in force when the present boot began.
   */
  readonly armed?: number;
}

/** The record with another medium in this drive, or without any. */
export function withMedia(record: MachineRecord, drive: MediaDriveId, entry: MediaRecord | undefined): MachineRecord {
  const { [drive]: _, ...others } = record.media ?? {};
  return { ...record, media: entry ? { ...others, [drive]: entry } : others };
}
