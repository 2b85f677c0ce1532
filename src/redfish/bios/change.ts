import type { BootChange, Machine } from '../../hypervisor/port.js';
import type { Context } from '../context.js';
import type { ScalarSchema } from '../schema.js';
import { changeSystem } from '../system-change.js';
import type { Allowable } from '../validate.js';
import { schemaOf, type Value } from './attribute.js';
import { attributes } from './attributes.js';

/** Of all that can be set. */
export const attributeSchemas: Readonly<Record<string, ScalarSchema>> = Object.fromEntries(
  attributes.filter(({ from }) => from !== 'fact').map(({ name, kind }) => [name, schemaOf(kind)]),
);

/** What this very machine can be set to. */
export const attributeChoices = (machine: Machine): Allowable =>
  Object.fromEntries(
    attributes.flatMap((one) => (one.from === 'machine' ? [[`Attributes/${one.name}`, one.choices(machine)]] : [])),
  );

/**
 * Sets attributes for the next reset, all or none. The machine's own settings wait in the machine; the others in what
 * is remembered of it.
 */
export const changeAttributes = async (
  context: Context,
  machine: Machine,
  wanted: Readonly<Record<string, Value | undefined>>,
): Promise<void> => {
  let boot: BootChange | undefined;
  const kept: Record<string, Value> = {};
  for (const one of attributes) {
    const value = wanted[one.name];
    if (value === undefined) continue;
    if (one.from === 'state') kept[one.name] = value;
    else if (one.from === 'machine' && value !== one.next(machine))
      boot = { ...boot, ...one.change(machine, `${value}`) };
  }
  const biosPending = { ...machine.state.biosPending, ...kept };
  await changeSystem(context, machine, {
    boot,
    state: Object.keys(kept).length > 0 ? { biosPending } : undefined,
  });
};
