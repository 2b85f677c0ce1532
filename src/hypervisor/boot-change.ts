import {
  type BootChange,
  type BootConfiguration,
  type BootMode,
  type BootOverride,
  type BootTarget,
  HypervisorError,
} from './port.js';

/** `ComputerSystem.Boot` with no override: what a cleared or used-up one reads as. */
export const noOverride: BootOverride = { enabled: 'Disabled', target: 'None' };

/** What a boot change leaves behind, checked as a whole. */
export interface BootSettings {
  readonly override: BootOverride;
  readonly mode: BootMode;
  readonly order: readonly string[];
}

/**
 * The settings after `change`, the same for every driver. `targetsIn` says what the machine can be told to boot in a
 * mode. Throws `invalid`, naming the value and the choices.
 *
 * `ComputerSystem` (DSP0268) keeps target and enabled apart: each may be sent alone, in either order, and takes
 * effect when both are there. `Disabled` and `None` each clear the whole override.
 */
export function applyBootChange(
  boot: Pick<BootConfiguration, 'override' | 'mode' | 'modes' | 'options' | 'order'>,
  targetsIn: (mode: BootMode) => readonly BootTarget[],
  change: BootChange,
): BootSettings {
  const { mode = boot.mode, order = boot.order, ...overrideChange } = change;
  mustBeOneOf('boot mode', mode, boot.modes);
  const ids = boot.options.map((option) => option.id);
  for (const id of order) mustBeOneOf('boot option', id, ids);
  if (new Set(order).size !== order.length)
    throw new HypervisorError('invalid', 'the boot order names an option twice');
  const override = mergeOverride(boot.override, overrideChange);
  // What is untouched stays even if its device went away meanwhile: it is not this client's mistake.
  if (change.target !== undefined || change.mode !== undefined) {
    mustBeOneOf('boot target', override.target, targetsIn(mode));
  }
  if (change.bootNext) mustBeOneOf('boot option', change.bootNext, ids);
  if (override.target === 'UefiTarget' && override.uefiTarget === undefined) {
    throw new HypervisorError('invalid', 'boot target UefiTarget needs the path of a UEFI device');
  }
  if (override.target === 'UefiBootNext' && override.bootNext === undefined) {
    throw new HypervisorError('invalid', 'boot target UefiBootNext needs a boot option');
  }
  return { override, mode, order };
}

/** What is left of an override when a boot that uses it has begun. */
export function afterBoot(override: BootOverride): BootOverride {
  return override.enabled === 'Once' ? noOverride : override;
}

function mergeOverride(current: BootOverride, change: Partial<BootOverride>): BootOverride {
  if (change.enabled === 'Disabled' || change.target === 'None') return noOverride;
  const merged = { ...current, ...change };
  return {
    enabled: merged.enabled,
    target: merged.target,
    ...(merged.httpBootUri ? { httpBootUri: merged.httpBootUri } : {}),
    ...(merged.uefiTarget ? { uefiTarget: merged.uefiTarget } : {}),
    ...(merged.bootNext ? { bootNext: merged.bootNext } : {}),
  };
}

function mustBeOneOf(what: string, value: string, choices: readonly string[]): void {
  if (choices.includes(value)) return;
  const offer = choices.length === 0 ? 'this machine has none' : `this machine takes ${choices.join(', ')}`;
  throw new HypervisorError('invalid', `${what} ${value} is not available: ${offer}`);
}
