/** `ComputerSystem.HostWatchdogTimer`: the watchdog that the machine is set to have. */
import type { Machine, SetupValues, WatchdogAction } from '../hypervisor/port.js';
import type { Properties } from './annotations.js';
import { conflicting, throwAll, unknown } from './problems.js';
import type { ObjectSchema, Value } from './schema.js';

/** What a virtual machine can be told to do; a power cycle is none of it. */
const settable = { None: 'none', ResetSystem: 'reset', PowerDown: 'poweroff' } as const;

const actionNames: Readonly<Record<WatchdogAction, string>> = {
  none: 'None',
  reset: 'ResetSystem',
  poweroff: 'PowerDown',
  // Its owner's choice, and nothing that the schema knows.
  shutdown: 'OEM',
  pause: 'OEM',
  dump: 'OEM',
  'inject-nmi': 'OEM',
};

export const watchdogProperties = {
  type: 'object',
  silent: true,
  properties: {
    FunctionEnabled: { type: 'boolean' },
    TimeoutAction: { type: 'string', enum: ['None', 'ResetSystem', 'PowerDown'] },
  },
} as const satisfies ObjectSchema;

/**
 * No `WarningAction`: a virtual watchdog warns nobody. What is shown is what the machine is set to; while it runs with
 * something else, its state says that this waits for a reset.
 */
export const readWatchdog = ({ setup }: Machine): Properties => {
  const { now, next } = { now: setup?.now.watchdog, next: setup?.next.watchdog };
  if (next === undefined) return {};
  const enabled = next !== 'absent';
  const state = now !== next ? 'StandbyOffline' : enabled ? 'Enabled' : 'Disabled';
  return {
    HostWatchdogTimer: {
      FunctionEnabled: enabled,
      TimeoutAction: enabled ? actionNames[next] : 'None',
      Status: { State: state },
    },
  };
};

/** What a PATCH asks for. Throws where the machine cannot have a watchdog, or none is on whose action could be set. */
export const watchdogChange = (
  { setup }: Machine,
  body: Value<typeof watchdogProperties> | undefined,
): SetupValues | undefined => {
  if (body === undefined) return undefined;
  const now = setup?.next.watchdog;
  if (now === undefined) throwAll([unknown({ property: 'HostWatchdogTimer' })]);
  const { FunctionEnabled: enabled = now !== 'absent', TimeoutAction: action } = body;
  if (!enabled) {
    const place = { property: 'HostWatchdogTimer/TimeoutAction' };
    const idle = action === undefined || action === 'None';
    if (!idle) throwAll([conflicting(place, action, 'HostWatchdogTimer/FunctionEnabled')]);
    return { watchdog: 'absent' };
  }
  if (action !== undefined) return { watchdog: settable[action] };
  return { watchdog: now === undefined || now === 'absent' ? 'reset' : now };
};
