/** Whether the machines fit on their hosts, and whether their networks go together with what the hosts route already. */
import { type Cidr, overlap } from '../addresses.js';
import { type Problem, problem } from '../problem.js';
import { writeSize } from '../sizes.js';
import type { Lab, LabHypervisor } from '../types.js';

/** What a host has. Bytes. */
export interface HostFacts {
  readonly cpus: number;
  readonly memory: number;
  /** Free in the storage pool, and what the lab's own volumes occupy there already. Absent where that is not known yet. */
  readonly disk?: number;
  /** Where packets go already, but for the lab's own bridges. */
  readonly routes: readonly { readonly cidr: Cidr; readonly device: string }[];
}

interface Need {
  readonly what: string;
  readonly need: number;
  readonly have: number;
  readonly limit: number;
  readonly shown: (value: number) => string;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const needsOf = (lab: Lab, hypervisor: LabHypervisor, facts: HostFacts): readonly Need[] => {
  const machines = lab.machines.filter((machine) => machine.hypervisor === hypervisor.name);
  const count = (value: number) => String(value);
  return [
    {
      what: 'vCPUs',
      need: sum(machines.map(({ vcpus }) => vcpus)),
      have: facts.cpus,
      limit: lab.overcommit.vcpus,
      shown: count,
    },
    {
      what: 'memory',
      need: sum(machines.map(({ memory }) => memory)),
      have: facts.memory,
      limit: lab.overcommit.memory,
      shown: writeSize,
    },
    ...(facts.disk === undefined
      ? []
      : [
          {
            what: 'disk',
            need: sum(machines.flatMap(({ disks }) => disks.map(({ size }) => size))),
            have: facts.disk,
            limit: lab.overcommit.disk,
            shown: writeSize,
          },
        ]),
  ];
};

/** The largest scale, in hundredths, with which everything would fit. */
const fittingScale = (scale: number, needs: readonly Need[]): number =>
  Math.floor(Math.min(...needs.map(({ need, have, limit }) => (have * limit * scale) / need)) * 100) / 100;

export const hostProblems = (lab: Lab, hypervisor: LabHypervisor, facts: HostFacts): readonly Problem[] => {
  const needs = needsOf(lab, hypervisor, facts);
  const exceeded = needs.filter(({ need, have, limit }) => need > have * limit);
  const scale = fittingScale(lab.scale, needs);
  const remedy = scale >= 0.01 ? `scale: ${scale} would fit` : 'No scale would make them fit';
  return [
    ...exceeded.map(({ what, need, have, limit, shown }) =>
      problem(
        ['scale'],
        `the machines on ${hypervisor.name} need ${shown(need)} ${what === 'vCPUs' ? what : `of ${what}`}, ` +
          `${(need / have).toFixed(1)} times the ${shown(have)} there; ${limit} times is the most (overcommit)`,
        remedy,
      ),
    ),
    ...lab.networks
      .filter(({ mode }) => mode !== 'bridge')
      .flatMap(({ subnets }) => subnets)
      .flatMap(({ at, cidr }) =>
        facts.routes
          .filter((route) => overlap(route.cidr, cidr))
          .map((route) =>
            problem(
              [...at, 'cidr'],
              `${cidr.text} overlaps ${route.cidr.text}, which ${hypervisor.name} reaches by ${route.device}`,
              'Take another network',
            ),
          ),
      ),
  ];
};
