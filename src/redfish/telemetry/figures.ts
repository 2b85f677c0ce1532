import type { Machine, Measured } from '../../hypervisor/port.js';
import type { Context } from '../context.js';

/** Measures all machines, or finds what was measured within the last second. Nothing where nobody counts. */
export const figuresOf = async ({
  hypervisor: { metrics },
}: Pick<Context, 'hypervisor'>): Promise<ReadonlyMap<string, Measured>> => metrics?.measure() ?? new Map();

/** A machine and its figures; these are absent while it is off. */
export interface Subject {
  readonly machine: Machine;
  readonly measured: Measured | undefined;
}

/** Undefined where nobody counts: the resource is not there. Figures from before a power-off are not of the machine now. */
export const subjectOf = async (context: Context, machine: Machine): Promise<Subject | undefined> => {
  if (context.hypervisor.metrics === undefined) return undefined;
  if (machine.power === 'Off') return { machine, measured: undefined };
  return { machine, measured: (await figuresOf(context)).get(machine.id) };
};
