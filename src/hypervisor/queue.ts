import { HypervisorError } from './port.js';

/** Work on one key runs one after the other, in the order of the calls; keys never wait for each other. */
export interface Queues {
  /**
   * Runs `work` after everything that was handed in earlier under the same key, whether that succeeded or failed.
   * An abort while it waits rejects at once with `cancelled`, and `work` never starts; once started, `work` itself
   * has to watch the signal.
   */
  run<T>(key: string, work: () => Promise<T> | T, signal?: AbortSignal): Promise<T>;
  /** Keys with work running or waiting. */
  readonly size: number;
}

interface Waiter {
  readonly start: () => void;
}

/** One queue per machine is what keeps two writes to it from losing one another. */
export function createQueues(): Queues {
  /** Present while work under the key runs: what waits behind it. */
  const queues = new Map<string, Waiter[]>();

  function next(key: string): void {
    const waiter = queues.get(key)?.shift();
    if (waiter === undefined) queues.delete(key);
    else waiter.start();
  }

  async function turn(key: string, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw cancelled(signal);
    const waiting = queues.get(key);
    if (waiting === undefined) {
      queues.set(key, []);
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const waiter: Waiter = {
        start: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      const abort = () => {
        waiting.splice(waiting.indexOf(waiter), 1);
        reject(cancelled(signal));
      };
      signal?.addEventListener('abort', abort, { once: true });
      waiting.push(waiter);
    });
  }

  return {
    async run(key, work, signal) {
      await turn(key, signal);
      try {
        return await work();
      } finally {
        next(key);
      }
    },
    get size() {
      return queues.size;
    },
  };
}

function cancelled(signal: AbortSignal | undefined): HypervisorError {
  return new HypervisorError('cancelled', 'the caller gave up while waiting for its turn', { cause: signal?.reason });
}
