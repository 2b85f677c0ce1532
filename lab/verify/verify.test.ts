import { expect, it } from 'vitest';
import { wellSubject } from '../../test/helpers/played-lab.js';
import { findingsJson, findingsText } from '../cli/findings.js';
import { fail, type Probe, pass, skip, warn } from './probe.js';
import { probes } from './probes.js';
import { applicable, verify } from './verify.js';

const subject = wellSubject();
const probe = (id: string, run: Probe['run'], more: Partial<Probe> = {}): Probe => ({
  id,
  phase: 'fabric',
  scope: 'lab',
  what: 'it works',
  run,
  ...more,
});
const never = (): Promise<never> => new Promise(() => {});
const options = { phase: 'machines', limit: 20 } as const;

it('finds the same each time, in the order of the probes, and all well in a lab that is', async () => {
  const findings = await verify(probes, subject, { phase: 'installed' });
  expect(findings.filter(({ result }) => result === 'fail' || result === 'warn')).toEqual([]);
  const order = findings.map(({ id }) => probes.findIndex((one) => one.id === id));
  expect(order).toEqual(order.toSorted((one, other) => one - other));
});

it('takes what throws, and what does not end, for failures of that probe alone', async () => {
  let gaveUp = false;
  const hanging = probe('hangs', (_, signal) => {
    signal.addEventListener('abort', () => {
      gaveUp = true;
    });
    return never();
  });
  const throwing = probe('throws', () => {
    throw new Error('no such program');
  });
  const findings = await verify([hanging, throwing, probe('works', () => [pass('', 'well')])], subject, options);
  expect(findings).toMatchObject([
    { id: 'hangs', result: 'fail', value: 'nothing came of it within 0.02 s' },
    { id: 'throws', result: 'fail', value: 'no such program', hint: 'It could not be seen whether it works' },
    { id: 'works', result: 'pass' },
  ]);
  expect(gaveUp).toBe(true);
});

it('runs them side by side, and tells who is still at work', async () => {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const first = probe('first', async () => {
    await gate;
    return [];
  });
  const second = probe('second', () => {
    release();
    return [];
  });
  const told: string[] = [];
  await verify([first, second], subject, {
    ...options,
    limit: 60_000,
    onProgress: (waiting) => told.push(waiting.join()),
  });
  expect(told).toEqual(['first,second', 'first', '']);
});

it('lets a probe ask as much as it likes at once', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  const many = probe('many', (_, signal) => {
    for (let asked = 0; asked < 50; asked += 1) signal.addEventListener('abort', () => {});
    return [];
  });
  await verify([many], subject, options);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

it('stops when it is told to', async () => {
  const stop = new AbortController();
  const stopping = probe('a', () => {
    stop.abort();
    return never();
  });
  expect(await verify([stopping], subject, { phase: 'machines', signal: stop.signal })).toMatchObject([
    { value: 'stopped' },
  ]);
});

it('leaves out what a lab cannot have yet, and the whole of it where clusters were picked out', () => {
  const ids = (phase: 'host' | 'machines', partial = false) =>
    applicable(probes, { phase, partial }).map(({ id }) => id);
  expect(ids('host')).toContain('host.ports');
  expect(ids('host')).not.toContain('dns.api');
  expect(ids('machines')).not.toContain('balancer.api');
  expect(ids('machines', true)).toContain('dns.api');
  expect(ids('machines', true)).not.toContain('host.ports');
});

it('is told as a table with hints where something is wrong, and for programs', () => {
  const findings = [pass('a', '1'), warn('b', '2', 'Look'), fail('', '3', 'Mend it'), skip('c', '4')].map((result) => ({
    id: 'x.y',
    phase: 'host' as const,
    ...result,
  }));
  expect(findingsText('mine', findings)).toBe(
    [
      'PROBE  OF  RESULT  FOUND',
      'x.y    a   pass    1',
      'x.y    b   WARN    2',
      '    Look.',
      'x.y        FAIL    3',
      '    Mend it.',
      'x.y    c   skip    4',
      'lab mine: 1 passed, 1 warned, 1 failed, 1 skipped.',
    ].join('\n'),
  );
  expect(findingsJson('mine', 'host', findings)).toMatchObject({ passed: 1, warned: 1, failed: 1, skipped: 1 });
});
