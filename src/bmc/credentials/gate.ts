/** Lets a bounded number of things happen at once, and a bounded number wait. */
export interface Gate {
  /** Undefined: too many wait already, and nothing was started. */
  run<T>(work: () => Promise<T>): Promise<T> | undefined;
}

export const createGate = (concurrency: number, queue: number): Gate => {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (): Promise<void> | undefined => {
    if (running < concurrency) {
      running += 1;
      return undefined;
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const leave = (): void => {
    const next = waiting.shift();
    // The place passes on as it is, so nobody can slip in between.
    if (next === undefined) running -= 1;
    else next();
  };
  return {
    run: (work) => {
      if (running >= concurrency && waiting.length >= queue) return undefined;
      const turn = enter();
      return (async () => {
        await turn;
        try {
          return await work();
        } finally {
          leave();
        }
      })();
    },
  };
};
