/** Plans and their execution, on a terminal or in a pipe. */
import { apply, type Outcome, type Progress } from '../plan/apply.js';
import type { Change } from '../plan/change.js';
import type { LabMachine } from '../spec/types.js';
import { CommandError, type World } from './output.js';

export const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;

/** QEMU's tools complain in several. */
const inALine = (text: string): string =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .join('; ');

const note = ({ disruption }: Change): string => (disruption === 'none' ? '' : `  [${disruption}]`);

const line = (change: Change, width: number): string =>
  `${change.action.padEnd(6)}  ${change.item.padEnd(width)}  ${change.what}${note(change)}`;

/** `part`: only some of the lab was looked at. */
export const planText = (name: string, changes: readonly Change[], part = false): string => {
  if (changes.length === 0) return `lab ${name}: ${part ? 'this part' : 'everything'} is as specified.`;
  const width = Math.max(...changes.map(({ item }) => item.length));
  const disruptive = changes.filter(
    ({ disruption }) => disruption === 'power cycle' || disruption === 'network restart',
  );
  const lines = changes.map((change) => line(change, width));
  const tail = disruptive.length > 0 ? `, ${disruptive.length} of them for running machines to notice` : '';
  return [...lines, `lab ${name}: ${count(changes.length, 'change')}${tail}.`].join('\n');
};

/** What a program wants to know of a plan. */
export const planJson = (changes: readonly Change[]) =>
  changes.map(({ item, action, what, disruption, after }) => ({ item, action, what, disruption, after }));

export const outcomeJson = ({ done, failed, skipped }: Outcome) => ({
  done: planJson(done),
  failed: failed.map(({ change, error }) => ({ ...planJson([change])[0], error: error.message })),
  skipped: planJson(skipped),
});

/**
 * A plan that was made anew after a question was answered, which takes a person's time. Throws `CommandError` where it is
 * not what they agreed to.
 */
export const stillAsShown = (shown: readonly Change[], now: readonly Change[]): readonly Change[] => {
  if (JSON.stringify(planJson(now)) === JSON.stringify(planJson(shown))) return now;
  throw new CommandError('what is there has changed since this was shown, so nothing was done: run it again');
};

/** A machine's own items in a plan: itself, and its disks. */
export const isOf =
  ({ name }: LabMachine) =>
  (item: string): boolean => {
    const [kind, whose] = item.split('@')[0]?.split('/') ?? [];
    return (kind === 'machine' || kind === 'volume') && whose === name;
  };

/** Items of a plan that belong to these machines. */
export const belongsTo =
  (machines: readonly LabMachine[]) =>
  (item: string): boolean => {
    // Names, load balancer and BMC have a part for each machine.
    if (/^(service|host)\//.test(item)) return true;
    return machines.some((machine) => isOf(machine)(item));
  };

/** What has to be as specified for these machines: their networks, too, which keep their addresses. */
export const concerns =
  (machines: readonly LabMachine[]) =>
  (item: string): boolean =>
    belongsTo(machines)(item) ||
    machines.some(({ nics }) => nics.some(({ network }) => item.split('@')[0] === `network/${network}`));

/**
 * Does what a plan says, and tells: a line for each change that ended, and on a terminal what is being done now. Throws
 * `CommandError` where something was left; then a second run goes on from there.
 */
export const carryOut = async (
  world: World,
  name: string,
  changes: readonly Change[],
  output: string,
  parallel?: number,
): Promise<Outcome> => {
  const running = new Set<string>();
  let ended = 0;
  const width = Math.max(0, ...changes.map(({ item }) => item.length));
  const tell = (text: string): void => (output === 'json' ? undefined : world.print(text));
  const onProgress = (progress: Progress): void => {
    const { change } = progress;
    if (progress.type === 'started') running.add(change.item);
    else {
      running.delete(change.item);
      ended += 1;
    }
    if (progress.type === 'done') tell(`${line(change, width)}  (${Math.round(progress.milliseconds)} ms)`);
    if (progress.type === 'failed') tell(`FAILED  ${change.item.padEnd(width)}  ${inALine(progress.error.message)}`);
    if (progress.type === 'skipped' && progress.because !== undefined)
      tell(`left    ${change.item.padEnd(width)}  because of ${progress.because}`);
    world.redraw?.(running.size === 0 ? '' : `${ended} of ${changes.length}: ${[...running].slice(0, 4).join(', ')}`);
  };
  const outcome = await apply(changes, {
    ...(world.signal && { signal: world.signal }),
    ...(parallel !== undefined && { parallel }),
    onProgress,
  });
  const { done, failed, skipped } = outcome;
  if (output === 'json') world.print(JSON.stringify({ lab: name, ...outcomeJson(outcome) }, undefined, 2));
  if (failed.length + skipped.length === 0) return outcome;
  const left = [
    ...(failed.length > 0 ? [`${failed.length} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} not begun`] : []),
  ].join(', ');
  throw new CommandError(`lab ${name}: ${done.length} done, ${left}. The same command goes on from here.`);
};
