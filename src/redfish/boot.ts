/** `ComputerSystem.Boot`: from a machine, and back to a change of it. */
import { type BootChange, bootTargets, type Machine } from '../hypervisor/port.js';
import { RedfishError } from './errors.js';
import { conflicting, notInList, throwAll } from './problems.js';
import type { ObjectSchema, Value } from './schema.js';
import type { Allowable } from './validate.js';

export const bootProperties = {
  type: 'object',
  properties: {
    BootSourceOverrideEnabled: { type: 'string', enum: ['Disabled', 'Once', 'Continuous'] },
    BootSourceOverrideTarget: { type: 'string', enum: bootTargets },
    BootSourceOverrideMode: { type: 'string', enum: ['Legacy', 'UEFI'] },
    HttpBootUri: { type: 'string', format: 'uri' },
    UefiTargetBootSourceOverride: { type: 'string', minLength: 1 },
    BootNext: { type: 'string' },
    BootOrder: { type: 'array', items: { type: 'string' } },
  },
} as const satisfies ObjectSchema;

interface WithBoot {
  readonly Boot?: Value<typeof bootProperties>;
}

/** What this machine can be told to boot from, and how. In another mode it may have other targets. */
export const bootTargetsOf = ({ boot }: Machine, { Boot }: WithBoot = {}): Allowable => ({
  ...((Boot?.BootSourceOverrideMode ?? boot.mode) === boot.mode && { 'Boot/BootSourceOverrideTarget': boot.targets }),
  'Boot/BootSourceOverrideMode': boot.modes,
});

export const readBoot = ({ boot: { override, mode, order, targets } }: Machine) => ({
  BootSourceOverrideEnabled: override.enabled,
  BootSourceOverrideTarget: override.target,
  BootSourceOverrideMode: mode,
  ...(targets.includes('UefiHttp') && { HttpBootUri: override.httpBootUri ?? null }),
  ...(targets.includes('UefiTarget') && { UefiTargetBootSourceOverride: override.uefiTarget ?? null }),
  ...(targets.includes('UefiBootNext') && { BootNext: override.bootNext ?? null }),
  BootOrder: order,
});

export const readProgress = ({ boot: { progress } }: Machine) =>
  progress && {
    BootProgress: {
      LastState: progress.state,
      ...(progress.since && { LastStateTime: progress.since.toISOString() }),
      ...(progress.bootSeconds !== undefined && { LastBootTimeSeconds: progress.bootSeconds }),
    },
  };

/** Ids of boot options that the machine has not. */
const unknownOptions = ({ boot }: Machine, { BootOrder = [], BootNext }: Value<typeof bootProperties>) => {
  const ids = boot.options.map(({ id }) => id);
  const named = [
    ...BootOrder.map((id, at) => [`Boot/BootOrder/${at}`, id] as const),
    ...(BootNext === undefined ? [] : [['Boot/BootNext', BootNext] as const]),
  ];
  return named.flatMap(([property, id]) => (ids.includes(id) ? [] : [notInList({ property }, id)]));
};

/** What else a target needs; a value that is set already counts. */
const companions = {
  UefiHttp: ['HttpBootUri', 'httpBootUri'],
  UefiTarget: ['UefiTargetBootSourceOverride', 'uefiTarget'],
  UefiBootNext: ['BootNext', 'bootNext'],
} as const;
const isDemanding = (target: string | undefined): target is keyof typeof companions =>
  target !== undefined && Object.hasOwn(companions, target);

/** The change that a PATCH of `Boot` asks for. Throws what the schema alone cannot tell. */
export const bootChangeOf = (machine: Machine, body: Value<typeof bootProperties>): BootChange => {
  throwAll(unknownOptions(machine, body));
  const target = body.BootSourceOverrideTarget;
  if (isDemanding(target)) {
    const [property, key] = companions[target];
    if (body[property] === undefined && machine.boot.override[key] === undefined)
      throw new RedfishError([conflicting({ property: 'Boot/BootSourceOverrideTarget' }, target, `Boot/${property}`)]);
  }
  return {
    ...(target !== undefined && { target }),
    ...(body.BootSourceOverrideEnabled !== undefined && { enabled: body.BootSourceOverrideEnabled }),
    ...(body.BootSourceOverrideMode !== undefined && { mode: body.BootSourceOverrideMode }),
    ...(body.HttpBootUri !== undefined && { httpBootUri: body.HttpBootUri }),
    ...(body.UefiTargetBootSourceOverride !== undefined && { uefiTarget: body.UefiTargetBootSourceOverride }),
    ...(body.BootNext !== undefined && { bootNext: body.BootNext }),
    ...(body.BootOrder !== undefined && { order: body.BootOrder }),
  };
};
