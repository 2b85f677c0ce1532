import type { Clock } from './clock.js';

/** A clock that stands still until it is wound: for tests of things that take time. */
export interface HandClock extends Clock {
  /** Lets so many milliseconds pass, and what was due in them happen in its order. */
  readonly advance: (milliseconds: number) => void;
  /** Things that are still to happen. */
  readonly pending: number;
}

export function createHandClock(start = new Date('2026-01-01T00:00:00Z')): HandClock {
  let now = start.getTime();
  let timers: readonly { readonly due: number; readonly run: () => void }[] = [];
  return {
    now: () => new Date(now),
    after(milliseconds, run) {
      const timer = { due: now + milliseconds, run };
      timers = [...timers, timer].sort((a, b) => a.due - b.due);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      for (let [first] = timers; first !== undefined && first.due <= end; [first] = timers) {
        timers = timers.slice(1);
        now = first.due;
        first.run();
      }
      now = end;
    },
    get pending() {
      return timers.length;
    },
  };
}
