import { expect, test } from 'vitest';
import { anonymousPrincipal, createRoleBook } from '../accounts/roles.js';
import { BmcError, type Principal } from '../types.js';
import { createSessions } from './sessions.js';

const principalFor = (id: string): Principal => ({
  account: { ...anonymousPrincipal(true).account, id, userName: `user ${id}` },
  privileges: createRoleBook().privilegesOf('Operator'),
});

const setUp = (limits?: { perAccount: number; all: number }) => {
  const clock = { ms: 0 };
  const tenures = new Map([
    ['1', 1],
    ['2', 2],
    ['3', 3],
  ]);
  const timeouts: number[] = [];
  const sessions = createSessions({
    timeout: 60,
    onTimeout: (seconds) => {
      if (seconds < 30) throw new BmcError('invalid', 'too short');
      timeouts.push(seconds);
    },
    now: () => clock.ms,
    holder: (id) => {
      const tenure = tenures.get(id);
      return tenure === undefined ? undefined : { principal: principalFor(id), tenure };
    },
    ...(limits === undefined ? {} : { limits }),
  });
  return { clock, tenures, timeouts, sessions, open: (id: string) => sessions.create(principalFor(id), '127.0.0.1') };
};

test('a token finds whom it was given to, and nothing else does', () => {
  const { sessions, open } = setUp();
  const { session, token } = open('1');
  expect(session).toMatchObject({ userName: 'user 1', accountId: '1', clientAddress: '127.0.0.1' });
  expect(sessions.find(token)).toMatchObject({ sessionId: session.id, account: { id: '1' } });
  for (const wrong of ['', session.id, token.toUpperCase(), token.slice(1), `${token}0`]) {
    expect(sessions.find(wrong)).toBeUndefined();
  }
  expect(sessions.get(session.id)).toBe(session);
  expect(JSON.stringify(sessions.list())).not.toContain(token);
});

test('the timeout counts from the last use; looking at the list is none', () => {
  const { clock, sessions, open } = setUp();
  const { session, token } = open('1');
  clock.ms = 59_999;
  expect(sessions.find(token)).toBeDefined();
  clock.ms = 119_998;
  expect(sessions.list()).toEqual([session]);
  expect(sessions.find(token)).toBeDefined();
  clock.ms += 59_000;
  expect(sessions.get(session.id)).toBe(session);
  clock.ms += 1000;
  expect(sessions.find(token)).toBeUndefined();
  expect(sessions.list()).toEqual([]);
  expect(sessions.remove(session.id)).toBe(false);
});

test('a new timeout holds at once, and one that is refused changes nothing', () => {
  const { clock, sessions, open, timeouts } = setUp();
  const { token } = open('1');
  expect(() => {
    sessions.timeout = 5;
  }).toThrow('too short');
  expect(sessions.timeout).toBe(60);
  sessions.timeout = 120;
  expect(timeouts).toEqual([120]);
  clock.ms = 119_000;
  expect(sessions.find(token)).toBeDefined();
});

test('removing ends one session and no other', () => {
  const { sessions, open } = setUp();
  const [first, second] = [open('1'), open('1')];
  expect(sessions.remove(first.session.id)).toBe(true);
  expect(sessions.remove(first.session.id)).toBe(false);
  expect(sessions.find(first.token)).toBeUndefined();
  expect(sessions.find(second.token)).toBeDefined();
});

test('another tenure or no account ends the sessions, also when the account comes back', () => {
  const { tenures, sessions, open } = setUp();
  const [one, two] = [open('1'), open('2')];
  tenures.set('1', 9);
  tenures.delete('2');
  expect(sessions.list()).toEqual([]);
  tenures.set('1', 1);
  tenures.set('2', 2);
  expect(sessions.find(one.token)).toBeUndefined();
  expect(sessions.find(two.token)).toBeUndefined();
});

test('an account over its limit loses its longest idle session, not somebody else', () => {
  const { sessions, open } = setUp({ perAccount: 2, all: 10 });
  const other = open('2');
  const [first, second] = [open('1'), open('1')];
  sessions.find(first.token);
  const third = open('1');
  expect(sessions.find(second.token)).toBeUndefined();
  for (const { token } of [other, first, third]) expect(sessions.find(token)).toBeDefined();
});

test('all together are bounded, too', () => {
  const { sessions, open } = setUp({ perAccount: 5, all: 2 });
  const [first, second, third] = [open('1'), open('2'), open('3')];
  expect(sessions.find(first.token)).toBeUndefined();
  expect(sessions.list()).toEqual([second.session, third.session]);
});

test('nobody opens a session for an account that is gone', () => {
  const { sessions, open } = setUp();
  expect(() => open('4')).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(sessions.list()).toEqual([]);
});
