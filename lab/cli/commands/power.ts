import { type Command, InvalidArgumentError } from 'commander';
import type { Site } from '../../kinds/site.js';
import { planStart, planStop } from '../../operate/power.js';
import type { Change } from '../../plan/change.js';
import type { LabMachine } from '../../spec/types.js';
import { carryOut, outcomeJson } from '../changes.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import { fileOption, openLab, outputOption, show, type World } from '../output.js';
import { withLockedSite } from '../site.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly only?: readonly Selection[];
}

interface StopCommandOptions extends Options {
  readonly force?: true;
  readonly timeout: number;
}

const seconds = (text: string): number => {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Whole seconds belong there.');
  return Number(text);
};

const switchAll = async (
  world: World,
  { file, output, only }: Options,
  {
    verb,
    planned,
    state,
  }: {
    verb: 'start' | 'stop';
    planned: (site: Site, machines: readonly LabMachine[]) => readonly Change[];
    state: string;
  },
): Promise<void> => {
  const { lab } = openLab(file);
  const machines = selectedMachines(lab, only);
  await withLockedSite(lab, `lab ${verb}`, async (site) => {
    const changes = planned(await site.survey(), machines);
    if (changes.length === 0) {
      const nothing = outcomeJson({ done: [], failed: [], skipped: [] });
      const which = machines.length === 1 ? `${machines[0]?.name} is` : `${machines.length} machines are`;
      return show(world, output, `lab ${lab.name}: ${which} ${state} already.`, { lab: lab.name, ...nothing });
    }
    // Guests take their time, each its own: all of them at once.
    await carryOut(world, lab.name, changes, output, changes.length);
    if (output !== 'json') world.print(`lab ${lab.name}: ${changes.length} of ${machines.length} machines switched.`);
  });
};

export const start = (program: Command, world: World): Command =>
  program
    .command('start')
    .description('Switches machines on, those that are off; resumes those that are paused.')
    .addOption(onlyMachinesOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action((options: Options) => switchAll(world, options, { verb: 'start', planned: planStart, state: 'on' }));

export const stop = (program: Command, world: World): Command =>
  program
    .command('stop')
    .description('Asks the guests of machines to go off, and waits for them.')
    .addOption(onlyMachinesOption())
    .option('--timeout <seconds>', 'how long a guest has for it', seconds, 120)
    .option('--force', 'cut the power of a guest that has not gone by then')
    .addOption(fileOption())
    .addOption(outputOption())
    .action((options: StopCommandOptions) => {
      const { timeout, force = false } = options;
      return switchAll(world, options, {
        verb: 'stop',
        planned: (site, machines) => planStop(site, machines, { timeout: timeout * 1000, force }),
        state: 'off',
      });
    });
