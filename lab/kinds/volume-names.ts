import type { FoundDomain, Survey } from '../libvirt/survey.js';
import { all, element, first } from '../libvirt/xml.js';
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
 * A disk's file in the definition, if it is one of the machine's by its mark. By its name: a pool that has moved, or is
 * the machine's by `type='volume'`, holds the same files.
 */
const ownVolume = (lab: Lab, here: Survey, machine: LabMachine, target: string): string | undefined => {
  const found = ownDomain(lab, here, machine);
  const disk = all(found?.tree ?? element('domain'), 'devices/disk').find(
    (one) => first(one, 'target')?.attributes.dev === target,
  );
  const { file, volume } = (disk && first(disk, 'source')?.attributes) ?? {};
  const name = volume ?? file?.slice(file.lastIndexOf('/') + 1) ?? '';
  const own =
    readVolumeName(lab, machine, name)?.target === target &&
    found?.mark?.volumes.some((one) => one.name === name && one.pool === here.spec.pool);
  return own ? name : undefined;
};

/**
 * The file that a disk is in now. Which of a disk's files that is, the definition alone says: it is what changes at once
 * and as a whole. The one that it begins with, where the definition says nothing: see `strayDisks` for that.
 */
export const volumeOf = (lab: Lab, here: Survey, machine: LabMachine, disk: Pick<LabDisk, 'target'>): string =>
  ownVolume(lab, here, machine, disk.target) ?? volumeName(lab, machine, disk);

/** Numbered, or of a snapshot: whatever is made in its place would not be what was in it. */
const hasHistory = (lab: Lab, here: Survey, machine: LabMachine, target: string): boolean => {
  const { volumes = [], snapshots = [] } = ownDomain(lab, here, machine)?.mark ?? {};
  const files = volumes.flatMap(({ name }) => readVolumeName(lab, machine, name) ?? []);
  return (
    files.some((file) => file.target === target && (file.number > 0 || snapshots.length > 0)) ||
    snapshots.some(({ disks = [] }) => disks.some((disk) => disk.target === target))
  );
};

/** Disks with several files, of which the definition names none: the first one may be a snapshot's by now. */
export const strayDisks = (lab: Lab, here: Survey, machine: LabMachine): readonly string[] =>
  machine.disks
    .map(({ target }) => target)
    .filter((target) => ownVolume(lab, here, machine, target) === undefined && hasHistory(lab, here, machine, target));

/** Why a disk's file is not made anew where it is missing, in a sentence; absent: it is. */
export const lossOf = (lab: Lab, here: Survey, machine: LabMachine, disk: Pick<LabDisk, 'target'>) => {
  if (!hasHistory(lab, here, machine, disk.target)) return undefined;
  const names = (ownDomain(lab, here, machine)?.mark?.snapshots ?? []).flatMap(({ disks, name }) =>
    disks === undefined ? [] : name,
  );
  const way =
    names.length > 0
      ? `lab snapshot revert goes back to ${names.join(' or ')}`
      : 'remove the machine, which is made anew then (virsh undefine --nvram)';
  return `${volumeOf(lab, here, machine, disk)} is missing, and an empty file is not what ${machine.name} wrote: put it back, or ${way}`;
};
