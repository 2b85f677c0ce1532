import type { Command } from 'commander';
import { planAdoption, type Refusal } from '../../operate/adopt.js';
import type { Change } from '../../plan/change.js';
import { belongsTo, carryOut, outcomeJson, planText, stillAsShown } from '../changes.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import { CommandError, exitCodes, fileOption, openLab, outputOption, show, type World, yesOption } from '../output.js';
import { withLockedSite } from '../site.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly only?: readonly Selection[];
  readonly yes?: true;
}

const nothing = outcomeJson({ done: [], failed: [], skipped: [] });

const refuse = (
  world: World,
  { lab, output }: { lab: string; output: string },
  refusals: readonly Refusal[],
): never => {
  if (output === 'json') {
    world.print(JSON.stringify({ lab, ...nothing, refused: refusals }, undefined, 2));
    throw new CommandError('', exitCodes.differs);
  }
  const lines = refusals.flatMap(({ item, differences }) => differences.map((one) => `${item}: ${one}`));
  throw new CommandError(
    `${lines.join('\n')}\nThese are not as specified, so nothing was adopted: change them, or the document`,
    exitCodes.differs,
  );
};

export const adopt = (program: Command, world: World): Command =>
  program
    .command('adopt')
    .description(
      "Makes machines and networks that exist already the lab's, where they are just as its document says. Changes nothing of them but the mark.",
    )
    .addOption(onlyMachinesOption())
    .addOption(yesOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async ({ file, output, only, yes }: Options) => {
      const { lab } = openLab(file);
      const wanted = only && belongsTo(selectedMachines(lab, only));
      const mine = ({ item }: { readonly item: string }): boolean => wanted === undefined || wanted(item);
      await withLockedSite(lab, 'lab adopt', async (site) => {
        const found = planAdoption(await site.survey());
        const refusals = found.refusals.filter(mine);
        let changes: readonly Change[] = found.changes.filter(mine);
        if (refusals.length > 0) refuse(world, { lab: lab.name, output }, refusals);
        if (changes.length === 0)
          return show(world, output, `lab ${lab.name}: there is nothing to adopt.`, { lab: lab.name, ...nothing });
        if (!yes) {
          const list = planText(lab.name, changes);
          const answer = await world.ask?.(
            `${list}\nThey become the lab's: lab create changes them, and lab destroy removes them with their disks.\n` +
              'Adopt them? (yes/no) ',
          );
          if (answer === undefined) throw new CommandError(`${list}\n--yes adopts them`);
          if (answer.trim() !== 'yes') throw new CommandError('nothing was adopted');
          changes = stillAsShown(changes, planAdoption(await site.survey()).changes.filter(mine));
        }
        await carryOut(world, lab.name, changes, output);
        if (output !== 'json') world.print(`lab ${lab.name}: adopted.`);
      });
    });
