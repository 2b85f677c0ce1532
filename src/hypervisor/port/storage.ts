/** Making and removing disks: what a RAID controller does for a real machine, a storage pool does for a virtual one. */

/** What a disk is to be. */
export interface VolumeRequest {
  /** `virtio`, `sata`, `scsi`, `ide`, `usb`. */
  readonly bus: string;
  /** Bytes that the guest sees; rounded up to whole sectors. */
  readonly capacity: number;
  /** Target of a disk of the same machine: the volume comes to lie in the pool where that one lies. */
  readonly beside?: string;
}

/** Moves all the time, and is therefore no part of a snapshot. Bytes. */
export interface DiskUsage {
  /** What the guest sees. */
  readonly capacity: number;
  /** What it takes on the host. */
  readonly allocated: number;
}

export interface StorageControl {
  /**
   * Makes an empty disk and plugs it in, for good; all or nothing. Its blocks take room as they are written. Resolves to
   * its target, which is a disk with a `volume` in the next snapshot.
   * `no-space`: the pool could never hold it, or is full. `conflict`: it cannot be plugged into a running machine on
   * this bus. `unsupported`: no such bus, or nowhere to put it. `not-found`: no disk of the target `beside`.
   */
  createVolume(id: string, wanted: VolumeRequest): Promise<string>;
  /**
   * Unplugs such a disk and deletes what is on it. `unsupported`: any other disk. `conflict`: the guest does not let go
   * of it, or something else uses its content; it stays as it is then.
   */
  deleteVolume(id: string, target: string): Promise<void>;
  /** At most some seconds old. Undefined where the hypervisor cannot tell. `not-found`: no such machine or disk. */
  diskUsage(id: string, target: string): Promise<DiskUsage | undefined>;
}

/** A disk was plugged in or taken out, by whomever. */
export interface DiskEvent {
  readonly type: 'disk';
  readonly id: string;
  readonly target: string;
  readonly present: boolean;
}
