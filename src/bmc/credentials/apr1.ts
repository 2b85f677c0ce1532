import { createHash, timingSafeEqual } from 'node:crypto';

// Apache's variant of the MD5 scheme of FreeBSD's crypt(3); see "Password Formats" in the documentation of httpd.
const shape = /^\$apr1\$([./0-9A-Za-z]{1,8})\$([./0-9A-Za-z]{22})$/;
const alphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const rounds = 1000;

const md5 = (...parts: readonly (string | Buffer)[]): Buffer => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** `count` characters of six bits each, the lowest bits first. */
const characters = (value: number, count: number): string =>
  Array.from({ length: count }, (_, index) => alphabet[(value >> (6 * index)) & 63]).join('');

/** The digest's bytes are written in groups of three, each six bytes apart; the twelfth stands alone at the end. */
const encode = (digest: Buffer): string => {
  const at = (index: number): number => digest[index] ?? 0;
  const groups = [0, 1, 2, 3, 4].map(
    (first) => (at(first) << 16) | (at(first + 6) << 8) | at(first === 4 ? 5 : first + 12),
  );
  return groups.map((group) => characters(group, 4)).join('') + characters(at(11), 2);
};

const apr1 = (password: string, salt: string): string => {
  const secret = Buffer.from(password);
  const inner = md5(secret, salt, secret);
  const repeated = Buffer.alloc(secret.length, inner);
  const bits: Buffer[] = [];
  for (let length = secret.length; length > 0; length >>= 1) {
    bits.push(length & 1 ? Buffer.alloc(1) : secret.subarray(0, 1));
  }
  let digest = md5(secret, '$apr1$', salt, repeated, ...bits);
  for (let round = 0; round < rounds; round += 1) {
    digest = md5(
      round & 1 ? secret : digest,
      round % 3 ? salt : '',
      round % 7 ? secret : '',
      round & 1 ? digest : secret,
    );
  }
  return encode(digest);
};

/** The check of a password against `hash`, or undefined if it is no such string. Takes a few milliseconds. */
export const apr1Verifier = (hash: string): ((password: string) => Promise<boolean>) | undefined => {
  const [, salt, expected] = shape.exec(hash) ?? [];
  if (salt === undefined || expected === undefined) return undefined;
  return async (password) => timingSafeEqual(Buffer.from(apr1(password, salt)), Buffer.from(expected));
};
