/** Everything here that waits for time to pass, or for a guest. */
export interface Waiting {
  /** Resolves to true at the machine's next `rebooted`, to false when that does not come in time. */
  reboot(id: string): Promise<boolean>;
  rebooted(id: string): void;
  /** Calls `run` once after so many milliseconds; a later call under the same key takes its place. */
  after(key: string, milliseconds: number, run: () => void): void;
  /** Calls it off. */
  cancel(key: string): void;
  /** Something waits under this key. */
  has(key: string): boolean;
  /** Ends all of it; nothing is run any more. */
  close(): void;
}

/** QEMU resets within milliseconds of being told, a busy host within seconds. */
const rebootTimeout = 10_000;

export function createWaiting(): Waiting {
  const reboots = new Map<string, (rebooted: boolean) => void>();
  const timers = new Map<string, NodeJS.Timeout>();

  return {
    reboot(id) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => reboots.get(id)?.(false), rebootTimeout);
        reboots.set(id, (rebooted) => {
          clearTimeout(timer);
          reboots.delete(id);
          resolve(rebooted);
        });
      });
    },
    rebooted: (id) => reboots.get(id)?.(true),
    after(key, milliseconds, run) {
      clearTimeout(timers.get(key));
      const timer = setTimeout(() => {
        timers.delete(key);
        run();
      }, milliseconds);
      timers.set(key, timer);
    },
    cancel(key) {
      clearTimeout(timers.get(key));
      timers.delete(key);
    },
    has: (key) => timers.has(key),
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      for (const waiter of reboots.values()) waiter(false);
    },
  };
}
