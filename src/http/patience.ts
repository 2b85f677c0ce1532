import { setImmediate } from 'node:timers/promises';

/** Milliseconds that one request may keep all others waiting. */
const slice = 10;

/** Called now and then in long work, lets others have their turn when it is due. */
export const createPatience = (): (() => Promise<void> | undefined) => {
  let since = performance.now();
  return () => {
    if (performance.now() - since < slice) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
};
