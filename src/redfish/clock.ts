/** The clock of a machine's manager: the host's, moved by what a client set. */
import type { MachineState } from '../hypervisor/port.js';

const minute = 60_000;

/** `DateTimeLocalOffset`. */
export const zoneOf = ({ timeZone }: MachineState): string => timeZone ?? '+00:00';

/** Milliseconds that a zone such as `+02:00` is ahead of UTC. */
const ahead = (zone: string): number => {
  const [hours = 0, minutes = 0] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * minute;
};

/** `DateTime`, seconds exact, in the manager's zone. */
export const dateTimeIn = (state: MachineState, now: number): string => {
  const zone = zoneOf(state);
  const local = new Date(now + (state.clockOffset ?? 0) + ahead(zone));
  return local.toISOString().slice(0, 19) + zone;
};

/** The `clockOffset` with which the manager's clock shows this time now. */
export const offsetFrom = (dateTime: string, now: number): number => Date.parse(dateTime) - now;
