import { cancelled } from './errors.js';
import type { Progress } from './types.js';

/** Something that is kept until it is released. */
export interface Kept<T> {
  readonly value: T;
  release(): void;
}

export interface FlightControl {
  /** Aborted when the last caller has given up. */
  readonly signal: AbortSignal;
  progress(progress: Progress): void;
}

export interface Caller {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

interface Flight<T> {
  readonly control: AbortController;
  readonly result: Promise<Kept<T>>;
  readonly listeners: Set<(progress: Progress) => void>;
  latest?: Progress;
  callers: number;
}

export interface Flights<T> {
  /** Work of the same key that is under way is joined; else `start` is called. Rejects as `start` does, or `cancelled`. */
  join(key: string, start: (control: FlightControl) => Promise<Kept<T>>, caller: Caller): Promise<Kept<T>>;
  /** Cancels all, and resolves when they have ended. */
  close(): Promise<void>;
}

/**
 * One piece of work for all who want the same at once. Each may give up on its own, and releases what it got on its
 * own; the work ends early, and its result is released, with the last of them.
 */
export function createFlights<T>(): Flights<T> {
  const joinable = new Map<string, Flight<T>>();
  const running = new Set<Flight<T>>();

  function begin(key: string, start: (control: FlightControl) => Promise<Kept<T>>): Flight<T> {
    const control = new AbortController();
    const listeners = new Set<(progress: Progress) => void>();
    const progress = (now: Progress): void => {
      flight.latest = now;
      for (const listener of listeners) listener(now);
    };
    const flight: Flight<T> = {
      control,
      listeners,
      callers: 0,
      result: Promise.resolve().then(() => start({ signal: control.signal, progress })),
    };
    const landed = (): void => {
      running.delete(flight);
      if (joinable.get(key) === flight) joinable.delete(key);
    };
    flight.result.then(landed, landed);
    running.add(flight);
    joinable.set(key, flight);
    return flight;
  }

  /** The last to leave turns off the light: cancels the work, or releases what came of it. */
  function leave(key: string, flight: Flight<T>): void {
    flight.callers -= 1;
    if (flight.callers > 0) return;
    // A new caller must not join what is about to end.
    if (joinable.get(key) === flight) joinable.delete(key);
    flight.control.abort();
    flight.result.then(
      (kept) => kept.release(),
      () => {}, // Every caller was told.
    );
  }

  return {
    async join(key, start, { signal, onProgress }) {
      if (signal?.aborted === true) throw cancelled(signal.reason);
      const flight = joinable.get(key) ?? begin(key, start);
      flight.callers += 1;
      if (onProgress !== undefined) {
        flight.listeners.add(onProgress);
        if (flight.latest !== undefined) onProgress(flight.latest);
      }
      try {
        const { value } = await orAbort(flight.result, signal);
        let released = false;
        return {
          value,
          release() {
            if (!released) leave(key, flight);
            released = true;
          },
        };
      } catch (error) {
        leave(key, flight);
        throw error;
      } finally {
        if (onProgress !== undefined) flight.listeners.delete(onProgress);
      }
    },
    async close() {
      const all = [...running];
      for (const flight of all) flight.control.abort();
      await Promise.allSettled(all.map(({ result }) => result));
    },
  };
}

async function orAbort<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let abort: (() => void) | undefined;
  const gaveUp = new Promise<never>((_, reject) => {
    abort = () => reject(cancelled(signal.reason));
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, gaveUp]);
  } finally {
    if (abort !== undefined) signal.removeEventListener('abort', abort);
  }
}
