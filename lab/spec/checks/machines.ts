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

const tooSmall = (machine: LabMachine): readonly string[] => {
  const floor = floors[machine.role];
  const disk = machine.disks[0]?.size ?? 0;
  return [
    ...(machine.vcpus < floor.vcpus ? [`${machine.vcpus} vCPU, and needs ${floor.vcpus}`] : []),
    ...(machine.memory < floor.memory
      ? [`${writeSize(machine.memory)} of memory, and needs ${writeSize(floor.memory)}`]
      : []),
    ...(disk < floor.disk ? [`a disk of ${writeSize(disk)}, and needs 100 GB`] : []),
  ];
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
      tooSmall(machine).map((what) => ({
        ...problem(
          [...machine.at, 'flavor'],
          `a ${machine.role} has ${what}`,
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
