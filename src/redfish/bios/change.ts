import type { Machine, StateChange } from '../../hypervisor/port.js';
import type { Context } from '../context.js';
import type { Message } from '../messages.js';
import { conflicting, notInList, outOfRange, throwAll, unknown } from '../problems.js';
import type { ScalarSchema } from '../schema.js';
import type { Allowable } from '../validate.js';
import { applyToMachine } from './apply.js';
import { type MachineChange, type Real, schemaOf, type Value } from './attribute.js';
import { attributes } from './attributes.js';
import { initialValues } from './read.js';

type Wanted = Readonly<Record<string, Value | undefined>>;

/** Of all that can be set. */
export const attributeSchemas: Readonly<Record<string, ScalarSchema>> = Object.fromEntries(
  attributes.filter(({ from }) => from !== 'fact').map(({ name, kind }) => [name, schemaOf(kind)]),
);

const reals = attributes.filter((one): one is Real => one.from === 'machine');
const isNicBoot = (name: string) => name.startsWith('NicBoot');
const place = (name: string) => ({ property: `Attributes/${name}` });

/** What this very machine can be set to. */
export const attributeChoices = (machine: Machine): Allowable =>
  Object.fromEntries(
    reals.flatMap((one) => (one.choices ? [[place(one.name).property, one.choices(machine)] as const] : [])),
  );

/** What is wrong with one value, beyond what its kind says. */
const problemsOf = (machine: Machine, { name, next, limit }: Real, value: Value): readonly Message[] => {
  if (next(machine) === undefined) return [unknown(place(name))];
  if (limit && Number(value) > limit(machine)) return [outOfRange(place(name), value)];
  if (name !== 'BootOrder' || value === next(machine)) return [];
  const ids = String(value).split(',');
  const known = machine.boot.options.map(({ id }) => id);
  const wrong = ids.find((id, at) => !known.includes(id) || ids.indexOf(id) !== at);
  return wrong === undefined ? [] : [notInList(place(name), wrong)];
};

/** The dependencies that the registry announces, and those between the order and the cards in it. */
const conflictsOf = (machine: Machine, wanted: Wanted, after: Machine): readonly Message[] => {
  const { SecureBoot, BootMode } = wanted;
  const mode = BootMode ?? (machine.boot.mode === 'UEFI' ? 'Uefi' : 'Bios');
  const secure = SecureBoot === 'Enabled' && mode === 'Bios';
  const cards = reals.filter(({ name, next }) => {
    const value = wanted[name];
    return isNicBoot(name) && wanted.BootOrder !== undefined && value !== undefined && value !== next(after);
  });
  return [
    ...(secure ? [conflicting(place('SecureBoot'), SecureBoot, 'Attributes/BootMode')] : []),
    ...cards.map(({ name }) => conflicting(place(name), wanted[name], 'Attributes/BootOrder')),
  ];
};

const withOrder = (machine: Machine, order: readonly string[] | undefined): Machine =>
  order ? { ...machine, boot: { ...machine.boot, order } } : machine;

const merge = (one: MachineChange, other: MachineChange): MachineChange => ({
  ...one,
  ...other,
  ...((one.boot || other.boot) && { boot: { ...one.boot, ...other.boot } }),
  ...((one.setup || other.setup) && { setup: { ...one.setup, ...other.setup } }),
});

/** What the machine itself is to be told. Cards are taken out of the order that the request leaves, or put into it. */
const machineChangeOf = (machine: Machine, wanted: Wanted): MachineChange =>
  reals.reduce<MachineChange>((change, one) => {
    const value = wanted[one.name];
    const so = withOrder(machine, change.boot?.order);
    return value === undefined || value === one.next(so) ? change : merge(change, one.change(so, value));
  }, {});

/** What the machine had before its firmware's setup was first used. Of a card that is the order: its place is in it. */
const originalOf = (machine: Machine, wanted: Wanted): Readonly<Record<string, Value>> => {
  const changed = reals.filter(({ name, next }) => wanted[name] !== undefined && wanted[name] !== next(machine));
  const names = new Set(changed.map(({ name }) => (isNicBoot(name) ? 'BootOrder' : name)));
  const now = reals.flatMap(({ name, next }) => {
    const value = names.has(name) ? next(machine) : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(now), ...machine.state.biosOriginal };
};

const settable = (wanted: Wanted): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(wanted).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const setAttributes = async (context: Context, machine: Machine, wanted: Wanted, state: StateChange) =>
  applyToMachine(context, machine, machineChangeOf(machine, wanted), {
    biosPending: { ...machine.state.biosPending, ...settable(wanted) },
    biosPendingSince: Math.max(Date.now(), (machine.state.biosPendingSince ?? 0) + 1),
    ...state,
  });

/**
 * Sets attributes for the next reset, all or none. The machine's own wait in the machine; the others in what is
 * remembered of it.
 */
export const changeAttributes = async (context: Context, machine: Machine, wanted: Wanted): Promise<void> => {
  const asked = settable(wanted);
  throwAll(
    reals.flatMap((one) => (asked[one.name] === undefined ? [] : problemsOf(machine, one, asked[one.name] ?? ''))),
  );
  throwAll(
    conflictsOf(
      machine,
      asked,
      withOrder(machine, machineChangeOf(machine, { BootOrder: asked.BootOrder }).boot?.order),
    ),
  );
  if (Object.keys(asked).length === 0) return;
  const biosOriginal = originalOf(machine, asked);
  await setAttributes(context, machine, asked, Object.keys(biosOriginal).length > 0 ? { biosOriginal } : {});
};

/**
 * `Bios.ResetBios`: first values for what is kept; for the machine itself what it had before anybody set it here, as far
 * as that is still to be had.
 */
export const resetAttributes = async (context: Context, machine: Machine): Promise<void> => {
  const { biosOriginal = {} } = machine.state;
  const back = reals.flatMap((one) => {
    const value = original(machine, one, biosOriginal[one.name]);
    const possible = value !== undefined && problemsOf(machine, one, value).length === 0;
    return possible && (one.choices?.(machine).includes(String(value)) ?? true) ? [[one.name, value] as const] : [];
  });
  const wanted: Wanted = { ...initialValues, ...Object.fromEntries(back) };
  await setAttributes(context, machine, wanted, { biosPending: settable(wanted), biosOriginal: undefined });
};

/** An order without what is gone. */
const original = ({ boot }: Machine, { name }: Real, value: Value | undefined): Value | undefined => {
  if (name !== 'BootOrder' || value === undefined) return value;
  const known = boot.options.map(({ id }) => id);
  return (
    String(value)
      .split(',')
      .filter((id) => known.includes(id))
      .join(',') || undefined
  );
};
