/** What probes found, on a terminal and for programs. */
import type { Verdict } from '../verify/probe.js';
import type { Finding } from '../verify/verify.js';
import { table } from './table.js';

const marks: Readonly<Record<Verdict, string>> = { pass: 'pass', warn: 'WARN', fail: 'FAIL', skip: 'skip' };

const numberOf = (findings: readonly Finding[], verdict: Verdict): number =>
  findings.filter(({ result }) => result === verdict).length;

export const findingsText = (name: string, findings: readonly Finding[]): string => {
  const rows = findings.map(({ id, of, result, value }) => [id, of, marks[result], value]);
  const lines = table(['PROBE', 'OF', 'RESULT', 'FOUND'], rows).split('\n');
  // A hint stands below its line: beside it there is no room.
  const hinted = findings.map(({ result, hint }, index) =>
    hint === undefined || result === 'pass' ? [lines[index + 1]] : [lines[index + 1], `    ${hint}.`],
  );
  const counts = (['pass', 'warn', 'fail', 'skip'] as const)
    .map((verdict) => [
      numberOf(findings, verdict),
      { pass: 'passed', warn: 'warned', fail: 'failed', skip: 'skipped' }[verdict],
    ])
    .filter(([number]) => number !== 0)
    .map((pair) => pair.join(' '));
  return [lines[0], ...hinted.flat(), `lab ${name}: ${counts.join(', ')}.`].join('\n');
};

export const findingsJson = (lab: string, phase: string, findings: readonly Finding[]) => ({
  lab,
  phase,
  passed: numberOf(findings, 'pass'),
  warned: numberOf(findings, 'warn'),
  failed: numberOf(findings, 'fail'),
  skipped: numberOf(findings, 'skip'),
  results: findings,
});
