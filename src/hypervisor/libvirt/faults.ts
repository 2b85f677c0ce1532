import type { LibvirtEvents } from '../../libvirt/index.js';
import type { HypervisorEvent, Machine, WatchdogAction } from '../port.js';

/** `virDomainEventWatchdogAction`, by its numbers. */
const actions: readonly WatchdogAction[] = ['none', 'pause', 'reset', 'poweroff', 'shutdown', 'dump', 'inject-nmi'];

/** Milliseconds in which one disk is heard once: a broken one fails at every request. */
const lull = 10_000;

/** What libvirt tells of a guest's misfortunes, as events of the port. */
export function createFaults({
  known,
  now,
  emit,
}: {
  readonly known: (id: string) => Machine | undefined;
  readonly now: () => number;
  readonly emit: (event: HypervisorEvent) => void;
}) {
  const heard = new Map<string, number>();
  return {
    watchdog({ domain: { uuid: id }, action }: LibvirtEvents['watchdog']): void {
      emit({ type: 'watchdog', id, action: actions[action] ?? 'none' });
    },
    ioError({ domain: { uuid: id }, device, source, reason }: LibvirtEvents['ioError']): void {
      const key = `${id} ${device}`;
      const last = heard.get(key);
      if (last !== undefined && now() - last < lull) return;
      heard.set(key, now());
      const target = known(id)?.disks.find((disk) => disk.source === source)?.target;
      emit({ type: 'io-error', id, ...(target !== undefined && { target }), reason: reason || 'other' });
    },
    forget(id: string): void {
      for (const key of heard.keys()) if (key.startsWith(id)) heard.delete(key);
    },
  };
}

export type Faults = ReturnType<typeof createFaults>;
