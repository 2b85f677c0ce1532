import { expect, it } from 'vitest';
import { apply, type Progress } from './apply.js';
import type { Change } from './change.js';
import { select } from './select.js';

const change = (item: string, after: readonly string[], run: Change['run'] = async () => {}): Change => ({
  item,
  action: 'create',
  what: item,
  disruption: 'none',
  after,
  run,
});
const noting = (log: string[], item: string, after: readonly string[] = []): Change =>
  change(item, after, async () => {
    log.push(`${item} begins`);
    await new Promise((resolve) => setImmediate(resolve));
    log.push(`${item} ends`);
  });

it('does what is needed first first, and the rest side by side', async () => {
  const log: string[] = [];
  const outcome = await apply([noting(log, 'c', ['a', 'b', 'absent']), noting(log, 'a'), noting(log, 'b')]);
  expect(outcome.done).toHaveLength(3);
  expect(log).toEqual(['a begins', 'b begins', 'a ends', 'b ends', 'c begins', 'c ends']);
});

it('does changes of one item in their order, and no more at a time than it may', async () => {
  const log: string[] = [];
  await apply([noting(log, 'a'), noting(log, 'a'), noting(log, 'b')], { parallel: 1 });
  expect(log).toEqual(['a begins', 'a ends', 'a begins', 'a ends', 'b begins', 'b ends']);
});

it('holds up only what comes after a failure, and tells why', async () => {
  const told: Progress[] = [];
  const fail = change('a', [], () => Promise.reject(new Error('no room')));
  const outcome = await apply([fail, change('b', ['a']), change('c', ['b']), change('d', [])], {
    onProgress: (progress) => told.push(progress),
  });
  expect(outcome.done.map(({ item }) => item)).toEqual(['d']);
  expect(outcome.failed).toMatchObject([{ change: { item: 'a' }, error: { message: 'no room' } }]);
  expect(told.filter(({ type }) => type === 'skipped')).toMatchObject([
    { change: { item: 'b' }, because: 'a' },
    { change: { item: 'c' }, because: 'b' },
  ]);
});

it('begins nothing after it was stopped, and waits for what it began', async () => {
  const stop = new AbortController();
  const log: string[] = [];
  const stopping = change('a', [], async () => {
    stop.abort();
    await new Promise((resolve) => setImmediate(resolve));
    log.push('a ends');
  });
  const outcome = await apply([stopping, noting(log, 'b', ['a'])], { signal: stop.signal });
  expect(log).toEqual(['a ends']);
  expect(outcome.skipped.map(({ item }) => item)).toEqual(['b']);
});

it('says so where changes wait for each other', async () => {
  await expect(apply([change('a', ['b']), change('b', ['a'])])).rejects.toThrow('wait for each other: a, b');
});

it('picks changes out with all that they need', () => {
  const all = [
    change('network', []),
    change('machine/a', ['network']),
    change('volume/a', ['machine/a']),
    change('x', []),
  ];
  const items = select(all, (item) => item === 'volume/a').map(({ item }) => item);
  expect(items).toEqual(['network', 'machine/a', 'volume/a']);
  expect(select(all, undefined)).toBe(all);
});
