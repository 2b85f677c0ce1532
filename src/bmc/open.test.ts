import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type BmcOptions, openBmc } from './open.js';
import type { Bmc } from './types.js';

const cheap = { passwordCost: { ln: 4, r: 8, p: 1 } } satisfies BmcOptions;
const root = { userName: 'root', password: 'calvin-calvin', roleId: 'Administrator' };
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const directory = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), 'bmc-'));
  cleanUp.push(() => rm(dir, { recursive: true }));
  return dir;
};

const open = async (options: BmcOptions = { accounts: [root] }): Promise<Bmc> => {
  const bmc = await openBmc({ ...cheap, ...options });
  cleanUp.push(() => bmc.close());
  return bmc;
};

const first = () => {
  const told: string[] = [];
  const onFirstPassword = (userName: string, password: string): void => void told.push(userName, password);
  return { told, onFirstPassword };
};

test('the first start makes an administrator, tells the password once, and keeps its hash alone', async () => {
  const stateDir = await directory();
  const { told, onFirstPassword } = first();
  const bmc = await openBmc({ ...cheap, stateDir, onFirstPassword });
  const [userName = '', password = ''] = told;
  expect(await bmc.accounts.login(userName, password)).toMatchObject({
    principal: { account: { roleId: 'Administrator' } },
  });
  await bmc.close();
  expect(await readFile(join(stateDir, 'accounts.json'), 'utf8')).not.toContain(password);

  const again = await open({ stateDir, onFirstPassword });
  expect(told).toHaveLength(2);
  expect(again.uuid).toBe(bmc.uuid);
  expect(await again.accounts.login(userName, password)).toHaveProperty('principal');
});

test('with nobody to tell the password to, nothing is made', async () => {
  const stateDir = await directory();
  await expect(openBmc({ ...cheap, stateDir })).rejects.toMatchObject({ code: 'invalid' });
  const { told, onFirstPassword } = first();
  await open({ stateDir, onFirstPassword });
  expect(told).toHaveLength(2);
});

test('telling fails: the account is not kept, so the next start tells another password', async () => {
  const stateDir = await directory();
  const broken = () => Promise.reject(new Error('no terminal'));
  await expect(openBmc({ ...cheap, stateDir, onFirstPassword: broken })).rejects.toThrow('no terminal');
  const { told, onFirstPassword } = first();
  await open({ stateDir, onFirstPassword });
  expect(told).toHaveLength(2);
});

test('configured accounts keep the first start from making one, and are read-only', async () => {
  const { told, onFirstPassword } = first();
  const { accounts } = await open({ accounts: [root], onFirstPassword });
  expect(told).toEqual([]);
  const [account] = accounts.list();
  expect(account).toMatchObject({ userName: 'root', readOnly: true, enabled: true });
  const id = account?.id ?? '';
  await expect(accounts.update(id, { password: 'another password' })).rejects.toMatchObject({ code: 'read-only' });
  await expect(accounts.remove(id)).rejects.toMatchObject({ code: 'read-only' });
  expect(await accounts.login('root', root.password)).toHaveProperty('principal');
});

test('the first administrator has the name that the operator chose', async () => {
  const { told, onFirstPassword } = first();
  const { accounts } = await open({ firstUserName: 'bob', onFirstPassword });
  expect(told[0]).toBe('bob');
  expect(await accounts.login('bob', told[1] ?? '')).toHaveProperty('principal');
});

test('a configured account below an administrator does not lock everybody out', async () => {
  const { told, onFirstPassword } = first();
  const scoped = { ...root, systems: ['A0'] };
  const { accounts } = await open({ accounts: [scoped], onFirstPassword });
  expect(told[0]).toBe('admin');
  expect(accounts.list().map(({ systems }) => systems)).toEqual([['a0'], undefined]);
});

test.each<[string, BmcOptions, string]>([
  ['an unknown role', { accounts: [{ ...root, roleId: 'King' }] }, 'King'],
  ['no password', { accounts: [{ userName: 'root', roleId: 'Operator' }] }, 'root'],
  ['an empty password', { accounts: [{ ...root, password: '' }] }, 'root'],
  ['a password of two lines', { accounts: [{ ...root, password: 'first\nsecond' }] }, 'more than one line'],
  ['a password that no login takes', { accounts: [{ ...root, password: 'x'.repeat(1025) }] }, '1024'],
  ['a first name that is none', { firstUserName: 'a:b' }, 'colon'],
  ['a password and a hash', { accounts: [{ ...root, passwordHash: 'x' }] }, 'root'],
  ['a plain text for a hash', { accounts: [{ userName: 'root', passwordHash: 'x', roleId: 'Operator' }] }, 'root'],
  ['a name twice', { accounts: [root, root] }, 'twice'],
  ['a colon in a name', { accounts: [{ ...root, userName: 'a:b' }] }, 'colon'],
  ['admin who is none', { accounts: [{ ...root, userName: 'admin', roleId: 'ReadOnly' }] }, 'admin'],
  ['a password file that is not there', { htpasswd: '/nowhere/users' }, '/nowhere/users'],
  ['a UUID that is none', { accounts: [root], uuid: 'x' }, 'UUID'],
  ['a timeout out of range', { accounts: [root], sessionTimeout: 5 }, 'sessionTimeout'],
  [
    'lengths the wrong way round',
    { accounts: [root], minPasswordLength: 9, maxPasswordLength: 8 },
    'maxPasswordLength',
  ],
  ['half a threshold', { accounts: [root], lockoutThreshold: 0.5 }, 'lockoutThreshold'],
])('%s does not open, and lets go of the directory', async (_, options, what) => {
  const stateDir = await directory();
  const { onFirstPassword } = first();
  await expect(openBmc({ ...cheap, stateDir, onFirstPassword, ...options })).rejects.toThrow(what);
  await open({ stateDir, accounts: [root] });
});

test('a second service on the same directory is told who has it', async () => {
  const stateDir = await directory();
  await open({ stateDir, accounts: [root] });
  await expect(openBmc({ ...cheap, stateDir, accounts: [root] })).rejects.toThrow(`process ${process.pid}`);
});

test('damaged accounts stop the start, twice in a row, and stay where they are', async () => {
  const stateDir = await directory();
  const path = join(stateDir, 'accounts.json');
  await writeFile(path, '{"version": 1, "data": {"nextId"');
  const { told, onFirstPassword } = first();
  for (const _ of [1, 2]) {
    await expect(openBmc({ ...cheap, stateDir, onFirstPassword })).rejects.toThrow(path);
  }
  expect(told).toEqual([]);
  expect(await readFile(path, 'utf8')).toContain('nextId');
});

test('a password file: all administrators, read again on demand, and a broken one changes nothing', async () => {
  const dir = await directory();
  const htpasswd = join(dir, 'users');
  const hash = '$2b$05$abcdefghijklmnopqrstuuFiPhXf1sVd3pCCRO.uVh34H/qI/ZsuS';
  const password = 'correct horse battery staple';
  await writeFile(htpasswd, `ann:${hash}\nbob:${hash}\n`);
  const bmc = await open({ htpasswd });
  const names = () => bmc.accounts.list().map(({ userName }) => userName);
  const enter = async (userName: string) => {
    const login = await bmc.accounts.login(userName, password);
    if ('refused' in login) throw new Error(login.refused);
    return login.principal;
  };
  const principal = await enter('ann');
  expect(principal.privileges.has('ConfigureUsers')).toBe(true);
  const [ann, bob] = [bmc.sessions.create(principal), bmc.sessions.create(await enter('bob'))];

  await writeFile(htpasswd, `ann:${hash}\nbob:plain\n`);
  await expect(bmc.reload()).rejects.toThrow('line 2');
  expect(names()).toEqual(['ann', 'bob']);
  expect(bmc.sessions.find(bob.token)).toBeDefined();

  await writeFile(htpasswd, `ann:${hash}\ncyd:${hash}\n`);
  await bmc.reload();
  expect(names()).toEqual(['ann', 'cyd']);
  expect(bmc.sessions.find(ann.token)).toBeDefined();
  expect(bmc.sessions.find(bob.token)).toBeUndefined();
  expect(await bmc.accounts.login('bob', password)).toEqual({ refused: 'credentials' });
  expect(await bmc.accounts.login('cyd', password)).toHaveProperty('principal');
});

test('a stored account of the same name as a configured one is hidden, not lost', async () => {
  const stateDir = await directory();
  const bmc = await openBmc({ ...cheap, stateDir, accounts: [root] });
  await bmc.accounts.create({ userName: 'ann', password: 'first password', roleId: 'ReadOnly' });
  await bmc.close();
  const ann = { userName: 'ann', password: 'second password', roleId: 'Operator' };
  const hiding = await openBmc({ ...cheap, stateDir, accounts: [root, ann] });
  expect(await hiding.accounts.login('ann', 'first password')).toEqual({ refused: 'credentials' });
  expect(await hiding.accounts.login('ann', 'second password')).toHaveProperty('principal');
  await hiding.close();
  const { accounts } = await open({ stateDir, accounts: [root] });
  expect(await accounts.login('ann', 'first password')).toHaveProperty('principal');
});

test('without authentication everybody may do everything, with it nobody without an account', async () => {
  const open1 = await open({ noAuth: true });
  expect([...open1.accounts.anonymous.privileges]).toContain('ConfigureUsers');
  const { session, token } = open1.sessions.create(open1.accounts.anonymous);
  expect(open1.sessions.find(token)).toMatchObject({ sessionId: session.id });
  const { accounts } = await open();
  expect([...accounts.anonymous.privileges]).toEqual(['NoAuth']);
});

test('the UUID is the one handed in, and a session timeout that a client sets is kept', async () => {
  const stateDir = await directory();
  const uuid = '11111111-2222-4333-8444-555555555555';
  const bmc = await openBmc({ ...cheap, stateDir, uuid, accounts: [root] });
  expect([bmc.uuid, bmc.sessions.timeout]).toEqual([uuid, 1800]);
  expect(() => {
    bmc.sessions.timeout = 29;
  }).toThrow(expect.objectContaining({ code: 'invalid' }));
  bmc.sessions.timeout = 300;
  await bmc.close();
  const again = await open({ stateDir, accounts: [root] });
  expect([again.uuid, again.sessions.timeout]).toEqual([uuid, 300]);
});

test('closing cancels what runs', async () => {
  const bmc = await openBmc({ ...cheap, accounts: [root] });
  const { done } = bmc.tasks.start(
    { name: 'Wait', target: '/x' },
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    () => ({ status: 500, body: {}, message: { key: 'Stopped', args: [] } }),
  );
  await bmc.close();
  expect((await done).state).toBe('Cancelled');
});

test('what a client set of the service is there after a restart: no setting pushes out another', async () => {
  const stateDir = await directory();
  const bmc = await openBmc({ ...cheap, accounts: [root], stateDir });
  expect(bmc.discovery()).toBeUndefined();
  const discovery = { enabled: true, interval: 0, ttl: 7, scope: 'Site' } as const;
  await bmc.setDiscovery(discovery);
  bmc.sessions.timeout = 77;
  bmc.tasks.retention = 120;
  expect(() => {
    bmc.tasks.retention = 1;
  }).toThrow('a minute to a week');
  await bmc.close();

  const again = await open({ accounts: [root], stateDir });
  expect(again.discovery()).toEqual(discovery);
  expect(again.sessions.timeout).toBe(77);
  expect(again.tasks.retention).toBe(120);
  expect(again.uuid).toBe(bmc.uuid);
});
