import { HypervisorError, type Machine, type MediaDriveId, type Medium, type MediumSource } from '../../port.js';
import type { ImageStore } from './store.js';

/** How an image gets to where QEMU runs. */
export interface Transfer {
  /** Hands `insert` a source that the hypervisor can read. `machine` is as last seen. */
  bring(
    machine: Machine,
    drive: MediaDriveId,
    source: MediumSource,
    medium: Medium,
    insert: (source: MediumSource) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  /** Something was ejected, or a machine is gone: images of no machine may go too. */
  tidy(machines: readonly Machine[]): Promise<void>;
}

/** The daemon runs here: QEMU opens the file where it lies. */
export const direct: Transfer = {
  bring: (_machine, _drive, source, _medium, insert) => insert(source),
  tidy: () => Promise.resolve(),
};

/** The daemon runs elsewhere: files go through its storage. */
export function uploading(store: ImageStore): Transfer {
  return {
    bring(machine, drive, source, medium, insert, signal) {
      if (source.kind !== 'file') return insert(source);
      // Found out before the upload rather than after; the insert itself looks again.
      if (machine.media.some(({ id, medium: held }) => id === drive && held)) {
        throw new HypervisorError('conflict', `drive ${drive} holds a medium already`);
      }
      return store.with(source, medium, insert, signal);
    },
    tidy: (machines) => store.collect(machines.flatMap(({ media }) => media.flatMap(({ medium }) => medium ?? []))),
  };
}
