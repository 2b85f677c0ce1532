import type { BootProgress, Machine } from '../../port.js';
import { children, find } from '../xml/find.js';
import type { XmlElement } from '../xml/parse.js';

/** What was heard of a machine's boots; a time stands for an event that came while somebody listened. */
export interface BootsHeard {
  readonly lastResetTime?: Date;
  readonly progress: { readonly state: BootProgress; readonly since: Date; readonly bootSeconds?: number };
}

/** Boots of machines, by what libvirt tells of them. Kept in memory: libvirt itself keeps no time of any of it. */
export interface Progress {
  heard(id: string): BootsHeard | undefined;
  /** It was started or reset. */
  boots(id: string): void;
  stopped(id: string): void;
  /** The guest opened the channel of its agent, which the operating system starts. */
  agentConnected(id: string): void;
  /** It runs on from somewhere else: a saved state, a snapshot, another host. */
  forget(id: string): void;
  /** Nobody listened for a while: any of it may have happened again. */
  clear(): void;
}

export function createProgress(now: () => Date): Progress {
  const machines = new Map<string, BootsHeard>();

  function note(id: string, state: BootProgress, reset?: Date): void {
    const before = machines.get(id);
    const lastResetTime = reset ?? before?.lastResetTime;
    const since = reset ?? now();
    // From its reset, where that was heard: an agent may also be the first thing that is heard of a machine.
    const bootSeconds =
      state === 'OSRunning' && lastResetTime && before?.progress.state !== 'None'
        ? (since.getTime() - lastResetTime.getTime()) / 1000
        : before?.progress.bootSeconds;
    const progress = { state, since, ...(bootSeconds !== undefined && { bootSeconds }) };
    machines.set(id, { ...(lastResetTime && { lastResetTime }), progress });
  }

  return {
    heard: (id) => machines.get(id),
    boots: (id) => note(id, 'PrimaryProcessorInitializationStarted', now()),
    stopped: (id) => note(id, 'None'),
    agentConnected(id) {
      // An agent that was restarted tells nothing new of the boot.
      if (machines.get(id)?.progress.state !== 'OSRunning') note(id, 'OSRunning');
    },
    forget: (id) => void machines.delete(id),
    clear: () => machines.clear(),
  };
}

/**
 * What can be said of the last boot. Where nothing was heard, the definition still tells a machine that is off, and
 * an agent that is there (`<target name='org.qemu.guest_agent.0' state='connected'/>`): without a time.
 */
export function progressOf(live: XmlElement | undefined, heard: BootsHeard | undefined): Machine['boot']['progress'] {
  if (!live) return heard?.progress.state === 'None' ? heard.progress : { state: 'None' };
  // Not heard yet that it runs: the news is on its way.
  if (heard && heard.progress.state !== 'None') return heard.progress;
  return hasAgent(live) ? { state: 'OSRunning' } : undefined;
}

/** The guest has opened the channel of its agent. */
export const hasAgent = (live: XmlElement): boolean =>
  children(find(live, 'devices'), 'channel').some((channel) => {
    const { name, state } = find(channel, 'target')?.attributes ?? {};
    return name === 'org.qemu.guest_agent.0' && state === 'connected';
  });
