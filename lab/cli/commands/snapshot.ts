import type { Command } from 'commander';
import type { Site } from '../../kinds/site.js';
import {
  planRevert,
  planSnapshot,
  planSnapshotRemoval,
  type SnapshotStatus,
  snapshotsOf,
  withoutMemory,
} from '../../operate/snapshots.js';
import type { Change } from '../../plan/change.js';
import { writeSize } from '../../spec/sizes.js';
import type { Lab, LabMachine } from '../../spec/types.js';
import { carryOut, outcomeJson, stillAsShown } from '../changes.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import { CommandError, exitCodes, fileOption, openLab, outputOption, show, type World, yesOption } from '../output.js';
import { withLockedSite, withMachines } from '../site.js';
import { table } from '../table.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly only?: readonly Selection[];
  readonly yes?: true;
}

interface Work {
  readonly verb: string;
  readonly planned: (
    site: Site,
    machines: readonly LabMachine[] | undefined,
  ) => Promise<readonly Change[]> | readonly Change[];
  /** What is lost, and the question; absent: nothing is. */
  readonly lost?: (changes: readonly Change[]) => string;
  readonly done: (changes: readonly Change[]) => string;
}

const names = (changes: readonly Change[]): string =>
  changes.map(({ item }) => item.replace(/^machine\//, '')).join(', ');

/** It is in files of swtpm that no definition names: after a revert it is what it was last. */
const warnOfTpms = (world: World, { machines }: Lab, changes: readonly Change[]): void => {
  const owners = machines.filter(({ name, tpm }) => tpm && changes.some(({ item }) => item.split(/[/@]/)[1] === name));
  if (owners.length > 0)
    world.complain(
      `${owners.map(({ name }) => name).join(', ')}: what the TPM holds is not part of a snapshot, and stays as it is`,
    );
};

const confirmed = async (world: World, question: string): Promise<void> => {
  const answer = await world.ask?.(`${question} (yes/no) `);
  if (answer === undefined) throw new CommandError(`${question}\n--yes does it`);
  if (answer.trim() !== 'yes') throw new CommandError('nothing was changed');
};

const work = async (
  world: World,
  { file, output, only, yes }: Options,
  { verb, planned, lost, done }: Work,
): Promise<void> => {
  const { lab } = openLab(file);
  const machines = only && selectedMachines(lab, only);
  await withLockedSite(lab, `lab snapshot ${verb}`, async (site) => {
    let changes = await planned(await site.survey(), machines);
    warnOfTpms(world, lab, changes);
    if (lost !== undefined && !yes && changes.length > 0) {
      await confirmed(world, lost(changes));
      changes = stillAsShown(changes, await planned(await site.survey(), machines));
    }
    if (changes.length > 0) await carryOut(world, lab.name, changes, output);
    else if (output === 'json')
      world.print(
        JSON.stringify({ lab: lab.name, ...outcomeJson({ done: [], failed: [], skipped: [] }) }, undefined, 2),
      );
    if (output !== 'json') world.print(`lab ${lab.name}: ${done(changes)}`);
  });
};

const stateOf = ({ damaged, complete, removing }: SnapshotStatus): string =>
  damaged ? 'damaged' : complete ? 'complete' : removing ? 'half removed' : 'incomplete';

const row = (status: SnapshotStatus): readonly string[] => [
  status.name,
  status.at.replace('T', ' ').replace(/\.\d+Z$/, ' UTC'),
  `${status.machines.length} of ${status.of}`,
  writeSize(status.size),
  stateOf(status),
];

const listText = (lab: string, snapshots: readonly SnapshotStatus[]): string =>
  snapshots.length === 0
    ? `lab ${lab}: there is no snapshot.`
    : table(['SNAPSHOT', 'TAKEN', 'MACHINES', 'SIZE', 'STATE'], snapshots.map(row));

const list = async (world: World, { file, output, only }: Options): Promise<void> => {
  const { lab } = openLab(file);
  const selected = only && selectedMachines(lab, only).map(({ name }) => name);
  const all = await withMachines(lab, async (site) => snapshotsOf(await site.survey()));
  const snapshots = all.filter(
    ({ machines }) => selected === undefined || machines.some((name) => selected.includes(name)),
  );
  show(world, output, listText(lab.name, snapshots), { lab: lab.name, snapshots });
  if (snapshots.some(({ complete, damaged }) => !complete || damaged)) throw new CommandError('', exitCodes.differs);
};

const lostMemory = (changes: readonly Change[]): string => {
  const saved = changes.filter(({ what }) => what.includes(withoutMemory));
  return saved.length === 0 ? '' : ` So is the memory that libvirt saved of ${names(saved)}.`;
};

const machinesCount = (changes: readonly Change[]): string =>
  `${changes.length} machine${changes.length === 1 ? '' : 's'}`;

export const snapshot = (program: Command, world: World): Command => {
  const group = program
    .command('snapshot')
    .description(
      'Keeps the state of machines that are off, and goes back to it: disks, UEFI variables, definition. Not what a TPM holds.',
    );
  const all = [
    group
      .command('create')
      .argument('<name>', 'letters, digits, and . _ - within it')
      .description('Makes a snapshot. At once, and without room for a copy: what is written from then on takes room.')
      .addOption(onlyMachinesOption())
      .addOption(fileOption())
      .addOption(outputOption())
      .action((name: string, options: Options) =>
        work(world, options, {
          verb: 'create',
          planned: (site, machines) => planSnapshot(site, machines ?? site.lab.machines, name),
          done: (changes) =>
            changes.length === 0
              ? `these machines are in the snapshot ${name} already.`
              : `snapshot ${name} of ${machinesCount(changes)}.`,
        }),
      ),
    group
      .command('revert')
      .argument('<name>', 'a snapshot that lab snapshot list shows')
      .description('Takes machines back to a snapshot, which stays. What was written since is lost.')
      .addOption(onlyMachinesOption())
      .addOption(yesOption())
      .addOption(fileOption())
      .addOption(outputOption())
      .action((name: string, options: Options) =>
        work(world, options, {
          verb: 'revert',
          planned: (site, machines) => planRevert(site, machines, name),
          lost: (changes) =>
            `All that ${names(changes)} wrote to disks and UEFI variables since ${changes[0]?.what.replace(/^to /, '').replace(/,.*/, '')} is lost, and what was changed of their definitions.${lostMemory(changes)} Other snapshots stay.\nRevert ${machinesCount(changes)}?`,
          done: (changes) => `${machinesCount(changes)} reverted to ${name}.`,
        }),
      ),
    group
      .command('list')
      .description(
        'Shows snapshots, oldest first. Ends with 2 where one is not complete, or damaged: a file of it is missing.',
      )
      .addOption(onlyMachinesOption())
      .addOption(fileOption())
      .addOption(outputOption())
      .action((options: Options) => list(world, options)),
    group
      .command('delete')
      .argument('<name>', 'a snapshot that lab snapshot list shows')
      .description(
        'Removes a snapshot. Machines stay as they are now; with their last one, disks are copied into one file. Before that, files that a later one or the disk stands on stay, and take their room.',
      )
      .addOption(onlyMachinesOption())
      .addOption(yesOption())
      .addOption(fileOption())
      .addOption(outputOption())
      .action((name: string, options: Options) =>
        work(world, options, {
          verb: 'delete',
          planned: (site, machines) => planSnapshotRemoval(site, machines, name),
          lost: (changes) =>
            `${names(changes)} cannot be reverted to ${name} any more, and stay as they are now.\nDelete the snapshot?`,
          done: (changes) => `snapshot ${name} of ${machinesCount(changes)} deleted.`,
        }),
      ),
  ];
  for (const command of all) command.copyInheritedSettings(program);
  return group;
};
