import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { isWeak, openSchemes } from './schemes.js';
import { hashScrypt, scryptVerifier } from './scrypt.js';

const schemes = openSchemes();
afterAll(() => schemes.close());

// Made by others: openssl passwd -apr1, crypt(3) of libxcrypt, hashlib of Python.
const sentence = 'correct horse battery staple';
const known: readonly (readonly [string, string])[] = [
  ['', '$apr1$r31.....$iQoXxeL5pW.kaXVrniDCU0'],
  ['a', '$apr1$r31.....$s7OSk4uJoyS8elmZY5Ru40'],
  [sentence, '$apr1$r31.....$RSm0VOy2/jdarTt.BqnSF0'],
  ['pässwörd', '$apr1$r31.....$CnMBtjJHTKsiwi5FN79xp0'],
  ['0123456789abcdefghijklmnopqrstuvwxyz', '$apr1$r31.....$5quP.paP9YxeopENjYmrV/'],
  ['x', '$apr1$ab$eIePjsejfBGR8ITtu2z0U1'],
  [sentence, '$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS'],
  [sentence, '$2y$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS'],
  [sentence, '$2a$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG'],
  [sentence, '{SHA}q/eq1kOINtvlJqojGr3i0O73TUI='],
  [sentence, '$scrypt$ln=10,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$7AnzIswxwEinpwz+ntydndYfVHPvOACmX9Vvo8hO1qM'],
];

test.each(known)('%j is what %s was made of, and nothing near it is', async (password, hash) => {
  const verify = schemes.verifier(hash);
  expect(await verify?.(password)).toBe(true);
  for (const wrong of [`${password}x`, password.slice(1), password.toUpperCase()]) {
    if (wrong !== password) expect(await verify?.(wrong)).toBe(false);
  }
});

test.each([
  ['plain text', 'secret'],
  ['nothing', ''],
  ['crypt(3) of old', 'rqXexS6ZhobKA'],
  [
    'SHA-512 crypt',
    '$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/',
  ],
  ['bcrypt that takes hours', '$2y$31$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS'],
  ['bcrypt cut short', '$2y$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/Zsu'],
  ['SHA of another length', '{SHA}q/eq1kOINtvlJqojGr3i0O73TUI'],
  [
    'scrypt that takes all memory',
    '$scrypt$ln=30,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$7AnzIswxwEinpwz+ntydndYfVHPvOACmX9Vvo8hO1qM',
  ],
  ['scrypt without work', '$scrypt$ln=0,r=8,p=1$MDEyMzQ1Njc4OWFiY2RlZg$7AnzIswxwEinpwz+ntydndYfVHPvOACmX9Vvo8hO1qM'],
  ['a line end in it', '{SHA}q/eq1kOINtvlJqojGr3i0O73TUI=\n'],
])('%s is no password hash', (_, hash) => {
  expect(schemes.verifier(hash)).toBeUndefined();
});

/** No login gets here with control characters; a NUL at the end is lost on scrypt, whose HMAC pads its key with them. */
const text = fc.string({ unit: 'binary' }).map((any) => any.replaceAll(/\p{Cc}/gu, '.'));

test('any text is a password that its own hash takes', async () => {
  const cost = { ln: 4, r: 8, p: 1 };
  await fc.assert(
    fc.asyncProperty(text, text, async (password, other) => {
      const verify = scryptVerifier(await hashScrypt(password, cost));
      expect(await verify?.(password)).toBe(true);
      const same = Buffer.from(other).equals(Buffer.from(password));
      expect(await verify?.(other)).toBe(same);
    }),
    { numRuns: 50 },
  );
});

test('no arbitrary text makes the recognition throw', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', '$scrypt$', '$2y$', '$apr1$', '{SHA}'), (text, prefix) => {
      expect(['function', 'undefined']).toContain(typeof schemes.verifier(prefix + text));
    }),
  );
});

test('two hashes of one password differ', async () => {
  const cost = { ln: 4, r: 8, p: 1 };
  expect(await hashScrypt('secret', cost)).not.toBe(await hashScrypt('secret', cost));
});

test('weak schemes are known as such', () => {
  expect(known.filter(([, hash]) => isWeak(hash))).toHaveLength(7);
});

test('many comparisons at once are each answered for themselves', async () => {
  const verify = schemes.verifier('$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS');
  const answers = await Promise.all(Array.from({ length: 12 }, (_, index) => verify?.(index % 3 ? 'wrong' : sentence)));
  expect(answers).toEqual(Array.from({ length: 12 }, (_, index) => index % 3 === 0));
});

test('a comparison that the end of the service cuts off fails, and the next one starts a thread again', async () => {
  const own = openSchemes();
  const verify = own.verifier('$2b$12$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS');
  const cut = verify?.('wrong');
  const failed = expect(cut).rejects.toThrow('thread');
  await own.close();
  await failed;
  expect(await own.verifier('$2a$04$abcdefghijklmnopqrstuu7EJV7kdjBBQxyb0HjTh9KS7.Lah/6CG')?.(sentence)).toBe(true);
  await own.close();
});
