/** Reads and writes of one disk since the machine was started. */
export interface DiskTraffic {
  /** libvirt's target name: `vda`. */
  readonly target: string;
  /** Bytes and requests, as the guest asked for them. Absent: the hypervisor cannot say at the moment. */
  readonly read?: { readonly bytes: number; readonly requests: number };
  readonly written?: { readonly bytes: number; readonly requests: number };
  /** Bytes that it takes on its host. */
  readonly allocation?: number;
}

export interface Traffic {
  readonly bytes: number;
  readonly packets: number;
  readonly errors: number;
  readonly drops: number;
}

/** One interface, seen from the guest. Interfaces whose host side has no counters (user networking) are left out. */
export interface NicUsage {
  /** Lower case, colons: `Nic.mac`. */
  readonly mac: string;
  readonly received: Traffic;
  readonly sent: Traffic;
}

/**
 * What a machine has used since it was started; counters begin at 0 with each start, and a reboot of the guest leaves
 * them alone. A member is absent where the hypervisor cannot say.
 */
export interface Usage {
  /** Seconds of processor time of the machine as its host sees it: all its threads, emulation included. */
  readonly cpu?: number;
  /** Seconds that each vCPU has worked, by its number; 0 for one that is offline. */
  readonly vcpus: readonly number[];
  /** Bytes. `balloon`: what the guest has been left of its memory. `resident`: what it takes on its host now. */
  readonly memory?: {
    readonly balloon?: number;
    readonly resident?: number;
    /** As the guest itself tells: what it sees, and what it could give a program without swapping. */
    readonly visible?: number;
    readonly usable?: number;
  };
  readonly disks: readonly DiskTraffic[];
  readonly nics: readonly NicUsage[];
}

/** Two looks at one machine: rates are what lies between them. */
export interface Measured {
  /** Of the later look. */
  readonly at: Date;
  /** Seconds between the two, by a clock that nobody sets. */
  readonly seconds: number;
  readonly now: Usage;
  /** Absent: it was off at the earlier look, and all counters began at 0 since. */
  readonly before?: Usage;
}

/** Figures that move all the time, and so are no part of a `Machine`. */
export interface Metrics {
  /**
   * All machines that are not off, by id. The later look is a second old at most, however many ask: those who ask
   * within that second share it, and while nobody asks nothing is measured. The earlier look is at most a minute older;
   * where there is none, two are made, and the answer takes a second. Throws `unavailable` and `timeout`.
   */
  measure(): Promise<ReadonlyMap<string, Measured>>;
}
