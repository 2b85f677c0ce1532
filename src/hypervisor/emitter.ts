import type { HypervisorEvent } from './port.js';

type Listener = (event: HypervisorEvent) => void;

/** The listeners of one hypervisor. An event reaches those that were there when it happened, in the order of subscribing. */
export interface Emitter {
  readonly subscribe: (listener: Listener) => () => void;
  readonly emit: (event: HypervisorEvent) => void;
}

export function createEmitter(): Emitter {
  const subscriptions = new Set<{ readonly listener: Listener }>();
  return {
    subscribe(listener) {
      // An object of its own, so that the same function may subscribe twice.
      const subscription = { listener };
      subscriptions.add(subscription);
      return () => void subscriptions.delete(subscription);
    },
    emit(event) {
      for (const { listener } of [...subscriptions]) listener(event);
    },
  };
}
