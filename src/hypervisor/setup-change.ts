import { bootMenuLimit, HypervisorError, type Machine, type SetupValues } from './port.js';

/** The setup after `change`, the same for every driver. Throws `unsupported` and `invalid`, naming the value. */
export function applySetupChange({ name, setup, processors }: Machine, change: SetupValues): SetupValues {
  const next = setup?.next ?? {};
  for (const key of Object.keys(change)) {
    if (!Object.hasOwn(next, key)) throw new HypervisorError('unsupported', `machine ${name} has no ${key} to set`);
  }
  const { sockets, coresPerSocket, threadsPerCore } = processors;
  mustBeWithin('number of processors', change.processors, 1, sockets * coresPerSocket * threadsPerCore);
  mustBeWithin('seconds of the boot menu', change.bootMenu, 0, bootMenuLimit);
  return { ...next, ...change };
}

function mustBeWithin(what: string, value: number | undefined, low: number, high: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= low && value <= high)) return;
  throw new HypervisorError('invalid', `${what} ${value} is not from ${low} to ${high}`);
}
