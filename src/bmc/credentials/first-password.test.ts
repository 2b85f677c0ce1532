import { expect, test } from 'vitest';
import { firstPassword } from './first-password.js';

test('at least 96 bits in letters that nobody misreads, and never the same twice', () => {
  const drawn = Array.from({ length: 500 }, () => firstPassword(8));
  expect(new Set(drawn).size).toBe(500);
  for (const password of drawn) expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/);
  // All 32 letters come up, so it is five bits a letter: 20 of them are 100.
  expect(new Set(drawn.join('').replaceAll('-', '')).size).toBe(32);
});

test.each([1, 23, 24, 29, 30, 128])('is as long as a minimum of %i wants', (minimum) => {
  expect(firstPassword(minimum).length).toBeGreaterThanOrEqual(Math.max(23, minimum));
});
