import type { Command } from 'commander';
import { plan as planOf } from '../../plan/plan.js';
import { select } from '../../plan/select.js';
import { concerns, planJson, planText } from '../changes.js';
import { mustFit } from '../fits.js';
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
      const loaded = openLab(file);
      const { lab } = loaded;
      for (const warning of loaded.warnings) world.complain(warning);
      const machines = only && selectedMachines(lab, only);
      const changes = await withSite(lab, stateDir, async (open) => {
        const site = await open.survey();
        const wanted = select(await planOf(site), machines && concerns(machines));
        await mustFit(site, loaded, { changes: wanted, machines });
        return wanted;
      });
      show(world, output, planText(lab.name, changes, only !== undefined), {
        lab: lab.name,
        changes: planJson(changes),
      });
      if (changes.length > 0) throw new CommandError('', exitCodes.differs);
    });
