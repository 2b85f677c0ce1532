import type { PowerState } from '../port.js';

/** How long a machine has been running since it was started, less the time that it stood still. Milliseconds. */
export interface Run {
  readonly until: number;
  readonly ran: number;
  readonly goesOn: boolean;
  /** It is not off: there is something to measure. */
  readonly live: boolean;
}

export const notRunning: Run = { until: 0, ran: 0, goesOn: false, live: false };

export const ranAt = ({ until, ran, goesOn }: Run, now: number): number =>
  ran + (goesOn ? Math.max(0, now - until) : 0);

/** The run goes on like this from now on. A guest that crashed or is paused uses no time; one that is off starts anew. */
export function runOn(run: Run, { power, crashed }: { power: PowerState; crashed: boolean }, now: number): Run {
  if (power === 'Off' || power === 'PoweringOn') return notRunning;
  return { until: now, ran: ranAt(run, now), goesOn: power !== 'Paused' && !crashed, live: true };
}
