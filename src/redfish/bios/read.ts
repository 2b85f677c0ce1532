import type { Machine, MachineState } from '../../hypervisor/port.js';
import { keptValue, type Value } from './attribute.js';
import { attributes } from './attributes.js';

export type Values = Readonly<Record<string, Value | null>>;

/** In force now. */
export const readCurrent = (machine: Machine): Values =>
  Object.fromEntries(
    attributes.map((attribute) => [
      attribute.name,
      attribute.from === 'state'
        ? (keptValue(attribute.kind, machine.state.biosAttributes?.[attribute.name]) ?? attribute.initial)
        : attribute.read(machine),
    ]),
  );

/** In force after the next reset, as far as can be told. */
export const readNext = (machine: Machine): Values => ({
  ...readCurrent(machine),
  ...machine.state.biosPending,
  ...Object.fromEntries(attributes.flatMap((one) => (one.from === 'machine' ? [[one.name, one.next(machine)]] : []))),
});

/** The first values of all that is kept: what `Bios.ResetBios` leaves. */
export const initialValues: Readonly<Record<string, Value>> = Object.fromEntries(
  attributes.flatMap((one) => (one.from === 'state' ? [[one.name, one.initial]] : [])),
);

/** What waited for a reset is in force. */
export const afterReset = ({ biosAttributes, biosPending }: MachineState) =>
  biosPending ? { biosAttributes: { ...biosAttributes, ...biosPending }, biosPending: undefined } : {};
