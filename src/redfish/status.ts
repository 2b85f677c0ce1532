import type { Machine } from '../hypervisor/port.js';

export const healthy = { State: 'Enabled', Health: 'OK', HealthRollup: 'OK' } as const;

/** `Resource.Status` of a machine: it is there when it is off, too. */
export const healthOf = ({ power, crashed }: Machine) => {
  const health = crashed ? 'Critical' : 'OK';
  const states = {
    On: 'Enabled',
    PoweringOn: 'Starting',
    Paused: 'Quiesced',
    PoweringOff: 'Enabled',
    Off: 'Disabled',
  } as const;
  return { State: states[power], Health: health, HealthRollup: health };
};
