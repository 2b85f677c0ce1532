import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openBmc } from '../open.js';
import type { Bmc } from '../types.js';

const cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const open = async (stateDir: string): Promise<Bmc> => {
  const bmc = await openBmc({ passwordCost: { ln: 4, r: 8, p: 1 }, onFirstPassword: () => undefined, stateDir });
  cleanUp.push(() => bmc.close());
  return bmc;
};

const directory = async (): Promise<string> => {
  const stateDir = await mkdtemp(join(tmpdir(), 'bmc-roles-'));
  cleanUp.push(() => rm(stateDir, { recursive: true, force: true }));
  return stateDir;
};

test('a custom role gives its privileges, a changed one at once, and comes back', async () => {
  const stateDir = await directory();
  const { accounts, sessions, close } = await open(stateDir);
  await accounts.createRole('Auditor', ['Login', 'ConfigureSelf', 'Login']);
  await accounts.create({ userName: 'bob', password: 'first password', roleId: 'Auditor' });
  const login = await accounts.login('bob', 'first password');
  if ('refused' in login) throw new Error(login.refused);
  expect([...login.principal.privileges]).toEqual(['Login', 'ConfigureSelf']);
  const { token } = sessions.create(login.principal);
  await accounts.updateRole('Auditor', ['Login', 'ConfigureComponents']);
  expect([...(sessions.find(token)?.privileges ?? [])]).toEqual(['Login', 'ConfigureComponents']);
  await close();
  const again = await open(stateDir);
  expect(again.accounts.roles.map(({ id }) => id)).toEqual(['Administrator', 'Operator', 'ReadOnly', 'Auditor']);
  expect(again.accounts.roles.at(-1)).toEqual({
    id: 'Auditor',
    predefined: false,
    privileges: ['Login', 'ConfigureComponents'],
  });
});

test('what cannot be done to a role is refused and changes nothing', async () => {
  const { accounts } = await open(await directory());
  await accounts.createRole('Auditor', ['Login']);
  await accounts.create({ userName: 'bob', password: 'first password', roleId: 'Auditor' });
  const before = accounts.roles;
  const refused = (work: Promise<unknown>, code: string) => expect(work).rejects.toMatchObject({ code });
  await refused(accounts.createRole('Auditor', ['Login']), 'exists');
  await refused(accounts.createRole('ReadOnly', ['Login']), 'exists');
  await refused(accounts.createRole('a/b', ['Login']), 'invalid');
  await refused(accounts.createRole('x', ['NoAuth']), 'invalid');
  await refused(accounts.updateRole('ReadOnly', ['Login']), 'read-only');
  await refused(accounts.updateRole('nobody', ['Login']), 'not-found');
  await refused(accounts.removeRole('Operator'), 'read-only');
  await refused(accounts.removeRole('Auditor'), 'in-use');
  expect(accounts.roles).toEqual(before);
});

test('the policy holds for what comes, and comes back', async () => {
  const stateDir = await directory();
  const { accounts, close } = await open(stateDir);
  await accounts.setPolicy({ basicAuth: 'Unadvertised', minPasswordLength: 12, lockoutThreshold: 1 });
  const bob = { userName: 'bob', password: 'elevenchars', roleId: 'ReadOnly' };
  await expect(accounts.create(bob)).rejects.toMatchObject({ code: 'password-length' });
  const { id } = await accounts.create({ ...bob, password: 'twelve chars' });
  await accounts.login('bob', 'wrong');
  expect(accounts.get(id)?.locked).toBe(true);
  await expect(accounts.setPolicy({ maxPasswordLength: 11 })).rejects.toMatchObject({ code: 'invalid' });
  await close();
  expect((await open(stateDir)).accounts.policy).toEqual({
    basicAuth: 'Unadvertised',
    minPasswordLength: 12,
    maxPasswordLength: 128,
    lockoutThreshold: 1,
    lockoutDuration: 30,
  });
});

test('the limit to some systems can be ended', async () => {
  const { accounts } = await open(await directory());
  const { id } = await accounts.create({
    userName: 'bob',
    password: 'first password',
    roleId: 'ReadOnly',
    systems: ['a'],
  });
  expect(await accounts.update(id, { roleId: 'Operator' })).toMatchObject({ systems: ['a'] });
  expect(await accounts.update(id, { systems: null })).not.toHaveProperty('systems');
});
