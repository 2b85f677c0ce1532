import type { Command } from 'commander';
import type { OpenSite } from '../../kinds/site.js';
import { planRemoval } from '../../plan/plan.js';
import { carryOut, planText, stillAsShown } from '../changes.js';
import { CommandError, fileOption, openLab, outputOption, stateDirOption, type World, yesOption } from '../output.js';
import { withLockedSite } from '../site.js';

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
      const work = async (site: OpenSite): Promise<void> => {
        let changes = await planRemoval(await site.survey());
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
          changes = stillAsShown(changes, await planRemoval(await site.survey()));
        }
        await carryOut(world, lab.name, changes, output);
        if (output !== 'json') world.print(`lab ${lab.name}: removed.`);
      };
      await withLockedSite(lab, 'lab destroy', work, stateDir);
    });
