/**
 * The sensors of a machine's chassis. A virtual machine has no thermometer and no fan: these are figures of its work,
 * and each says what it is made of.
 */
import type { Machine, Measured } from '../../hypervisor/port.js';
import type { Settings } from '../context.js';
import { allCpusPercent, residentPercent, rounded } from './rates.js';

export interface Sensor {
  readonly name: string;
  readonly description: string;
  readonly type: 'Percent' | 'Power';
  readonly context: 'CPU' | 'Memory' | 'Chassis';
  readonly range: { readonly minimum: number; readonly maximum?: number };
  /** Undefined: it cannot be told now. */
  readonly read: (machine: Machine, measured: Measured, settings: Settings) => number | undefined;
  /** It is there with these settings; absent: with all. */
  readonly given?: (settings: Settings) => boolean;
}

export const sensors: Readonly<Record<string, Sensor>> = {
  CPUUtilization: {
    name: 'CPU utilization',
    description: 'Time that the vCPUs worked, of the time that they had. Calculated from what the hypervisor counts.',
    type: 'Percent',
    context: 'CPU',
    range: { minimum: 0, maximum: 100 },
    read: (machine, measured) => allCpusPercent(measured, machine),
  },
  ResidentMemory: {
    name: 'Resident memory',
    description:
      'Memory that the machine takes on its host, of what it was given. Calculated from what the hypervisor counts.',
    type: 'Percent',
    context: 'Memory',
    range: { minimum: 0 },
    read: (machine, measured) => residentPercent(measured, machine),
  },
  Power: {
    name: 'Power of the vCPUs',
    description:
      'Calculated from the work of the vCPUs and the watts that the operator of this service set for one of them at full work. Nothing was measured with a meter.',
    type: 'Power',
    context: 'Chassis',
    range: { minimum: 0 },
    given: ({ vcpuWatts }) => vcpuWatts !== undefined,
    read: (machine, measured, { vcpuWatts }) => {
      const work = allCpusPercent(measured, machine);
      if (work === undefined || vcpuWatts === undefined) return undefined;
      return rounded((work / 100) * machine.processors.online * vcpuWatts);
    },
  },
};

/** Ids of those that are there. */
export const sensorIdsOf = (settings: Settings): readonly string[] =>
  Object.entries(sensors).flatMap(([id, { given }]) => (given?.(settings) === false ? [] : [id]));
