import { expect, it } from 'vitest';
import { type StepResult, steps } from '../rehearse/steps.js';
import { rehearsalJson, rehearsalText, stepLine } from './rehearsal.js';

const good = (machine: string): readonly StepResult[] =>
  steps.map((step) => ({ machine, step, result: 'pass', value: 'as wanted', milliseconds: 1234 }));
const changed = (results: readonly StepResult[], step: string, change: Partial<StepResult>): readonly StepResult[] =>
  results.map((one) => (one.step === step ? { ...one, ...change } : one));

it('tells of a lab that would be installed', () => {
  const text = rehearsalText('ops', { results: good('one-master-0'), milliseconds: 14_000, stopped: false, left: [] });
  expect(text.split('\n')).toHaveLength(3);
  expect(text).toMatch(/^one-master-0( +1\.2 s){10} +12\.3 s$/m);
  expect(text).toContain('lab ops: 1 machine rehearsed in 14.0 s');
});

it('tells once what several machines have met, and what was not reached', () => {
  const failure = { result: 'fail', value: 'no answer', hint: 'Look there' } as const;
  const results = [
    ...changed(good('a'), 'names', failure),
    ...changed(good('b'), 'names', failure).slice(0, 4),
    ...changed(good('c'), 'disk', { result: 'skip', value: 'nothing was installed' }),
  ];
  const text = rehearsalText('ops', { results, milliseconds: 14_000, stopped: false, left: [] });
  expect(text.match(/a, b, names: no answer\n {4}Look there\./g)).toHaveLength(1);
  expect(text).toMatch(/^b .* FAIL +-( +-){5}/m);
  expect(text).toMatch(/^c .* skip +1\.2 s /m);
  expect(text).toContain('2 of 3 machines would not be installed');
  expect(rehearsalJson('ops', { results, milliseconds: 1, stopped: false, left: [] })).toMatchObject({
    lab: 'ops',
    failed: 2,
  });
});

it('tells each step as it ends', () => {
  const [first] = good('a') as [StepResult];
  expect(stepLine(first, 4)).toBe('pass  a     insert    as wanted  (1.2 s)');
  expect(stepLine({ ...first, result: 'skip', value: 'no disk' }, 1)).toBe('skip  a  insert    no disk');
});
