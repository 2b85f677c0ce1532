import { expect, test } from 'vitest';
import { createLockout } from './lockout.js';

const setUp = (options: { threshold?: number; duration?: number } = {}) => {
  const clock = { ms: 0 };
  const lockout = createLockout({
    policy: () => ({ lockoutThreshold: options.threshold ?? 3, lockoutDuration: options.duration ?? 30 }),
    now: () => clock.ms,
    known: (userName) => userName.startsWith('real'),
  });
  const fail = (userName: string, times: number): void => {
    for (let time = 0; time < times; time += 1) lockout.failed(userName);
  };
  return { clock, lockout, fail };
};

test.each(['real', 'invented'])('a %s name locks at the threshold and opens by time', (name) => {
  const { clock, lockout, fail } = setUp();
  fail(name, 2);
  expect(lockout.locked(name)).toBe(false);
  fail(name, 1);
  expect(lockout.locked(name)).toBe(true);
  clock.ms = 29_999;
  expect(lockout.locked(name)).toBe(true);
  clock.ms = 30_000;
  expect(lockout.locked(name)).toBe(false);
});

test('failures during a lock do not prolong it', () => {
  const { clock, lockout, fail } = setUp();
  fail('real', 3);
  clock.ms = 29_000;
  fail('real', 100);
  clock.ms = 30_000;
  expect(lockout.locked('real')).toBe(false);
  fail('real', 2);
  expect(lockout.locked('real')).toBe(false);
});

test('failures are forgotten after the same time, and by clear', () => {
  const { clock, lockout, fail } = setUp();
  fail('real', 2);
  clock.ms = 30_000;
  fail('real', 2);
  expect(lockout.locked('real')).toBe(false);
  lockout.clear('real');
  fail('real', 2);
  expect(lockout.locked('real')).toBe(false);
});

test('a flood of invented names does not wipe out what a real account has got wrong', () => {
  const { lockout, fail } = setUp();
  fail('real', 2);
  for (let name = 0; name < 5000; name += 1) fail(`invented ${name}`, 1);
  fail('real', 1);
  expect(lockout.locked('real')).toBe(true);
});

test('threshold 0 never locks', () => {
  const { lockout, fail } = setUp({ threshold: 0 });
  fail('real', 1000);
  expect(lockout.locked('real')).toBe(false);
});
