import type { Machine, MachineState, StateChange } from '../../hypervisor/port.js';
import { dateTimeIn } from '../clock.js';
import { type Attribute, keptValue, type Value } from './attribute.js';
import { attributes } from './attributes.js';

export type Values = Readonly<Record<string, Value | null>>;

const collect = (read: (attribute: Attribute) => Value | null | undefined): Values =>
  Object.fromEntries(
    attributes.flatMap((attribute) => {
      const value = read(attribute);
      return value === undefined ? [] : [[attribute.name, value]];
    }),
  );

const keptNow = (state: MachineState, attribute: Attribute & { from: 'state' }): Value =>
  keptValue(attribute.kind, state.biosAttributes?.[attribute.name]) ?? attribute.initial;

/** In force now: of all that this machine can have. */
export const readCurrent = (machine: Machine): Values =>
  collect((one) => (one.from === 'state' ? keptNow(machine.state, one) : one.read(machine)));

/** In force after the next reset, as far as can be told. */
export const readNext = (machine: Machine): Values =>
  collect((one) => {
    if (one.from === 'machine') return one.next(machine);
    if (one.from === 'fact') return one.read(machine);
    return machine.state.biosPending?.[one.name] ?? keptNow(machine.state, one);
  });

/** The first values of all that is kept. */
export const initialValues: Readonly<Record<string, Value>> = Object.fromEntries(
  attributes.flatMap((one) => (one.from === 'state' ? [[one.name, one.initial]] : [])),
);

/**
 * What a boot leaves of what waited. Kept values are in force. The machine's own are as far as it has them now: what a
 * guest's own reboot cannot bring goes on waiting, and what somebody else has set otherwise since does not.
 */
export const afterBoot =
  (machine: Machine, now: number) =>
  (state: MachineState): StateChange => {
    const { biosAttributes, biosPending } = state;
    if (!biosPending) return {};
    const pending = Object.entries(biosPending);
    const find = (name: string) => attributes.find((one) => one.name === name);
    const kept = pending.filter(([name]) => find(name)?.from === 'state');
    const waiting = pending.filter(([name, value]) => {
      const one = find(name);
      return one?.from === 'machine' && one.next(machine) === value && one.read(machine) !== value;
    });
    return {
      ...(kept.length > 0 && { biosAttributes: { ...biosAttributes, ...Object.fromEntries(kept) } }),
      ...(waiting.length > 0
        ? { biosPending: Object.fromEntries(waiting) }
        : { biosPending: undefined, biosPendingSince: undefined, biosApplied: dateTimeIn(state, now) }),
    };
  };
