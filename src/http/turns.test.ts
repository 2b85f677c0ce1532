import { expect, it } from 'vitest';
import { createTurns } from './turns.js';

const setUp = (options = { atOnce: 1, waitingEach: 2, waitingAll: 3 }) => {
  const turns = createTurns(options);
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const ask = (client: string, name: string) =>
    turns.take(client, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.push(() => resolve(name)));
    });
  const end = async () => {
    await new Promise(setImmediate);
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { turns, begun, ask, end };
};

it('does one thing of each client after the other, however many one of them asks for', async () => {
  const { begun, ask, end } = setUp();
  for (const [client, name] of ['a1', 'a2', 'a3', 'b1'].map((one) => [one[0] ?? '', one] as const))
    void ask(client, name);
  for (let count = 0; count < 4; count += 1) await end();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
});

it('refuses what is more than may wait, of one and of all, and starts nothing of it', async () => {
  const { begun, ask, end } = setUp();
  expect(['a1', 'a2', 'a3'].map((name) => ask('a', name) !== undefined)).toEqual([true, true, true]);
  expect(ask('a', 'a4')).toBeUndefined();
  expect(ask('b', 'b1')).toBeDefined();
  expect(ask('c', 'c1')).toBeUndefined();
  await end();
  expect(ask('c', 'c2')).toBeDefined();
  for (let count = 0; count < 5; count += 1) await end();
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3', 'c2']);
});

it('gives the result, or the error, and its place back', async () => {
  const { turns } = setUp();
  await expect(turns.take('a', async () => Promise.reject(new Error('bad')))).rejects.toThrow('bad');
  expect(await turns.take('a', async () => 1)).toBe(1);
});
