import type { Command } from 'commander';
import type { OpenSite, Site } from '../../kinds/site.js';
import { placeProblems } from '../../operate/places.js';
import type { Change } from '../../plan/change.js';
import { plan } from '../../plan/plan.js';
import { select } from '../../plan/select.js';
import { carryOut, concerns, count, outcomeJson, planText, stillAsShown } from '../changes.js';
import { mustFit } from '../fits.js';
import { onlyMachinesOption, type Selection, selectedMachines } from '../only.js';
import {
  CommandError,
  fileOption,
  openLab,
  outputOption,
  show,
  stateDirOption,
  type World,
  yesOption,
} from '../output.js';
import { withLockedSite } from '../site.js';

interface Options {
  readonly file: string;
  readonly output: string;
  readonly stateDir: string;
  readonly only?: readonly Selection[];
  readonly yes?: true;
  readonly allowDisruption?: true;
}

/** Whether a person was asked. Throws `CommandError` where they do not want it, or there is none to be asked. */
const confirm = async (
  world: World,
  changes: readonly Change[],
  { yes, allowDisruption }: Options,
): Promise<boolean> => {
  const restarts = changes.filter(({ disruption }) => disruption === 'network restart');
  if (restarts.length > 0 && !allowDisruption)
    throw new CommandError(
      `${restarts.map(({ item, what }) => `${item}: ${what}`).join('\n')}\n` +
        'This restarts or removes a network under its machines, which lose their link: --allow-disruption does it all the same',
    );
  const removed = changes.filter(({ action }) => action === 'remove');
  if (removed.length === 0 || yes) return false;
  const list = removed.map(({ item, what }) => `  ${item}: ${what}`).join('\n');
  const answer = await world.ask?.(
    `The document no longer has these, and they would be removed for good:\n${list}\nRemove them? (yes/no) `,
  );
  if (answer === undefined) throw new CommandError(`The document no longer has these:\n${list}\n--yes removes them`);
  if (answer.trim() !== 'yes') throw new CommandError('nothing was changed');
  return true;
};

export const create = (program: Command, world: World): Command =>
  program
    .command('create')
    .description(
      'Makes the lab as its document says: what is missing is made, what differs is changed. May be stopped and run again.',
    )
    .addOption(onlyMachinesOption())
    .option('--allow-disruption', 'restart networks where a change needs it')
    .addOption(yesOption())
    .addOption(stateDirOption())
    .addOption(fileOption())
    .addOption(outputOption())
    .action(async (options: Options) => {
      const { file, output, only } = options;
      const loaded = openLab(file);
      const { lab } = loaded;
      for (const warning of loaded.warnings) world.complain(warning);
      const machines = only && selectedMachines(lab, only);
      const work = async (open: OpenSite): Promise<void> => {
        const planned = async (site: Site) => select(await plan(site), machines && concerns(machines));
        const site = await open.survey();
        const shown = await planned(site);
        await mustFit(site, loaded, { changes: shown, machines });
        const closed = await placeProblems(site.host, shown);
        if (closed.length > 0) throw new CommandError(closed.join('\n'));
        const asked = await confirm(world, shown, options);
        const changes = asked ? stillAsShown(shown, await planned(await open.survey())) : shown;
        if (changes.length === 0)
          return show(world, output, planText(lab.name, changes, only !== undefined), {
            lab: lab.name,
            ...outcomeJson({ done: [], failed: [], skipped: [] }),
          });
        await carryOut(world, lab.name, changes, output);
        if (output !== 'json') world.print(`lab ${lab.name}: done, ${count(changes.length, 'change')}.`);
      };
      await withLockedSite(lab, 'lab create', work, options.stateDir);
    });
