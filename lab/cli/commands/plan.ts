import type { Command } from 'commander';
import { plan as planOf } from '../../plan/plan.js';
import { select } from '../../plan/select.js';
import { belongsTo, planJson, planText } from '../changes.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import {
  CommandError,
  exitCodes,
  fileOption,
  openLab,
  outputOption,
  show,
  stateDirOption,
  type World,
} from '../output.js';
import { withSite } from '../site.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly stateDir: string;
  readonly only?: readonly Selection[];
}

export const plan = (program: Command, world: World): Command =>
  program
    .command('plan')
    .description('Lists what lab create would do, and touches nothing. Ends with 2 where there is something to do.')
    .addOption(onlyMachinesOption())
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async ({ file, output, only, stateDir }: Options) => {
      const { lab, warnings } = openLab(file);
      for (const warning of warnings) world.complain(warning);
      const machines = only && selectedMachines(lab, only);
      const changes = await withSite(lab, stateDir, async (site) =>
        select(await planOf(await site.survey()), machines && belongsTo(machines)),
      );
      show(world, output, planText(lab.name, changes), { lab: lab.name, changes: planJson(changes) });
      if (changes.length > 0) throw new CommandError('', exitCodes.differs);
    });
