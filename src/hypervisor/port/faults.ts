/** What befalls a guest, as its hypervisor sees it. */

/** What a watchdog does when nobody has fed it in time, in libvirt's words (formatdomain, "Watchdog devices"). */
export const watchdogActions = ['none', 'reset', 'poweroff', 'shutdown', 'pause', 'dump', 'inject-nmi'] as const;
export type WatchdogAction = (typeof watchdogActions)[number];

export type FaultEvent =
  /** `Machine.crashed` became this. */
  | { readonly type: 'crashed'; readonly id: string; readonly crashed: boolean }
  /** The guest did not feed its watchdog in time, and that was done. */
  | { readonly type: 'watchdog'; readonly id: string; readonly action: WatchdogAction }
  /** The host could not read or write for a disk: `target` as in `Disk`, where it is known. Not told of every request. */
  | { readonly type: 'io-error'; readonly id: string; readonly target?: string; readonly reason: string };
