/** What the setup program of a real machine's firmware offers, and a virtual machine's definition can give. */

import type { WatchdogAction } from './faults.js';

/** A member is there where the machine can have it. */
export interface SetupValues {
  /** vCPUs that are online at power-on: libvirt's `<vcpu current>`. At most sockets x cores x threads. */
  readonly processors?: number;
  /** The guest can be a hypervisor itself: VMX or SVM. */
  readonly virtualization?: boolean;
  /** There is a TPM. One that is taken away is kept, with all that it holds, and comes back. */
  readonly tpm?: boolean;
  /** BIOS shows its screen on the first serial port too: libvirt's `<bios useserial>`. UEFI does so by itself. */
  readonly serialConsole?: boolean;
  /** Whole seconds, up to 65, that the boot menu waits for a key. 0: there is no menu. */
  readonly bootMenu?: number;
  /** BIOS that found nothing to boot tries again: libvirt's `<bios rebootTimeout>`. */
  readonly bootRetry?: boolean;
  /** What its watchdog does to a guest that does not feed it; `absent`: there is none. One that is taken away comes back as it was. */
  readonly watchdog?: WatchdogAction | 'absent';
}

export interface MachineSetup {
  /** In force. */
  readonly now: SetupValues;
  /** Of the next power-on: the same object where nothing waits. */
  readonly next: SetupValues;
}

export const bootMenuLimit = 65;

export interface SetupControl {
  /**
   * All or nothing; in force with the next power-on, at once where the machine is off. A reset by this port is such a
   * power-on as soon as something waits for it; a guest's own reboot is none. `unsupported`: the machine cannot have
   * one of these. `invalid`: out of range.
   */
  setSetup(id: string, change: SetupValues): Promise<void>;
}
