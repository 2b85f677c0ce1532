import { type Problem, problem } from '../problem.js';
import { writeSize } from '../sizes.js';
import type { Lab, LabMachine, NodeRole } from '../types.js';

interface Floor {
  readonly vcpus: number;
  readonly memory: number;
  readonly disk: number;
}

const mebibyte = 2 ** 20;
const worker: Floor = { vcpus: 2, memory: 8192 * mebibyte, disk: 100e9 };

/** What the assisted installer's validations ask of a node at the least. */
export const floors: Readonly<Record<NodeRole, Floor>> = {
  master: { vcpus: 4, memory: 16_384 * mebibyte, disk: 100e9 },
  worker,
  storage: worker,
  arbiter: { vcpus: 2, memory: 8192 * mebibyte, disk: 100e9 },
  single: { vcpus: 8, memory: 16_384 * mebibyte, disk: 100e9 },
};

/** A master that has no other beside it is a single node, whatever it is called. */
const roleOf = (lab: Lab, { cluster, role }: LabMachine): NodeRole =>
  role === 'master' && lab.machines.filter((one) => one.cluster === cluster && one.role === 'master').length === 1
    ? 'single'
    : role;

const tooSmall = (machine: LabMachine, role: NodeRole): readonly string[] => {
  const floor = floors[role];
  const disk = machine.disks[0]?.size ?? 0;
  return [
    ...(machine.vcpus < floor.vcpus ? [`${machine.vcpus} vCPU, and needs ${floor.vcpus}`] : []),
    ...(machine.memory < floor.memory
      ? [`${writeSize(machine.memory)} of memory, and needs ${writeSize(floor.memory)}`]
      : []),
    ...(disk < floor.disk ? [`a disk of ${writeSize(disk)}, and needs 100 GB`] : []),
  ];
};

const called: Readonly<Record<NodeRole, string>> = {
  master: 'a master',
  worker: 'a worker',
  storage: 'a storage node',
  arbiter: 'an arbiter',
  single: 'a single node',
};

/** One entry of the document is said once, however many nodes it makes. */
const once = (problems: readonly Problem[]): readonly Problem[] => {
  const seen = new Set<string>();
  return problems.filter(({ at, message }) => {
    const key = JSON.stringify([at, message]);
    return !seen.has(key) && seen.add(key);
  });
};

const floorProblems = (lab: Lab): readonly Problem[] => {
  if (lab.floors === 'ignore') return [];
  const installed = new Set(lab.clusters.flatMap(({ name, install }) => (install === 'none' ? [] : [name])));
  return lab.machines
    .filter(({ cluster }) => installed.has(cluster))
    .flatMap((machine) =>
      tooSmall(machine, roleOf(lab, machine)).map((what) => ({
        ...problem(
          [...machine.at, 'flavor'],
          `${called[roleOf(lab, machine)]} has ${what}`,
          'The installer would refuse it; floors: warn plans it all the same',
        ),
        severity: lab.floors === 'warn' ? ('warning' as const) : ('error' as const),
      })),
    );
};

export const machineProblems = (lab: Lab): readonly Problem[] =>
  once([
    ...lab.machines
      .filter(({ secureBoot, firmware }) => secureBoot && firmware !== 'uefi')
      .map(({ at }) => problem([...at, 'flavor'], 'secure boot needs UEFI', 'Say firmware: uefi of the flavor')),
    ...floorProblems(lab),
  ]);
