import { expect, test } from 'vitest';
import { createGate } from './gate.js';

const held = () => {
  let release = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release: () => release() };
};

test('no more run than may, the rest in their order, and beyond the queue nothing is started', async () => {
  const gate = createGate(2, 3);
  const door = held();
  const begun: number[] = [];
  const work = (id: number) => async () => {
    begun.push(id);
    await door.until;
    return id;
  };
  const accepted = [1, 2, 3, 4, 5].map((id) => gate.run(work(id)));
  expect(accepted).not.toContain(undefined);
  expect(gate.run(work(6))).toBeUndefined();
  await Promise.resolve();
  expect(begun).toEqual([1, 2]);
  door.release();
  expect(await Promise.all(accepted)).toEqual([1, 2, 3, 4, 5]);
  expect(begun).toEqual([1, 2, 3, 4, 5]);
});

test('what fails gives its place back', async () => {
  const gate = createGate(1, 0);
  for (let round = 0; round < 3; round += 1) {
    await expect(gate.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  }
  expect(await gate.run(async () => 'yes')).toBe('yes');
});
