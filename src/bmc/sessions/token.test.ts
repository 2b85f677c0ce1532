import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fingerprint, looksRandom, newToken } from './token.js';

/** Numerical Recipes' series would do; the plain Maclaurin one does too for the arguments here. */
const erfc = (x: number): number => {
  if (x > 5) return 0;
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return 1 - (2 / Math.sqrt(Math.PI)) * sum;
};

/** P-values straight from the formulas of NIST SP 800-22, bit by bit. */
const pValues = (bits: readonly number[]): readonly [number, number] => {
  const n = bits.length;
  const ones = bits.reduce((sum, bit) => sum + bit, 0);
  const monobit = erfc(Math.abs(2 * ones - n) / Math.sqrt(n) / Math.SQRT2);
  const pi = ones / n;
  if (Math.abs(pi - 0.5) >= 2 / Math.sqrt(n)) return [monobit, 0];
  const v = 1 + bits.slice(1).filter((bit, index) => bit !== bits[index]).length;
  return [monobit, erfc(Math.abs(v - 2 * n * pi * (1 - pi)) / (2 * Math.sqrt(2 * n) * pi * (1 - pi)))];
};

const bitsOf = (bytes: Uint8Array): number[] =>
  [...bytes].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((shift) => (byte >> shift) & 1));

test('the reference itself agrees with the example of the publication', () => {
  // 2.1.8 and 2.3.8: the first hundred binary digits of pi.
  const digits = '1100100100001111110110101010001000100001011010001100001000110100110001001100011001100010100010111000';
  const [monobit, runs] = pValues([...digits].map(Number));
  expect(monobit).toBeCloseTo(0.109599, 6);
  expect(runs).toBeCloseTo(0.500798, 6);
});

test('agrees with the p-values for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      expect(looksRandom(bytes)).toBe(pValues(bitsOf(bytes)).every((p) => p >= 0.01));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['nothing but zeros', 0x00],
  ['nothing but ones', 0xff],
  ['as many of both, always in turn', 0x55],
  ['as many of both, in fours', 0x0f],
])('%s does not look random', (_, byte) => {
  expect(looksRandom(new Uint8Array(32).fill(byte))).toBe(false);
});

test('a draw that looks odd is drawn again', () => {
  const good = Buffer.from('6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b', 'hex');
  const draws = [new Uint8Array(32), new Uint8Array(32).fill(0x55), good];
  expect(looksRandom(good)).toBe(true);
  expect(newToken(() => draws.shift() ?? good)).toBe(good.toString('hex'));
  expect(draws).toEqual([]);
});

test('tokens are 64 hex digits, all different, and so are their fingerprints', () => {
  const tokens = Array.from({ length: 1000 }, () => newToken());
  for (const token of tokens) expect(token).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(tokens.map(fingerprint)).size).toBe(1000);
});
