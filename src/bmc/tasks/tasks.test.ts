import { expect, test } from 'vitest';
import { silent } from '../log.js';
import type { Task, TaskControl } from '../types.js';
import { createTasks } from './tasks.js';

const about = { name: 'Insert', target: '/redfish/v1/x', systemId: 's' };
const describe = (error: unknown) => ({
  status: 502,
  body: { why: String(error) },
  message: { key: 'ResourceAtUriUnauthorized', args: [String(error)] },
});

const setUp = (retention = { count: 3, seconds: 60 }) => {
  const clock = { ms: 0 };
  const errors: string[] = [];
  const log = { ...silent, error: (_: object, message: string) => void errors.push(message) };
  const tasks = createTasks({ retention, onRetention: () => undefined, now: () => clock.ms, log });
  const seen: Task[] = [];
  tasks.subscribe((task) => seen.push(task));
  return { clock, errors, tasks, seen };
};

/** Work that hands out its control and waits to be told how to end. */
const byHand = () => {
  const hand: { control?: TaskControl; resolve: (status: number) => void; reject: (error: unknown) => void } = {
    resolve: () => undefined,
    reject: () => undefined,
  };
  const work = (control: TaskControl) =>
    new Promise<{ status: number }>((resolve, reject) => {
      hand.control = control;
      hand.resolve = (status) => resolve({ status });
      hand.reject = reject;
    });
  return { hand, work };
};

const nothing = async () => ({ status: 204 });

test('work that succeeds: running, progress, completed, with what it would have answered', async () => {
  const { tasks, seen } = setUp();
  const { hand, work } = byHand();
  const { task, done } = tasks.start(about, work, describe);
  expect(task).toMatchObject({ ...about, state: 'Running', percent: 0, messages: [] });
  hand.control?.progress(40.9, { key: 'Progress', args: ['40'] });
  expect(tasks.get(task.id)).toMatchObject({ percent: 40, messages: [{ key: 'Progress', args: ['40'] }] });
  hand.resolve(204);
  const last = await done;
  expect(last).toMatchObject({ state: 'Completed', percent: 100, result: { status: 204 } });
  expect(last.ended).toBeInstanceOf(Date);
  expect(tasks.get(task.id)).toBe(last);
  expect(seen.map(({ state, percent }) => [state, percent])).toEqual([
    ['Running', 0],
    ['Running', 40],
    ['Completed', 100],
  ]);
  expect(new Set(seen.map(({ revision }) => revision)).size).toBe(3);
});

test('work that waits for something is pending until it makes progress', async () => {
  const { tasks, seen } = setUp();
  const { hand, work } = byHand();
  const { task, done } = tasks.start({ ...about, pending: true }, work, describe);
  expect(task).toEqual(expect.objectContaining({ ...about, state: 'Pending', percent: 0 }));
  expect(task).not.toHaveProperty('pending');
  hand.control?.progress(0);
  hand.resolve(204);
  await done;
  expect(seen.map(({ state }) => state)).toEqual(['Pending', 'Running', 'Completed']);
});

test('progress never goes back, never claims the end, and is over with the task', async () => {
  const { tasks, seen } = setUp();
  const { hand, work } = byHand();
  const { task, done } = tasks.start(about, work, describe);
  for (const percent of [-5, 10, 5, Number.NaN, 10, 1000, Number.POSITIVE_INFINITY]) hand.control?.progress(percent);
  expect(tasks.get(task.id)?.percent).toBe(99);
  expect(seen.map(({ percent }) => percent)).toEqual([0, 10, 99]);
  hand.resolve(200);
  const last = await done;
  hand.control?.progress(50, { key: 'Late', args: [] });
  expect(tasks.get(task.id)).toBe(last);
});

test.each([
  ['rejects', () => Promise.reject(new Error('broken'))],
  [
    'throws before it starts',
    () => {
      throw new Error('broken');
    },
  ],
])('work that %s is an exception, described', async (_, work) => {
  const { tasks } = setUp();
  const last = await tasks.start(about, work, describe).done;
  expect(last).toMatchObject({
    state: 'Exception',
    percent: 0,
    result: { status: 502, body: { why: 'Error: broken' } },
    messages: [{ key: 'ResourceAtUriUnauthorized', args: ['Error: broken'] }],
  });
});

test('an answer that is an error is an exception as well', async () => {
  const { tasks } = setUp();
  expect(await tasks.start(about, async () => ({ status: 409 }), describe).done).toMatchObject({
    state: 'Exception',
    result: { status: 409 },
  });
});

test('cancel: the signal fires, the state says so, and what throws then was cancelled', async () => {
  const { tasks, seen } = setUp();
  const { hand, work } = byHand();
  const { task, done } = tasks.start(about, work, describe);
  expect(tasks.cancel(task.id)).toBe(true);
  expect(hand.control?.signal.aborted).toBe(true);
  expect(tasks.get(task.id)?.state).toBe('Cancelling');
  expect(tasks.cancel(task.id)).toBe(true);
  hand.reject(new Error('aborted'));
  expect((await done).state).toBe('Cancelled');
  expect(seen.map(({ state }) => state)).toEqual(['Running', 'Cancelling', 'Cancelled']);
  expect(tasks.cancel(task.id)).toBe(false);
  expect(tasks.cancel('unknown')).toBe(false);
});

test('work that was done before the cancel reached it is completed', async () => {
  const { tasks } = setUp();
  const { hand, work } = byHand();
  const { task, done } = tasks.start(about, work, describe);
  tasks.cancel(task.id);
  hand.resolve(204);
  expect((await done).state).toBe('Completed');
});

test('finished tasks are kept by number and by time; running ones always', async () => {
  const { clock, tasks } = setUp();
  const { hand, work } = byHand();
  const running = tasks.start(about, work, describe);
  const finished: string[] = [];
  for (let index = 0; index < 5; index += 1) finished.push((await tasks.start(about, nothing, describe).done).id);
  const ids = () => tasks.list().map(({ id }) => id);
  expect(ids()).toEqual([running.task.id, ...finished.slice(2)]);
  clock.ms = 60_000;
  expect(ids()).toEqual([running.task.id]);
  expect(tasks.get(finished[4] ?? '')).toBeUndefined();
  hand.resolve(204);
  await running.done;
  expect(ids()).toEqual([running.task.id]);
});

test('removing a running task cancels it, and its end neither brings it back nor takes up room', async () => {
  const { tasks } = setUp({ count: 1, seconds: 60 });
  const { hand, work } = byHand();
  const { task, done } = tasks.start(about, work, describe);
  expect(tasks.remove(task.id)).toBe(true);
  expect(hand.control?.signal.aborted).toBe(true);
  const other = await tasks.start(about, nothing, describe).done;
  hand.reject(new Error('aborted'));
  await done;
  expect(tasks.list()).toEqual([other]);
  expect(tasks.remove(task.id)).toBe(false);
});

test('a listener that throws and a description that throws are logged, and stop nothing', async () => {
  const { tasks, errors, seen } = setUp();
  const end = tasks.subscribe(() => {
    throw new Error('listener');
  });
  await tasks.start(about, nothing, describe).done;
  expect(seen).toHaveLength(2);
  expect(errors).toEqual(Array(2).fill('a listener to tasks failed'));
  end();
  const failing = () => {
    throw new Error('no words');
  };
  const last = await tasks.start(about, () => Promise.reject(new Error('broken')), failing).done;
  expect(last).toMatchObject({ state: 'Exception', result: { status: 500 }, messages: [{ key: 'InternalError' }] });
  expect(errors).toHaveLength(3);
});

test('messages are bounded, the last ones stay', async () => {
  const { tasks } = setUp();
  const { hand, work } = byHand();
  const { done } = tasks.start(about, work, describe);
  for (let index = 0; index < 150; index += 1) hand.control?.progress(1, { key: 'Step', args: [String(index)] });
  hand.resolve(200);
  const { messages } = await done;
  expect(messages).toHaveLength(100);
  expect(messages.at(-1)?.args).toEqual(['149']);
});

test('close cancels what runs, and waits for it', async () => {
  const { tasks } = setUp();
  const { hand, work } = byHand();
  const { done } = tasks.start(about, work, describe);
  let closed = false;
  const closing = tasks.close().then(() => {
    closed = true;
  });
  expect(hand.control?.signal.aborted).toBe(true);
  await Promise.resolve();
  expect(closed).toBe(false);
  hand.reject(new Error('aborted'));
  await closing;
  expect((await done).state).toBe('Cancelled');
});

test('a shorter time to keep finished tasks holds for those that are finished already', async () => {
  const { tasks, clock } = setUp();
  const { task, done } = tasks.start(about, nothing, describe);
  await done;
  clock.ms = 59_000;
  expect(tasks.get(task.id)).toBeDefined();
  tasks.retention = 30;
  expect(tasks.retention).toBe(30);
  expect(tasks.get(task.id)).toBeUndefined();
});
