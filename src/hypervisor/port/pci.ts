/** One function on a machine's PCI buses: a device of its definition, or a part of one. */
export interface PciFunction {
  /**
   * Where it is, as libvirt's `<address type='pci'>` has it. `bus` is the number of a controller of the definition: only
   * of bus 0 is it certain that the guest, which numbers its buses itself, calls it the same.
   */
  readonly domain: number;
  readonly bus: number;
  readonly slot: number;
  readonly function: number;
  /** There are, or may be, other functions in its slot. */
  readonly multifunction: boolean;
  /** libvirt's words: name of the element (`interface`, `controller`), and its model (`virtio`, `qemu-xhci`). */
  readonly kind: string;
  readonly model?: string;
  /** Whose it is, where the host's list of ids has it. */
  readonly manufacturer?: string;
  /** As the guest reads them, where they are known: 16 bits each, and 24 of class, subclass and programming interface. */
  readonly vendorId?: number;
  readonly deviceId?: number;
  readonly classCode?: number;
  /** An SR-IOV virtual function; absent: nobody says. */
  readonly virtual?: boolean;
  /** The host's own address of what is passed through: `0000:3b:10.2`. */
  readonly host?: string;
  /** `Nic.mac` of the card that it is. */
  readonly mac?: string;
  /** `Disk.target` of those attached to it. */
  readonly disks: readonly string[];
}
