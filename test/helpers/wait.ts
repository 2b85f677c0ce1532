import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Between two looks: at least `least` milliseconds, and five times what a look takes. Most that take long start a
 * process (virsh), and asking without a pause would keep a processor from the guest that is waited for.
 */
export const pauseAfter = (begun: number, least: number): Promise<void> =>
  sleep(Math.max(least, 5 * (performance.now() - begun)));

/**
 * Asks until the answer is neither undefined nor false, and returns it. The limit is there to end a test that will
 * never pass, not to measure: it is generous, and `what` says in the error which condition did not come.
 */
export const waitFor = async <T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  { limit = 60_000, every = 50 }: { readonly limit?: number; readonly every?: number } = {},
): Promise<T> => {
  const end = Date.now() + limit;
  for (;;) {
    const begun = performance.now();
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s in vain for: ${what}`);
    await pauseAfter(begun, every);
  }
};
