/** What machines did in a rehearsal, on a terminal and for programs. */
import type { Rehearsal } from '../rehearse/rehearse.js';
import { type StepResult, steps } from '../rehearse/steps.js';
import { table } from './table.js';

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

const marks = { pass: 'pass', fail: 'FAIL', skip: 'skip' } as const;

/** A step that has ended, while others go on. */
export const stepLine = ({ machine, step, result, value, milliseconds }: StepResult, width: number): string =>
  `${marks[result]}  ${machine.padEnd(width)}  ${step.padEnd(8)}  ${value}${result === 'skip' ? '' : `  (${seconds(milliseconds)})`}`;

const cell = (found: StepResult | undefined): string => {
  if (found === undefined) return '-';
  return found.result === 'pass' ? seconds(found.milliseconds) : marks[found.result];
};

const count = (results: readonly StepResult[], result: StepResult['result']): readonly string[] => {
  const machines = new Set(results.filter((one) => one.result === result).map(({ machine }) => machine));
  return [...machines];
};

/** A row for each machine with the time of each step, and below it what failed, each sentence once. */
export const rehearsalText = (lab: string, { results, milliseconds, stopped }: Rehearsal): string => {
  const machines = [...new Set(results.map(({ machine }) => machine))];
  const of = (machine: string) => results.filter((one) => one.machine === machine);
  const rows = machines.map((machine) => [
    machine,
    ...steps.map((step) => cell(of(machine).find((one) => one.step === step))),
    seconds(of(machine).reduce((sum, one) => sum + one.milliseconds, 0)),
  ]);
  // What all of them tell is told once.
  const failures = new Map<string, readonly StepResult[]>();
  for (const one of results.filter(({ result }) => result === 'fail')) {
    const what = `${one.step}: ${one.value}`;
    failures.set(what, [...(failures.get(what) ?? []), one]);
  }
  const failed = count(results, 'fail');
  return [
    table(['MACHINE', ...steps.map((step) => step.toUpperCase()), 'ALL'], rows),
    ...[...failures].flatMap(([what, all]) => [
      `${all.map(({ machine }) => machine).join(', ')}, ${what}`,
      ...(all[0]?.hint === undefined ? [] : [`    ${all[0].hint}.`]),
    ]),
    stopped
      ? `lab ${lab}: stopped before every machine was at its end.`
      : failed.length === 0
        ? `lab ${lab}: ${machines.length} machine${machines.length === 1 ? '' : 's'} rehearsed in ${seconds(milliseconds)}: an installation finds its way.`
        : `lab ${lab}: ${failed.length} of ${machines.length} machines would not be installed (${seconds(milliseconds)}).`,
  ].join('\n');
};

export const rehearsalJson = (lab: string, { results, ...rest }: Rehearsal) => ({
  lab,
  failed: count(results, 'fail').length,
  ...rest,
  results,
});
