import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../test/helpers/app.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';

const accounts = '/redfish/v1/AccountService/Accounts';
const roles = '/redfish/v1/AccountService/Roles';

let service: TestApp;
beforeEach(async () => {
  service = await createTestApp();
});
afterEach(() => service.close());

const bob = { UserName: 'bob', Password: testPassword, RoleId: 'ReadOnly' };
const create = (change: object = {}, uri = accounts) => service.admin.post(uri).send({ ...bob, ...change });
const created = async (change: object = {}): Promise<string> => {
  const response = await create(change);
  expect(response.status, response.text).toBe(201);
  return response.headers.location ?? '';
};

describe('an account', () => {
  it.each([accounts, `${accounts}/Members`])('is created by POST to %s', async (uri) => {
    const response = await create({}, uri);
    expect(response.status).toBe(201);
    expectValid(response.body);
    expect(response.body).toMatchObject({ UserName: 'bob', RoleId: 'ReadOnly', Enabled: true, Password: null });
    const got = await service.as('bob').get(response.headers.location ?? '');
    expect(got.headers.etag).toMatch(/^"/);
    expect(got.body).toEqual(response.body);
    expect(got.headers.allow).toBe('GET, HEAD, PATCH, DELETE');
  });

  it('is changed, and goes', async () => {
    const uri = await created();
    const patched = await service.admin
      .patch(uri)
      .send({ UserName: 'rob', Password: 'Another-horse-2', RoleId: 'Operator', Enabled: false });
    expect(patched.status).toBe(200);
    expectValid(patched.body);
    expect(patched.body).toMatchObject({ UserName: 'rob', RoleId: 'Operator', Enabled: false });
    expect((await service.as().auth('rob', 'Another-horse-2').get(uri)).status).toBe(401);
    await service.admin.patch(uri).send({ Enabled: true }).expect(200);
    expect((await service.as().auth('rob', 'Another-horse-2').get(uri)).status).toBe(200);
    await service.admin.delete(uri).expect(204);
    expectMessages(await service.admin.get(uri), 404, 'ResourceNotFound');
    expect((await service.as().auth('rob', 'Another-horse-2').get('/redfish/v1/Systems')).status).toBe(401);
  });

  it('is changed by who knows its present state', async () => {
    const uri = await created();
    const { headers } = await service.admin.get(uri);
    expectMessages(
      await service.admin.patch(uri).set('If-Match', '"etag"foobar').send({ RoleId: 'Operator' }),
      412,
      'PreconditionFailed',
    );
    await service.admin
      .patch(uri)
      .set('If-Match', headers.etag ?? '')
      .send({ RoleId: 'Operator' })
      .expect(200);
  });

  it.each<[object, number, ...string[]]>([
    [{ UserName: 'admin' }, 409, 'ResourceAlreadyExists'],
    [{ UserName: 'a:b' }, 400, 'PropertyValueFormatError'],
    [{ UserName: ' bob' }, 400, 'PropertyValueFormatError'],
    [{ UserName: undefined, RoleId: undefined }, 400, 'PropertyMissing', 'PropertyMissing'],
    [{ Password: 'short' }, 400, 'PasswordIncorrectLength'],
    [{ RoleId: 'King' }, 400, 'PropertyValueNotInList'],
    [{ Locked: true }, 400, 'PropertyValueError'],
    [{ Nope: 1 }, 400, 'PropertyUnknown'],
    [{ Oem: { RedfishEmu: { Systems: ['nobody'] } } }, 400, 'PropertyValueNotInList'],
    [{ Oem: { Other: {} } }, 400, 'PropertyUnknown'],
  ])('is not made of %j', async (change, status, ...keys) => {
    expectMessages(await create(change), status, ...keys);
    expect(service.bmc.accounts.list()).toHaveLength(1);
  });

  it.each<[object, number, ...string[]]>([
    [{ Password: 'Another-horse-2', BogusProp: 1 }, 400, 'PropertyUnknown'],
    [{ '@odata.id': '/x' }, 400, 'NoOperation'],
    [{ RoleId: 'King' }, 400, 'PropertyValueNotInList'],
    [{ Locked: true, RoleId: 'Operator' }, 400, 'PropertyValueError'],
    [{ Id: '9' }, 400, 'PropertyNotWritable'],
  ])('does not take %j', async (change, status, ...keys) => {
    const uri = await created();
    const before = await service.admin.get(uri);
    expectMessages(await service.admin.patch(uri).send(change), status, ...keys);
    expect((await service.admin.get(uri)).body).toEqual(before.body);
  });

  it('is locked by failed logins, and opened by an administrator', async () => {
    await service.admin.patch('/redfish/v1/AccountService').send({ AccountLockoutThreshold: 2 }).expect(200);
    const uri = await created();
    const wrong = () => service.as().auth('bob', 'wrong').get(accounts);
    await wrong();
    await wrong();
    expect((await service.as('bob').get(uri)).status).toBe(401);
    expect((await service.admin.get(uri)).body.Locked).toBe(true);
    expect((await service.admin.patch(uri).send({ Locked: false })).body.Locked).toBe(false);
    expect((await service.as('bob').get(uri)).status).toBe(200);
  });

  it('of who may not manage users takes a password of its own, and no more', async () => {
    const uri = await created();
    const other = await created({ UserName: 'eve', RoleId: 'Operator' });
    const asBob = service.as('bob');
    expectMessages(await asBob.patch(other).send({ Password: 'Another-horse-2' }), 404, 'ResourceNotFound');
    for (const change of [{ RoleId: 'Administrator' }, { Password: 'Another-horse-2', RoleId: 'Administrator' }])
      expectMessages(await asBob.patch(uri).send(change), 403, 'InsufficientPrivilege');
    expectMessages(await asBob.delete(uri), 403, 'InsufficientPrivilege');
    expectMessages(await asBob.post(accounts).send({ ...bob, UserName: 'x' }), 403, 'InsufficientPrivilege');
    await asBob.patch(uri).send({ Password: 'Another-horse-2' }).expect(200);
    expect((await asBob.get(uri)).status).toBe(401);
  });

  it('that must change its password is told so, does it, and goes on', async () => {
    const uri = await created({ PasswordChangeRequired: true });
    const asBob = service.as('bob');
    const session = await service
      .as()
      .post('/redfish/v1/SessionService/Sessions')
      .send({ UserName: 'bob', Password: testPassword });
    expect(session.status).toBe(201);
    expect(session.body['@Message.ExtendedInfo'][0].MessageId).toBe('Base.1.22.PasswordChangeRequired');
    expect((await asBob.get(uri)).body.PasswordChangeRequired).toBe(true);
    for (const refused of [
      asBob.get('/redfish/v1/Systems'),
      asBob.patch(uri).send({ PasswordChangeRequired: false }),
      asBob.delete(uri),
    ])
      expectMessages(await refused, 403, 'PasswordChangeRequired');
    const changed = await asBob.patch(uri).send({ Password: 'Another-horse-2' });
    expect([changed.status, changed.body.PasswordChangeRequired]).toEqual([200, false]);
    await service.as().auth('bob', 'Another-horse-2').get('/redfish/v1/Systems').expect(200);
  });
});

describe('an account of some systems', () => {
  it('is limited, widened and freed by an administrator', async () => {
    const Systems = [service.id.toUpperCase()];
    const uri = await created({ RoleId: 'Administrator', Oem: { RedfishEmu: { Systems } } });
    const seen = async () => (await service.as('bob').get('/redfish/v1/Systems')).body['Members@odata.count'];
    expect(await seen()).toBe(1);
    const { body } = await service.admin.get(uri);
    expectValid(body);
    expect(body.Oem.RedfishEmu.Systems).toEqual([service.id]);
    const freed = await service.admin.patch(uri).send({ Oem: { RedfishEmu: { Systems: null } } });
    expect(freed.body).not.toHaveProperty('Oem');
    expect(await seen()).toBe(9);
  });

  it('configures nothing that is common to all, whatever its role', async () => {
    const scope = { Oem: { RedfishEmu: { Systems: [service.id] } } };
    const uri = await created({ RoleId: 'Administrator', ...scope });
    const asBob = service.as('bob');
    expect((await asBob.get(accounts)).body.Members).toEqual([{ '@odata.id': uri }]);
    for (const refused of [
      asBob.post(accounts).send({ ...bob, UserName: 'x', RoleId: 'Administrator' }),
      asBob.patch(uri).send({ Oem: { RedfishEmu: { Systems: null } } }),
      asBob.patch('/redfish/v1/SessionService').send({ SessionTimeout: 60 }),
      asBob.patch('/redfish/v1/AccountService').send({ MinPasswordLength: 1 }),
      asBob.post(roles).send({ RoleId: 'x', AssignedPrivileges: ['Login'] }),
    ])
      expectMessages(await refused, 403, 'InsufficientPrivilege');
    await asBob.patch(service.systemUri).send({ AssetTag: 'mine' }).expect(200);
    await asBob.patch(`/redfish/v1/Managers/${service.id}`).send({ DateTimeLocalOffset: '+01:00' }).expect(200);
    await asBob.patch(uri).send({ Password: 'Another-horse-2' }).expect(200);
  });
});

describe('a role', () => {
  it('is made, given, changed and goes', async () => {
    const response = await service.admin
      .post(roles)
      .send({ RoleId: 'Auditor', AssignedPrivileges: ['Login', 'ConfigureSelf'] });
    expect(response.status).toBe(201);
    expectValid(response.body);
    const uri = response.headers.location ?? '';
    const account = await created({ RoleId: 'Auditor' });
    expectMessages(await service.admin.delete(uri), 409, 'ResourceInUse');
    expectMessages(
      await service.as('bob').patch(service.systemUri).send({ AssetTag: 'x' }),
      403,
      'InsufficientPrivilege',
    );
    const AssignedPrivileges = ['Login', 'ConfigureComponents'];
    expect((await service.admin.patch(uri).send({ AssignedPrivileges })).body).toMatchObject({ AssignedPrivileges });
    await service.as('bob').patch(service.systemUri).send({ AssetTag: 'x' }).expect(200);
    await service.admin.delete(account).expect(204);
    await service.admin.delete(uri).expect(204);
    expectMessages(await service.admin.get(uri), 404, 'ResourceNotFound');
  });

  it.each<[object, number, string]>([
    [{ RoleId: 'ReadOnly', AssignedPrivileges: ['Login'] }, 409, 'ResourceAlreadyExists'],
    [{ RoleId: 'a b', AssignedPrivileges: ['Login'] }, 400, 'PropertyValueFormatError'],
    [{ RoleId: 'x', AssignedPrivileges: ['NoAuth'] }, 400, 'PropertyValueNotInList'],
    [{ RoleId: 'x', AssignedPrivileges: 'Login' }, 400, 'PropertyValueTypeError'],
    [{ RoleId: 'x' }, 400, 'PropertyMissing'],
  ])('is not made of %j', async (body, status, key) => {
    expectMessages(await service.admin.post(roles).send(body), status, key);
  });

  it('that every service has stays as it is', async () => {
    const uri = `${roles}/ReadOnly`;
    expectMessages(await service.admin.patch(uri).send({ AssignedPrivileges: [] }), 400, 'PropertyNotWritable');
    expectMessages(await service.admin.delete(uri), 400, 'ResourceCannotBeDeleted');
    expect((await service.admin.get(uri)).body.AssignedPrivileges).toEqual(['Login', 'ConfigureSelf']);
  });
});

describe('the account service', () => {
  it('sets what holds for all accounts', async () => {
    const response = await service.admin
      .patch('/redfish/v1/AccountService')
      .send({ MinPasswordLength: 20, AccountLockoutDuration: 60 });
    expectValid(response.body);
    expect(response.body).toMatchObject({ MinPasswordLength: 20, AccountLockoutDuration: 60 });
    expectMessages(await create(), 400, 'PasswordIncorrectLength');
  });

  it.each<[object, string]>([
    [{ MinPasswordLength: 0 }, 'PropertyValueOutOfRange'],
    [{ MinPasswordLength: 100, MaxPasswordLength: 50 }, 'PropertyValueConflict'],
    [{ AccountLockoutThreshold: 1.5 }, 'PropertyValueTypeError'],
  ])('does not take %j', async (body, key) => {
    const before = await service.admin.get('/redfish/v1/AccountService');
    expectMessages(await service.admin.patch('/redfish/v1/AccountService').send(body), 400, key);
    expect((await service.admin.get('/redfish/v1/AccountService')).body).toEqual(before.body);
  });
});
