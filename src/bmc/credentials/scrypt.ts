import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** `ln` is the binary logarithm of N (RFC 7914 section 2). */
export interface ScryptCost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MiB and about a quarter of a second of one core: as hard as N=2^17 with p=1, at a quarter of its memory. */
export const defaultCost: ScryptCost = { ln: 15, r: 8, p: 3 };

const saltBytes = 16;
const keyBytes = 32;
const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/** Node runs it on a thread of its pool, so the event loop goes on. */
const derive = (password: string, salt: Buffer, { ln, r, p }: ScryptCost, length: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const N = 2 ** ln;
    // OpenSSL counts 128 * r * (N + p + 2) bytes and refuses at the limit.
    scrypt(password, salt, length, { N, r, p, maxmem: 128 * r * (N + p + 3) }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');

/** A PHC string: `$scrypt$ln=15,r=8,p=3$<salt>$<key>`, base64 without padding. */
export const hashScrypt = async (password: string, cost: ScryptCost): Promise<string> => {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt, cost, keyBytes);
  return `$scrypt$ln=${cost.ln},r=${cost.r},p=${cost.p}$${unpadded(salt)}$${unpadded(key)}`;
};

/** The check of a password against `hash`, or undefined if it is no such string or asks for more than 1 GiB. */
export const scryptVerifier = (hash: string): ((password: string) => Promise<boolean>) | undefined => {
  const [, ln, r, p, salt, key] = phc.exec(hash) ?? [];
  if (salt === undefined || key === undefined) return undefined;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (cost.ln < 1 || cost.r < 1 || cost.p < 1 || cost.p > 16 || 128 * cost.r * 2 ** cost.ln > 2 ** 30) return undefined;
  const expected = Buffer.from(key, 'base64');
  return async (password) =>
    timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), cost, expected.length), expected);
};
