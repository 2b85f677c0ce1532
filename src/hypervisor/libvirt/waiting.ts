/** Everything here that waits for time to pass, or for a guest. */
export interface Waiting {
  /** Resolves to true at the machine's next `rebooted`, to false when that does not come in time. */
  reboot(id: string): Promise<boolean>;
  /** Somebody waited for this. */
  rebooted(id: string): boolean;
  /** Calls `run` once after so many milliseconds; a later call for the same machine takes its place. */
  after(id: string, milliseconds: number, run: () => void): void;
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
    rebooted(id) {
      const waiter = reboots.get(id);
      waiter?.(true);
      return waiter !== undefined;
    },
    after(id, milliseconds, run) {
      clearTimeout(timers.get(id));
      const timer = setTimeout(() => {
        timers.delete(id);
        run();
      }, milliseconds);
      timers.set(id, timer);
    },
    close() {
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      for (const waiter of reboots.values()) waiter(false);
    },
  };
}
