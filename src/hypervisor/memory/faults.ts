import { HypervisorError } from '../port.js';
import type { Clock } from './clock.js';
import type { MemoryControls, Operation } from './controls.js';

export interface Faults extends Pick<MemoryControls, 'failNext' | 'delay'> {
  /** Waits and throws as it was told to. Undefined where there is nothing to wait for. An abort ends the wait with `cancelled`. */
  readonly pass: (operation: Operation, signal?: AbortSignal) => Promise<void> | undefined;
}

/** Faults that a test puts into the reference driver, none by default. */
export function createFaults(clock: Clock): Faults {
  const failures = new Map<Operation, HypervisorError[]>();
  const delays = new Map<Operation, number>();

  function fail(operation: Operation): void {
    const error = failures.get(operation)?.shift();
    if (error !== undefined) throw error;
  }

  return {
    failNext(operation, error, times = 1) {
      failures.set(operation, [...(failures.get(operation) ?? []), ...Array<HypervisorError>(times).fill(error)]);
    },
    delay(operation, milliseconds) {
      if (milliseconds > 0) delays.set(operation, milliseconds);
      else delays.delete(operation);
    },
    pass(operation, signal) {
      const delay = delays.get(operation);
      if (delay !== undefined) return wait(clock, delay, signal).then(() => fail(operation));
      fail(operation);
      return undefined;
    },
  };
}

function wait(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    const abort = () => {
      cancel();
      reject(new HypervisorError('cancelled', 'the caller gave up', { cause: signal?.reason }));
    };
    signal?.addEventListener('abort', abort, { once: true });
  });
}
