import { expect, test } from 'vitest';
import { createGate } from '../credentials/gate.js';
import { createLockout } from '../credentials/lockout.js';
import { silent } from '../log.js';
import type { Entry } from './entry.js';
import { createLoginDesk } from './login.js';
import { anonymousPrincipal, createRoleBook } from './roles.js';

const setUp = (options: { queue?: number; names?: readonly string[] } = {}) => {
  const { queue = 10, names = ['ann', 'bob'] } = options;
  const clock = { ms: 0 };
  const hashed: string[] = [];
  const hooks = { duringHash: (): void => undefined };
  const logged: object[] = [];
  const verifier = (userName: string) => async (password: string) => {
    hashed.push(userName);
    await new Promise((resolve) => setImmediate(resolve));
    hooks.duringHash();
    return password === `${userName}'s password`;
  };
  const entries = new Map<string, Entry>();
  const put = (userName: string, revision = 'r1', enabled = true): void => {
    const account = { ...anonymousPrincipal(false).account, id: userName, userName, revision, enabled };
    entries.set(userName, { account, hash: userName, tenure: 1, verify: verifier(userName) });
  };
  for (const name of names) put(name);
  const lockout = createLockout({
    policy: () => ({ lockoutThreshold: 3, lockoutDuration: 30 }),
    now: () => clock.ms,
    known: (name) => entries.has(name),
  });
  const desk = createLoginDesk({
    book: { all: () => [...entries.values()], byName: (name) => entries.get(name) },
    lockout,
    gate: createGate(2, queue),
    secret: Buffer.alloc(32, 7),
    decoy: verifier('decoy'),
    principal: (entry) => ({
      account: { ...entry.account, locked: false },
      privileges: createRoleBook().privilegesOf('Operator'),
    }),
    log: { ...silent, warn: (about) => void logged.push(about) },
  });
  return { clock, hashed, hooks, logged, entries, put, lockout, desk };
};

const good = { principal: { account: { userName: 'ann' } } };

test('the second login with the same credentials costs no hash; other ones do', async () => {
  const { desk, hashed } = setUp();
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  expect(hashed).toEqual(['ann']);
  expect(await desk.login('ann', 'guess')).toEqual({ refused: 'credentials' });
  expect(await desk.login('ann', 'guess')).toEqual({ refused: 'credentials' });
  expect(await desk.login('bob', "ann's password")).toEqual({ refused: 'credentials' });
  expect(hashed).toEqual(['ann', 'ann', 'ann', 'bob']);
});

test('user name and password are not run together', async () => {
  const { desk } = setUp({ names: ['ann', 'ann","a'] });
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  expect(await desk.login('an', "nann's password")).toEqual({ refused: 'credentials' });
});

test('a changed, a removed and a forgotten account are hashed again', async () => {
  const { desk, hashed, put, entries } = setUp();
  await desk.login('ann', "ann's password");
  put('ann', 'r2');
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  desk.forget();
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  expect(hashed).toEqual(['ann', 'ann', 'ann']);
  entries.delete('ann');
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'credentials' });
});

test('an account that changes while its hash is computed is not let in on the old one', async () => {
  const { desk, put, hooks } = setUp();
  hooks.duringHash = () => put('ann', 'r2');
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'credentials' });
});

test('the same credentials at the same time share one hash, and count as one failure', async () => {
  const { desk, hashed } = setUp();
  const logins = await Promise.all(Array.from({ length: 50 }, () => desk.login('ann', "ann's password")));
  for (const login of logins) expect(login).toMatchObject(good);
  expect(hashed).toEqual(['ann']);
  const refused = await Promise.all(Array.from({ length: 50 }, () => desk.login('bob', 'stale')));
  expect(new Set(refused.map((login) => 'refused' in login && login.refused))).toEqual(new Set(['credentials']));
  expect(await desk.login('bob', "bob's password")).toHaveProperty('principal');
});

test('an unknown user costs one hash as well, always of the same account', async () => {
  const { desk, hashed } = setUp();
  await desk.login('nobody', 'x');
  await desk.login('nobody', 'y');
  expect(hashed).toHaveLength(2);
  expect(new Set(hashed).size).toBe(1);
  expect(hashed[0]).toMatch(/^(ann|bob)$/);
});

test('an unknown user does not get in with the password of the account that stands in for it', async () => {
  const { desk } = setUp({ names: ['ann'] });
  expect(await desk.login('nobody', "ann's password")).toEqual({ refused: 'credentials' });
});

test('without any account there is a decoy', async () => {
  const { desk, hashed } = setUp({ names: [] });
  expect(await desk.login('nobody', "decoy's password")).toEqual({ refused: 'credentials' });
  expect(hashed).toEqual(['decoy']);
});

test('a locked account refuses the right password without a hash, cached or not, until the time is over', async () => {
  const { desk, hashed, clock } = setUp();
  await desk.login('ann', "ann's password");
  for (const guess of ['a', 'b', 'c']) await desk.login('ann', guess);
  const before = hashed.length;
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'locked' });
  expect(hashed).toHaveLength(before);
  clock.ms = 30_000;
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
});

test('guesses sent all at once get no further than the threshold and what was already begun', async () => {
  const { desk, hashed } = setUp({ queue: 100 });
  const guesses = Array.from({ length: 50 }, (_, index) => (index === 49 ? "ann's password" : `guess ${index}`));
  const logins = await Promise.all(guesses.map((guess) => desk.login('ann', guess)));
  expect(logins.at(-1)).toEqual({ refused: 'locked' });
  expect(hashed.length).toBeLessThanOrEqual(4);
});

test('the right password comes too late when the account was locked while it was hashed', async () => {
  const { desk, hooks, lockout, clock } = setUp();
  hooks.duringHash = () => {
    for (let failure = 0; failure < 3; failure += 1) lockout.failed('ann');
  };
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'locked' });
  hooks.duringHash = () => undefined;
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'locked' });
  clock.ms = 30_000;
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
});

test('a good login that is cached does not excuse failures', async () => {
  const { desk } = setUp();
  await desk.login('ann', "ann's password");
  for (const guess of ['a', 'b']) await desk.login('ann', guess);
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  await desk.login('ann', 'c');
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'locked' });
});

test('a flood is refused politely, while whoever is known comes through', async () => {
  const { desk, hashed } = setUp({ queue: 3 });
  await desk.login('ann', "ann's password");
  const flood = Array.from({ length: 200 }, (_, index) => desk.login(`nobody ${index}`, 'x'));
  expect(await desk.login('ann', "ann's password")).toMatchObject(good);
  const reasons = (await Promise.all(flood)).map((login) => 'refused' in login && login.refused);
  expect(reasons.filter((reason) => reason === 'busy')).toHaveLength(195);
  expect(reasons.filter((reason) => reason === 'credentials')).toHaveLength(5);
  expect(hashed).toHaveLength(6);
});

test('a disabled account is told from a wrong password by the right password only', async () => {
  const { desk, put } = setUp();
  put('ann', 'r1', false);
  expect(await desk.login('ann', 'guess')).toEqual({ refused: 'credentials' });
  expect(await desk.login('ann', "ann's password")).toEqual({ refused: 'disabled' });
});

test.each([
  ['a name too long', 'n'.repeat(257), 'x'],
  ['a password too long', 'ann', 'x'.repeat(1025)],
  ['a NUL behind the right password', 'ann', "ann's password\u0000"],
  ['a control character in the name', 'ann\r\n', "ann's password"],
])('%s is refused without a hash', async (_, userName, password) => {
  const { desk, hashed } = setUp();
  expect(await desk.login(userName, password)).toEqual({ refused: 'credentials' });
  expect(hashed).toEqual([]);
});

test('the log has the reason and the account, and never what was typed', async () => {
  const { desk, logged } = setUp();
  await desk.login('ann', 'my secret');
  await desk.login('my secret', 'x');
  expect(logged).toEqual([
    { account: 'ann', reason: 'credentials' },
    { account: undefined, reason: 'credentials' },
  ]);
});
