import { setTimeout as sleep } from 'node:timers/promises';
import type { DeliverySettings, RetryPolicy } from './types.js';

/** Milliseconds: the longest pause that backing off comes to. */
const longestPause = 3_600_000;

export interface CourierOptions<T> {
  /** Throws where the receiver did not take it. */
  readonly deliver: (item: T, signal: AbortSignal) => Promise<void>;
  readonly policy: () => RetryPolicy;
  readonly settings: () => DeliverySettings;
  /** How many may wait; of more, the oldest go. */
  readonly room: number;
  /** What waits and is worth nothing any more once this one is there. */
  readonly supersedes?: (item: T, waiting: T) => boolean;
  readonly onDropped: () => void;
  readonly onDelivered: () => void;
  readonly onFailure: (error: unknown) => void;
  /** The tries are used up, and the policy has an end. The queue is empty then, until `add` is called again. */
  readonly onGivenUp: () => void;
}

/** Takes things to one receiver: one at a time, in order, and again where that fails. */
export interface Courier<T> {
  add(item: T): void;
  /** Gives up what is under way and what waits. Resolves when nothing moves any more. */
  stop(): Promise<void>;
}

const pauseOf = (policy: RetryPolicy, { interval }: DeliverySettings, failures: number): number => {
  const seconds = policy === 'RetryForever' ? interval : interval * 2 ** Math.min(failures - 1, 20);
  return Math.min(longestPause, seconds * 1000);
};

const hasEnd = (policy: RetryPolicy): boolean => policy === 'TerminateAfterRetries' || policy === 'SuspendRetries';

export const createCourier = <T>(options: CourierOptions<T>): Courier<T> => {
  const { deliver, policy, settings, room, supersedes, onDropped, onDelivered, onFailure, onGivenUp } = options;
  const waiting: T[] = [];
  const stop = new AbortController();
  let running: Promise<void> | undefined;

  /** True: delivered. False: given up. */
  const insist = async (item: T): Promise<boolean> => {
    for (let failures = 1; ; failures += 1) {
      try {
        await deliver(item, stop.signal);
        onDelivered();
        return true;
      } catch (error) {
        if (stop.signal.aborted) return false;
        onFailure(error);
        if (hasEnd(policy()) && failures > settings().attempts) return false;
      }
      await sleep(pauseOf(policy(), settings(), failures), undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return false;
    }
  };

  const run = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined && !stop.signal.aborted; item = waiting.shift()) {
      if (await insist(item)) continue;
      waiting.length = 0;
      if (!stop.signal.aborted) onGivenUp();
    }
    running = undefined;
  };

  return {
    add: (item) => {
      if (stop.signal.aborted) return;
      const stale = supersedes === undefined ? -1 : waiting.findIndex((one) => supersedes(item, one));
      if (stale >= 0) waiting.splice(stale, 1);
      waiting.push(item);
      if (waiting.length > room) {
        waiting.shift();
        onDropped();
      }
      running ??= run();
    },
    stop: async () => {
      stop.abort();
      waiting.length = 0;
      await running;
    },
  };
};
