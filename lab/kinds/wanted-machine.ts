import type { LabDisk, LabMachine } from '../spec/types.js';

/** A machine, and what only its host can tell. */
export interface WantedMachine {
  readonly machine: LabMachine;
  /** `kvm` or `qemu`. */
  readonly type: string;
  /** libvirt's name of a network, by the lab's. */
  readonly networks: ReadonlyMap<string, string>;
  readonly pathOf: (disk: LabDisk) => string;
  readonly serialLog: string;
}
