import { createHash, randomBytes } from 'node:crypto';

/** 256 bits. */
const tokenBytes = 32;

// The quantile of the normal distribution at which erfc(x) is 0.01, the level of both tests.
const limit = 1.82138636771845;

const bitsOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');

/** NIST SP 800-22, 2.1 (monobit) and 2.3 (runs), both at 0.01. For up to some thousand bits. */
export const looksRandom = (bytes: Uint8Array): boolean => {
  const bits = bitsOf(bytes);
  const n = bits.length;
  const ones = bits.replaceAll('0', '').length;
  if (Math.abs(2 * ones - n) / Math.sqrt(2 * n) > limit) return false;
  const share = ones / n;
  // The runs test means nothing for a share this far from a half (2.3.4, step 2).
  if (Math.abs(share - 0.5) >= 2 / Math.sqrt(n)) return false;
  const runs = bits.replace(/(.)\1*/g, '$1').length;
  const mixed = share * (1 - share);
  return Math.abs(runs - 2 * n * mixed) / (2 * Math.sqrt(2 * n) * mixed) <= limit;
};

/**
 * Lower-case hex. Checkers judge a token by itself, and of honest ones two in a hundred look odd: those are drawn again,
 * which costs 0.03 bits.
 */
export const newToken = (draw: () => Uint8Array = () => randomBytes(tokenBytes)): string => {
  for (;;) {
    const bytes = draw();
    if (looksRandom(bytes)) return Buffer.from(bytes).toString('hex');
  }
};

/** What is kept of a token: whoever reads our memory or a dump of it gets no way in. */
export const fingerprint = (token: string): string => createHash('sha256').update(token).digest('base64');
