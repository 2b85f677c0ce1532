import type { Command } from 'commander';
import { planRemoval } from '../../plan/plan.js';
import { carryOut, planText } from '../changes.js';
import { CommandError, fileOption, openLab, outputOption, stateDirOption, type World, yesOption } from '../output.js';
import { withSite } from '../site.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly stateDir: string;
  readonly yes?: true;
}

export const destroy = (program: Command, world: World): Command =>
  program
    .command('destroy')
    .description(
      'Removes the lab: machines with their disks and NVRAM, networks, whatever bears its mark, and nothing else.',
    )
    .addOption(yesOption())
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async ({ file, output, yes, stateDir }: Options) => {
      const { lab } = openLab(file);
      await withSite(lab, stateDir, async (site) => {
        const changes = await planRemoval(await site.survey());
        if (changes.length === 0) {
          world.print(
            output === 'json'
              ? JSON.stringify({ lab: lab.name, done: [], failed: [], skipped: [] })
              : `lab ${lab.name}: there is nothing of it.`,
          );
          return;
        }
        if (!yes) {
          const answer = await world.ask?.(
            `${planText(lab.name, changes)}\nThe name of the lab, to remove all this for good: `,
          );
          if (answer === undefined) throw new CommandError(`${planText(lab.name, changes)}\n--yes removes all this`);
          if (answer.trim() !== lab.name) throw new CommandError('nothing was removed');
        }
        await carryOut(world, lab.name, changes, output);
        if (output !== 'json') world.print(`lab ${lab.name}: removed.`);
      });
    });
