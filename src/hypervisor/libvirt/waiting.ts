/** Everything here that waits for time to pass, or for a guest. */
export interface Waiting {
  /** Resolves to true at the machine's next `rebooted`, to false when that does not come in time. */
  reboot(id: string): Promise<boolean>;
  rebooted(id: string): void;
  /** Waits for `unplugged` of this device. */
  device(id: string, alias: string): Unplugging;
  unplugged(id: string, alias: string, gone: boolean): void;
  /** Calls `run` once after so many milliseconds; a later call under the same key takes its place. */
  after(key: string, milliseconds: number, run: () => void): void;
  /** Calls it off. */
  cancel(key: string): void;
  /** Something waits under this key. */
  has(key: string): boolean;
  /** Ends all of it; nothing is run any more. */
  close(): void;
}

export interface Unplugging {
  /** Resolves to true when the guest has let go, to false when it would not, or did not in time. */
  readonly happened: Promise<boolean>;
  /** Nobody waits any more. */
  forget(): void;
}

/** QEMU resets within milliseconds of being told, a busy host within seconds. */
const rebootTimeout = 10_000;

/** `unplugTimeout`: milliseconds that a guest has to let go of a device. */
export function createWaiting({ unplugTimeout }: { readonly unplugTimeout: number }): Waiting {
  const reboots = new Map<string, (rebooted: boolean) => void>();
  const devices = new Map<string, (gone: boolean) => void>();
  const timers = new Map<string, NodeJS.Timeout>();
  const deviceKey = (id: string, alias: string) => `${id} ${alias}`;

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
    device(id, alias) {
      const key = deviceKey(id, alias);
      const happened = new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => devices.get(key)?.(false), unplugTimeout);
        devices.set(key, (gone) => {
          clearTimeout(timer);
          devices.delete(key);
          resolve(gone);
        });
      });
      return { happened, forget: () => devices.get(key)?.(false) };
    },
    unplugged: (id, alias, gone) => devices.get(deviceKey(id, alias))?.(gone),
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
      for (const waiter of [...reboots.values(), ...devices.values()]) waiter(false);
    },
  };
}
