import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openBmc } from '../open.js';
import type { Bmc, NewAccount, Principal } from '../types.js';

const bob: NewAccount = { userName: 'bob', password: 'first password', roleId: 'Operator' };
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const setUp = async (options: { stateDir?: string; noAuth?: boolean } = {}): Promise<Bmc> => {
  const bmc = await openBmc({ passwordCost: { ln: 4, r: 8, p: 1 }, onFirstPassword: () => undefined, ...options });
  cleanUp.push(() => bmc.close());
  return bmc;
};

const enter = async ({ accounts }: Bmc, userName: string, password: string): Promise<Principal> => {
  const login = await accounts.login(userName, password);
  if ('refused' in login) throw new Error(`refused: ${login.refused}`);
  return login.principal;
};

test('the three roles have exactly their privileges', async () => {
  const { accounts } = await setUp();
  expect(Object.fromEntries(accounts.roles.map(({ id, privileges }) => [id, privileges]))).toEqual({
    Administrator: ['Login', 'ConfigureManager', 'ConfigureUsers', 'ConfigureComponents', 'ConfigureSelf'],
    Operator: ['Login', 'ConfigureComponents', 'ConfigureSelf'],
    ReadOnly: ['Login', 'ConfigureSelf'],
  });
});

test('a new account is there, logs in with its privileges, and may be limited to systems', async () => {
  const bmc = await setUp();
  const account = await bmc.accounts.create({ ...bob, systems: ['AB-1', 'ab-1', 'cd-2'] });
  expect(account).toMatchObject({ userName: 'bob', roleId: 'Operator', enabled: true, locked: false, readOnly: false });
  expect(account.systems).toEqual(['ab-1', 'cd-2']);
  expect(bmc.accounts.get(account.id)).toEqual(account);
  const principal = await enter(bmc, 'bob', bob.password);
  expect(principal.account).toEqual(account);
  expect([...principal.privileges]).toEqual(['Login', 'ConfigureComponents', 'ConfigureSelf']);
  expect(JSON.stringify(bmc.accounts.list())).not.toContain('scrypt');
});

test.each<[string, Partial<NewAccount>, string]>([
  ['a name that is taken', { userName: 'admin' }, 'exists'],
  ['no name', { userName: '' }, 'invalid'],
  ['a name with a colon', { userName: 'a:b' }, 'invalid'],
  ['a name with a line end', { userName: 'a\nb' }, 'invalid'],
  ['a name with a space at its end', { userName: 'bob ' }, 'invalid'],
  ['a name too long', { userName: 'b'.repeat(65) }, 'invalid'],
  ['a password too short', { password: '1234567' }, 'password-length'],
  ['a password too long', { password: 'x'.repeat(129) }, 'password-length'],
  ['a password with a control character', { password: '12345678\u0000' }, 'invalid'],
  ['an unknown role', { roleId: 'King' }, 'not-found'],
  ['a role that is a property of every object', { roleId: 'constructor' }, 'not-found'],
  ['a system without id', { systems: [''] }, 'invalid'],
])('%s is refused, new or changed, and changes nothing', async (_, wrong, code) => {
  const { accounts } = await setUp();
  await expect(accounts.create({ ...bob, ...wrong })).rejects.toMatchObject({ code });
  expect(accounts.list()).toHaveLength(1);
  const account = await accounts.create(bob);
  await expect(accounts.update(account.id, { enabled: false, ...wrong })).rejects.toMatchObject({ code });
  expect(accounts.get(account.id)).toEqual(account);
});

test('characters count, not UTF-16 units', async () => {
  const { accounts } = await setUp();
  await expect(accounts.create({ ...bob, password: '🔑'.repeat(7) })).rejects.toMatchObject({
    code: 'password-length',
  });
  expect(await accounts.create({ ...bob, password: '🔑'.repeat(8) })).toMatchObject({ userName: 'bob' });
});

test('a change of the password ends the old one and its sessions, and clears the demand for it', async () => {
  const bmc = await setUp();
  const { id, revision } = await bmc.accounts.create({ ...bob, passwordChangeRequired: true });
  const { token } = bmc.sessions.create(await enter(bmc, 'bob', bob.password));
  const changed = await bmc.accounts.update(id, { password: 'second password' });
  expect(changed.passwordChangeRequired).toBe(false);
  expect(changed.revision).not.toBe(revision);
  expect(bmc.sessions.find(token)).toBeUndefined();
  expect(await bmc.accounts.login('bob', bob.password)).toEqual({ refused: 'credentials' });
  expect(await bmc.accounts.login('bob', 'second password')).toHaveProperty('principal');
  const demanded = await bmc.accounts.update(id, { password: 'third password', passwordChangeRequired: true });
  expect(demanded.passwordChangeRequired).toBe(true);
});

test('a session sees a changed role at once, and goes with a disabled or a removed account', async () => {
  const bmc = await setUp();
  const { id } = await bmc.accounts.create(bob);
  const { token } = bmc.sessions.create(await enter(bmc, 'bob', bob.password));
  await bmc.accounts.update(id, { roleId: 'ReadOnly', userName: 'robert' });
  expect(bmc.sessions.find(token)).toMatchObject({ account: { userName: 'robert', roleId: 'ReadOnly' } });
  await bmc.accounts.update(id, { enabled: false });
  expect(await bmc.accounts.login('robert', bob.password)).toEqual({ refused: 'disabled' });
  await bmc.accounts.update(id, { enabled: true });
  expect(bmc.sessions.find(token)).toBeUndefined();
  const again = bmc.sessions.create(await enter(bmc, 'robert', bob.password));
  await bmc.accounts.remove(id);
  expect(bmc.sessions.find(again.token)).toBeUndefined();
  await expect(bmc.accounts.remove(id)).rejects.toMatchObject({ code: 'not-found' });
});

test('an id is never given twice', async () => {
  const { accounts } = await setUp();
  const { id } = await accounts.create(bob);
  await accounts.remove(id);
  expect((await accounts.create(bob)).id).not.toBe(id);
});

test('the last administrator stays: not removed, disabled, demoted or confined', async () => {
  const { accounts } = await setUp();
  const id = accounts.list()[0]?.id ?? '';
  const { id: other } = await accounts.create({ ...bob, roleId: 'Administrator', enabled: false });
  await accounts.create({ ...bob, userName: 'cyd', roleId: 'Administrator', systems: ['a'] });
  const refused = { code: 'last-administrator' };
  await expect(accounts.remove(id)).rejects.toMatchObject(refused);
  await expect(accounts.update(id, { enabled: false })).rejects.toMatchObject(refused);
  await expect(accounts.update(id, { roleId: 'Operator' })).rejects.toMatchObject(refused);
  await expect(accounts.update(id, { systems: ['a'] })).rejects.toMatchObject(refused);
  expect(accounts.get(id)).toMatchObject({ enabled: true, roleId: 'Administrator' });
  await accounts.update(other, { enabled: true });
  await accounts.remove(id);
  await expect(accounts.remove(other)).rejects.toMatchObject(refused);
});

test('two removals at once do not take both administrators', async () => {
  const { accounts } = await setUp();
  const { id } = await accounts.create({ ...bob, roleId: 'Administrator' });
  const outcomes = await Promise.allSettled([id, accounts.list()[0]?.id ?? ''].map((one) => accounts.remove(one)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  expect(accounts.list()).toHaveLength(1);
});

test('changes at once are all there afterwards, and a name goes to one alone', async () => {
  const { accounts } = await setUp();
  const { id } = await accounts.create(bob);
  await Promise.all([accounts.update(id, { roleId: 'ReadOnly' }), accounts.update(id, { systems: ['a'] })]);
  expect(accounts.get(id)).toMatchObject({ roleId: 'ReadOnly', systems: ['a'] });
  const twins = await Promise.allSettled([1, 2, 3].map(() => accounts.create({ ...bob, userName: 'twin' })));
  expect(twins.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a lock shows in the account and its revision, and an administrator ends it', async () => {
  const bmc = await setUp();
  const { id, revision } = await bmc.accounts.create(bob);
  for (let guess = 0; guess < 5; guess += 1) await bmc.accounts.login('bob', `guess ${guess}`);
  expect(bmc.accounts.get(id)).toMatchObject({ locked: true });
  expect(bmc.accounts.get(id)?.revision).not.toBe(revision);
  expect(await bmc.accounts.login('bob', bob.password)).toEqual({ refused: 'locked' });
  expect(await bmc.accounts.update(id, { locked: false })).toMatchObject({ locked: false, revision });
  expect(await enter(bmc, 'bob', bob.password)).toMatchObject({ account: { id } });
});

test('stored accounts come back as they were; what cannot be written is not taken', async () => {
  const stateDir = await mkdtemp(join(tmpdir(), 'bmc-'));
  cleanUp.push(() => rm(stateDir, { recursive: true, force: true }));
  const bmc = await openBmc({ passwordCost: { ln: 4, r: 8, p: 1 }, onFirstPassword: () => undefined, stateDir });
  const account = await bmc.accounts.create({ ...bob, systems: ['a'] });
  await bmc.close();
  expect(await readdir(stateDir)).toEqual(['accounts.json', 'service.json']);
  expect(await readFile(join(stateDir, 'accounts.json'), 'utf8')).not.toContain(bob.password);

  const again = await setUp({ stateDir });
  expect(again.accounts.get(account.id)).toEqual(account);
  expect(await enter(again, 'bob', bob.password)).toMatchObject({ account });
  // Root writes whatever the mode is, but not to a directory that is gone.
  await rm(stateDir, { recursive: true });
  await expect(again.accounts.update(account.id, { roleId: 'ReadOnly' })).rejects.toMatchObject({ code: 'store' });
  await expect(again.accounts.create({ ...bob, userName: 'cyd' })).rejects.toMatchObject({ code: 'store' });
  expect(again.accounts.list()).toHaveLength(2);
  expect(again.accounts.get(account.id)).toEqual(account);
  await mkdir(stateDir);
  await again.accounts.create({ ...bob, userName: 'dan' });
  expect(again.accounts.list().map(({ userName }) => userName)).toEqual(['admin', 'bob', 'dan']);
});
