/** Time as the reference driver sees it; a test hands in one that it winds by hand. */
export interface Clock {
  readonly now: () => Date;
  /** Calls `run` once after so many milliseconds; the result calls it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** The machine's own clock. A simulated machine that is busy does not keep the process alive. */
export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds).unref();
    return () => clearTimeout(timer);
  },
};
