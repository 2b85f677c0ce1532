/** PATCH of a system: its boot configuration and what its BMC remembers of it, both or neither. */
import {
  type BootChange,
  HypervisorError,
  type Machine,
  type SetupValues,
  type StateChange,
} from '../hypervisor/port.js';
import type { Started } from './call.js';
import type { Context } from './context.js';
import { RedfishError } from './errors.js';
import { conflicting } from './problems.js';
import { startReplace } from './virtual-media.js';

export interface SystemChange {
  readonly boot?: BootChange | undefined;
  /** Whether it starts with its host. */
  readonly autostart?: boolean | undefined;
  /** In force with the next reset. */
  readonly setup?: SetupValues | undefined;
  readonly state?: StateChange | undefined;
}

/** What puts everything back that `change` touches. */
const undoing = ({ boot: { override, mode, order } }: Machine, change: BootChange): BootChange => ({
  ...override,
  ...(change.mode !== undefined && { mode }),
  ...(change.order !== undefined && { order }),
});

/** What the machine had in place of `change`. */
const setupBefore = ({ setup }: Machine, change: SetupValues): SetupValues =>
  Object.fromEntries(Object.entries(setup?.next ?? {}).filter(([key]) => Object.hasOwn(change, key)));

/** Which targets another mode has is known to the driver alone. */
const setBoot = async ({ hypervisor }: Context, { id, boot }: Machine, change: BootChange): Promise<void> => {
  try {
    await hypervisor.setBoot(id, change);
  } catch (cause) {
    const { target, mode } = change;
    const refused = cause instanceof HypervisorError && cause.code === 'invalid';
    if (!refused || mode === undefined || mode === boot.mode) throw cause;
    const place = { property: 'Boot/BootSourceOverrideTarget' };
    throw new RedfishError([conflicting(place, target ?? boot.override.target, 'Boot/BootSourceOverrideMode')], {
      cause,
    });
  }
};

/** What the machine may refuse comes first, and is taken back when the rest fails. */
const applyAll = async (
  context: Context,
  machine: Machine,
  { boot, autostart, setup, state }: SystemChange,
  between: () => Promise<void> = async () => {},
): Promise<void> => {
  const { hypervisor, log } = context;
  if (boot) await setBoot(context, machine, boot);
  try {
    await between();
    if (autostart !== undefined) await hypervisor.setAutostart(machine.id, autostart);
    if (setup) await hypervisor.setup?.setSetup(machine.id, setup);
    if (state) await hypervisor.setState(machine.id, state);
  } catch (error) {
    const undo = async () => {
      if (setup) await hypervisor.setup?.setSetup(machine.id, setupBefore(machine, setup));
      if (autostart !== undefined) await hypervisor.setAutostart(machine.id, machine.autostart);
      if (boot) await hypervisor.setBoot(machine.id, undoing(machine, boot));
    };
    await undo().catch((err: unknown) => {
      log.error({ err, machine: machine.id }, 'a change could not be taken back');
    });
    throw error;
  }
};

/** Applies a change at once, or, with UefiHttp, when its image is at hand: an image that cannot be had changes nothing. */
export const changeSystem = async (
  context: Context,
  machine: Machine,
  change: SystemChange,
): Promise<Started | undefined> => {
  const { boot } = change;
  if (boot?.target === 'UefiHttp' && boot.enabled !== 'Disabled') {
    const image = boot.httpBootUri ?? machine.boot.override.httpBootUri ?? '';
    return startReplace(context, machine, image, async (insert) => {
      const now = (await context.hypervisor.machine(machine.id)) ?? machine;
      await applyAll(context, now, change, insert);
    });
  }
  await applyAll(context, machine, change);
  return undefined;
};
