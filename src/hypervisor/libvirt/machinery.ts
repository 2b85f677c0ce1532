import type { Domain } from '../../libvirt/index.js';
import type { SetupOffers } from './setup/read.js';
import type { Unplugging } from './waiting.js';
import type { XmlElement } from './xml/parse.js';

/** What an operation on one machine works with, while it is the only one on that machine. */
export interface Machinery {
  readonly id: string;
  readonly domain: Domain;
  /** The hypervisor has the buttons of a real machine: reset, and ACPI's for power (libvirt's test driver has none). */
  readonly hasButtons: boolean;
  /** Replaces the persistent definition (`virDomainDefineXML`), unless it is the same as `before`. */
  define(text: string, before?: string): Promise<void>;
  /** The hypervisor has firmware with secure boot for such a machine. */
  hasSecureFirmware(domain: XmlElement): Promise<boolean>;
  /** What the firmware's setup of such a machine could have. */
  setupOffers(domain: XmlElement): Promise<SetupOffers>;
  /** Resolves to true when the machine has been reset, to false when that was not heard of in time. Call before the reset. */
  nextReboot(): Promise<boolean>;
  /** What becomes of a device that is being unplugged. Call before it is. */
  deviceGone(alias: string): Unplugging;
  /** From now on the guest has a limited time to restart; then `force` gets its turn. */
  watchRestart(): void;
}
