import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { all, first } from '../libvirt/xml.js';
import type { Lab, LabDisk, LabMachine } from '../spec/types.js';

/** The file that a disk begins with. */
export const volumeName = (lab: Lab, machine: LabMachine, { target }: Pick<LabDisk, 'target'>): string =>
  `${lab.name}-${machine.name}-${target}.qcow2`;

/** The file that it goes on with after snapshots were made or reverted to; libvirt renames no volumes. */
export const laterVolumeName = (lab: Lab, machine: LabMachine, target: string, number: number): string =>
  `${lab.name}-${machine.name}-${target}.${number}.qcow2`;

export const stateName = (lab: Lab, machine: LabMachine, number: number): string =>
  `${lab.name}-${machine.name}-state.${number}.gz`;

/** Disk's target (`state`: none) and number of a file that one of the three made. */
export const readVolumeName = (
  lab: Lab,
  machine: LabMachine,
  name: string,
): { readonly target: string; readonly number: number } | undefined => {
  const prefix = `${lab.name}-${machine.name}-`;
  if (!name.startsWith(prefix)) return undefined;
  const [, target, number = '0'] =
    /^(state(?=\.\d+\.gz$)|[a-z]+(?=(?:\.\d+)?\.qcow2$))(?:\.(\d+))?\./.exec(name.slice(prefix.length)) ?? [];
  return target === undefined ? undefined : { target, number: Number(number) };
};

/** The machine as it is there, if it is this lab's. */
export const ownDomain = (lab: Lab, { domains }: Survey, { uuid }: LabMachine): FoundDomain | undefined =>
  domains.find((found) => found.uuid === uuid && found.mark?.lab === lab.name);

/** Path of the file that a disk is in, by the machine's definition. */
export const diskPath = ({ tree }: Pick<FoundDomain, 'tree'>, target: string): string | undefined => {
  const disk = all(tree, 'devices/disk').find((one) => first(one, 'target')?.attributes.dev === target);
  return disk && first(disk, 'source')?.attributes.file;
};

/**
 * The file that a disk is in now. Which of a disk's files that is, the definition alone says: it is what changes at once
 * and as a whole.
 */
export const volumeOf = (lab: Lab, here: Survey, machine: LabMachine, disk: Pick<LabDisk, 'target'>): string => {
  const found = ownDomain(lab, here, machine);
  const path = found && diskPath(found, disk.target);
  const directory = `${here.pool?.path ?? here.spec.poolPath}/`;
  const name = path?.startsWith(directory) ? path.slice(directory.length) : '';
  const own =
    readVolumeName(lab, machine, name)?.target === disk.target &&
    found?.mark?.volumes.some((volume) => volume.name === name && volume.pool === here.spec.pool);
  return own ? name : volumeName(lab, machine, disk);
};
