import type { BootTarget, HypervisorError } from '../port.js';
import type { GuestFacts } from './record.js';
import type { MachineSpec } from './spec.js';

/** What faults can be put into. `machine` stands for `machineByName` too. */
export type Operation =
  | 'machines'
  | 'machine'
  | 'reset'
  | 'setBoot'
  | 'setSecureBoot'
  | 'setSetup'
  | 'keys'
  | 'changeKeys'
  | 'installFirmware'
  | 'rollBackFirmware'
  | 'insertMedia'
  | 'ejectMedia'
  | 'setState'
  | 'setAutostart'
  | 'screenshot'
  | 'createVolume'
  | 'deleteVolume'
  | 'diskUsage'
  | 'measure'
  | 'hasConsoleText'
  | 'consoleText';

/** The other side of the reference driver: what guests do, what hypervisors suffer. All throw `not-found` for an unknown id. */
export interface MemoryControls {
  /** Throws `invalid`, or `conflict` where the UUID or the name is taken. */
  add(spec: MachineSpec): void;
  /** As if it had been undefined behind our back. */
  remove(id: string): void;
  /** As `virsh domrename` does. Throws `conflict` where the name is taken. */
  rename(id: string, name: string): void;

  /** The guest reboots itself. Throws `conflict` unless it runs. */
  guestReboot(id: string): void;
  /** The guest shuts itself down. Throws `conflict` unless it runs. */
  guestShutdown(id: string): void;
  /** The guest panics: still powered, doing nothing. Throws `conflict` unless it runs. */
  guestCrash(id: string): void;
  /** The guest hangs: deaf, and it feeds its watchdog no more. Throws `conflict` unless it runs. */
  guestHang(id: string): void;
  /** The guest hears the power button (the default), or does not. */
  ignoreAcpi(id: string, ignores: boolean): void;
  /** The guest's agent tells this, and nothing else, until the guest ends. Throws `conflict` unless it runs. */
  guestTells(id: string, facts: GuestFacts): void;
  /** As `virsh domif-setlink` does. */
  setLink(id: string, mac: string, up: boolean): void;
  /** A device that is there may boot nothing: a blank disk, a network without a boot server. All boot by default. */
  setBootable(id: string, target: BootTarget, bootable: boolean): void;
  /** What the last boot used; undefined if nothing booted, or none has happened. */
  bootedFrom(id: string): BootTarget | undefined;
  /** Boots so far. */
  boots(id: string): number;
  /** NMIs so far. */
  nmis(id: string): number;

  /** The next `times` (1) calls of the operation fail with this, and change nothing. */
  failNext(operation: Operation, error: HypervisorError, times?: number): void;
  /** Until set to 0, every call of the operation takes so many milliseconds longer. */
  delay(operation: Operation, milliseconds: number): void;
  /** Ends and restores the connection. */
  setAvailable(available: boolean): void;
}
