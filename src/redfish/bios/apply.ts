import { HypervisorError, type Machine, type StateChange } from '../../hypervisor/port.js';
import type { Context } from '../context.js';
import { changeSystem } from '../system-change.js';
import type { MachineChange } from './attribute.js';

interface Step {
  readonly run: () => Promise<unknown>;
  readonly undo: () => Promise<unknown>;
}

/** One after the other. When one fails, those before it are taken back, last first. */
const allOrNone = async ({ log }: Context, { id }: Machine, steps: readonly Step[]): Promise<void> => {
  const done: Step[] = [];
  try {
    for (const step of steps) {
      await step.run();
      done.unshift(step);
    }
  } catch (error) {
    for (const { undo } of done)
      await undo().catch((err: unknown) => log.error({ err, machine: id }, 'a BIOS attribute could not be taken back'));
    throw error;
  }
};

/** Tells the machine what it is to be, and keeps `state` with it: all or none. */
export const applyToMachine = async (
  context: Context,
  machine: Machine,
  { boot, secureBoot, setup }: MachineChange,
  state: StateChange,
): Promise<void> => {
  const { hypervisor } = context;
  const { id } = machine;
  const steps: Step[] = [];
  if (boot)
    steps.push({
      run: () => changeSystem(context, machine, { boot }),
      undo: () => hypervisor.setBoot(id, { mode: machine.boot.mode, order: machine.boot.order }),
    });
  if (secureBoot !== undefined) {
    const { enabled = false, pending = enabled } = machine.firmware.secureBoot ?? {};
    const step = {
      run: () => hypervisor.setSecureBoot(id, secureBoot),
      undo: () => hypervisor.setSecureBoot(id, pending),
    };
    // It is set while the machine has UEFI.
    if (boot?.mode === 'Legacy') steps.unshift(step);
    else steps.push(step);
  }
  if (setup) {
    const control = hypervisor.setup;
    if (!control) throw new HypervisorError('unsupported', 'this hypervisor sets up no firmware');
    const before = Object.fromEntries(
      Object.entries(machine.setup?.next ?? {}).filter(([key]) => Object.hasOwn(setup, key)),
    );
    steps.push({ run: () => control.setSetup(id, setup), undo: () => control.setSetup(id, before) });
  }
  steps.push({ run: () => hypervisor.setState(id, state), undo: async () => undefined });
  await allOrNone(context, machine, steps);
};
