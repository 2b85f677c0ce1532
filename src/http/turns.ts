/** Bounds what is done at once, and shares it: who asks for much waits for himself, and nobody else for him. */
export interface TurnsOptions {
  readonly atOnce: number;
  /** Of one client, before more is refused. */
  readonly waitingEach: number;
  readonly waitingAll: number;
}

export interface Turns {
  /** Undefined: too many wait already, and nothing was started. */
  take<T>(client: string, work: () => Promise<T>): Promise<T> | undefined;
}

export const createTurns = ({ atOnce, waitingEach, waitingAll }: TurnsOptions): Turns => {
  /** By client; the next turn is that of the first. */
  const queues = new Map<string, (() => void)[]>();
  let running = 0;
  let waiting = 0;

  const queue = (client: string): Promise<void> =>
    new Promise((resolve) => {
      waiting += 1;
      const own = queues.get(client);
      if (own) own.push(resolve);
      else queues.set(client, [resolve]);
    });

  /** A place that gets free passes on as it is, so nobody can slip in between. */
  const leave = (): void => {
    const [first] = queues;
    if (first === undefined) {
      running -= 1;
      return;
    }
    const [client, own] = first;
    queues.delete(client);
    const [next, ...rest] = own;
    if (rest.length > 0) queues.set(client, rest);
    waiting -= 1;
    next?.();
  };

  return {
    take: (client, work) => {
      const mustWait = running >= atOnce;
      const full = waiting >= waitingAll || (queues.get(client)?.length ?? 0) >= waitingEach;
      if (mustWait && full) return undefined;
      if (!mustWait) running += 1;
      const turn = mustWait ? queue(client) : undefined;
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
