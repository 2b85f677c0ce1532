import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../test/helpers/app.js';
import { dmtfPresent, registry } from '../../test/helpers/dmtf.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';
import { shortType } from '../redfish/resource.js';
import { resources } from '../redfish/table.js';

const ids = ['10fcb067-2230-44db-b4d5-987298a23227', '024bcb2a-9550-43b5-a6d1-025f84e3bede'] as const;
const [mine, other] = ids.map((id) => `/redfish/v1/Systems/${id}`) as [string, string];
const sessions = '/redfish/v1/SessionService/Sessions';

let service: TestApp;
beforeAll(async () => {
  const account = (userName: string, roleId: string, systems?: readonly string[]) => ({
    userName,
    password: testPassword,
    roleId,
    ...(systems && { systems }),
  });
  service = await createTestApp({
    bmc: {
      accounts: [
        account('admin', 'Administrator'),
        account('operator', 'Operator'),
        account('reader', 'ReadOnly'),
        account('host', 'Administrator', [ids[0]]),
      ],
      lockoutThreshold: 0,
    },
  });
});
afterAll(() => service.close());

const login = (user: string) => service.as().post(sessions).send({ UserName: user, Password: testPassword });

describe('without credentials', () => {
  it.each(['/redfish', '/redfish/v1', '/redfish/v1/', '/redfish/v1/odata', '/redfish/v1/$metadata'])(
    '%s is open',
    async (uri) => {
      expect((await service.as().get(uri)).status).toBe(200);
      expect((await service.as().head(uri)).status).toBe(200);
    },
  );

  it.each(['get', 'head', 'patch', 'post', 'delete'] as const)(
    '%s of everything else is 401 with a challenge',
    async (method) => {
      for (const uri of ['/redfish/v1/Systems', mine, sessions, '/redfish/v1/Nonsense', '/redfish/v1/AccountService']) {
        if (method === 'post' && uri === sessions) continue;
        const response = await service.as()[method](uri);
        expect(response.status, uri).toBe(401);
        expect(response.headers['www-authenticate'], uri).toMatch(/^Basic realm=/);
      }
    },
  );

  it('says no more of a name than of an id, or of what has not changed', async () => {
    expect((await service.as().get('/redfish/v1/Systems/etl4-master-0').redirects(0)).status).toBe(401);
    const { headers } = await service.admin.get(mine);
    expect(
      (
        await service
          .as()
          .get(mine)
          .set('If-None-Match', headers.etag ?? '')
      ).status,
    ).toBe(401);
  });

  it('the root cannot be written', async () => {
    expect((await service.as().delete('/redfish/v1/')).status).toBe(401);
    for (const method of ['delete', 'patch', 'post'] as const) {
      const response = await service.admin[method]('/redfish/v1/').send({});
      expectMessages(response, 405, 'OperationNotAllowed');
      expect(response.headers.allow).toBe('GET, HEAD');
    }
  });

  it('is for nobody where authentication is off', async () => {
    const open = await createTestApp({ settings: { noAuth: true }, bmc: { noAuth: true } });
    expect((await open.as().patch(mine).send({ AssetTag: 'x' })).status).toBe(200);
    await open.close();
  });
});

describe('a session', () => {
  it.each([sessions, `${sessions}/Members`, `${sessions}/`])('is made by POST to %s', async (uri) => {
    const response = await service.as().post(uri).send({ UserName: 'admin', Password: testPassword });
    expect(response.status).toBe(201);
    expectValid(response.body);
    expect(response.body).toMatchObject({ UserName: 'admin', Name: expect.any(String) });
    expect(response.headers.location).toBe(`${sessions}/${response.body.Id}`);
    expect(response.headers['set-cookie']).toBeUndefined();
    const token = response.headers['x-auth-token'] ?? '';
    expect((await service.as().get(sessions).set('X-Auth-Token', token)).status).toBe(200);
    expect(
      (
        await service
          .as()
          .delete(response.headers.location ?? '')
          .set('X-Auth-Token', token)
      ).status,
    ).toBe(204);
    expectMessages(await service.as().get(sessions).set('X-Auth-Token', token), 401, 'NoValidSession');
  });

  it('is not made with what is wrong, and the answer does not repeat it', async () => {
    const wrong = await service.as().post(sessions).send({ UserName: 'admin', Password: 'xyzzy-17' });
    expectMessages(wrong, 401, 'AccessUnauthorized');
    expect(JSON.stringify(wrong.body)).not.toContain('xyzzy-17');
    expectMessages(await service.as().post(sessions).send({ UserName: 'admin' }), 400, 'PropertyMissing');
    expectMessages(await service.as().post(sessions).send({}), 400, 'PropertyMissing', 'PropertyMissing');
  });

  it('can be made with the token of one that has ended', async () => {
    const response = await login('admin').set('X-Auth-Token', 'stale');
    expect(response.status).toBe(201);
  });

  it('is seen and ended by its own account and by managers', async () => {
    const readers = await login('reader');
    const operators = await login('operator');
    const [uri, token] = [operators.headers.location ?? '', readers.headers['x-auth-token'] ?? ''];
    const list = await service.as('reader').get(sessions);
    expect(list.body.Members).toEqual([{ '@odata.id': readers.headers.location }]);
    expectMessages(await service.as().get(uri).set('X-Auth-Token', token), 404, 'ResourceNotFound');
    expectMessages(await service.as().delete(uri).set('X-Auth-Token', token), 404, 'ResourceNotFound');
    expect((await service.admin.delete(uri)).status).toBe(204);
  });

  it('lasts as long as the service is told', async () => {
    const uri = '/redfish/v1/SessionService';
    expect((await service.admin.patch(uri).send({ SessionTimeout: 600 })).body.SessionTimeout).toBe(600);
    for (const SessionTimeout of [29, 86_401])
      expectMessages(await service.admin.patch(uri).send({ SessionTimeout }), 400, 'PropertyValueOutOfRange');
    expectMessages(await service.admin.patch(uri).send({ SessionTimeout: 60.5 }), 400, 'PropertyValueTypeError');
    expect(service.bmc.sessions.timeout).toBe(600);
  });
});

describe('Basic', () => {
  it.each([
    'Basic',
    'Basic !',
    `Basic ${Buffer.from('admin').toString('base64')}`,
    `Basic ${Buffer.from('admin:no').toString('base64')}`,
    'Bearer x',
  ])('%s is 401', async (header) =>
    expectMessages(await service.as().get(sessions).set('Authorization', header), 401, 'AccessUnauthorized'),
  );
});

describe('privileges', () => {
  it.each([
    ['reader', 'get', mine, {}, 200],
    ['reader', 'patch', mine, { AssetTag: 'x' }, 403],
    ['reader', 'post', `${mine}/Actions/ComputerSystem.Reset`, { ResetType: 'On' }, 403],
    ['operator', 'patch', mine, { AssetTag: 'x' }, 200],
    ['operator', 'post', `${mine}/Actions/ComputerSystem.Reset`, { ResetType: 'On' }, 204],
    ['operator', 'post', `${mine}/VirtualMedia/Cd/Actions/VirtualMedia.EjectMedia`, {}, 403],
    ['operator', 'patch', mine.replace('Systems', 'Managers'), { DateTimeLocalOffset: '+01:00' }, 403],
    ['operator', 'get', '/redfish/v1/AccountService', {}, 200],
    ['admin', 'post', `${mine}/VirtualMedia/Cd/Actions/VirtualMedia.EjectMedia`, {}, 204],
    ['reader', 'delete', '/redfish/v1/TaskService/Tasks/1', {}, 403],
  ] as const)('%s: %s %s', async (user, method, uri, body, status) => {
    const response = await service.as(user)[method](uri).send(body);
    expect(response.status).toBe(status);
    if (status === 403) expectMessages(response, 403, 'InsufficientPrivilege');
  });

  it('let everybody see his own account, and no other', async () => {
    const { body } = await service.as('reader').get('/redfish/v1/AccountService/Accounts');
    expect(body.Members).toHaveLength(1);
    const account = await service.as('reader').get(body.Members[0]['@odata.id']);
    expect(account.body).toMatchObject({ UserName: 'reader', RoleId: 'ReadOnly', Password: null });
    expect(account.headers.etag).toBeDefined();
    expect((await service.admin.get('/redfish/v1/AccountService/Accounts')).body.Members).toHaveLength(4);
  });

  interface Mapping {
    readonly Entity: string;
    readonly OperationMap: Record<string, readonly { readonly Privilege: readonly string[] }[]>;
    readonly SubordinateOverrides?: readonly {
      readonly Targets: readonly string[];
      readonly OperationMap: Mapping['OperationMap'];
    }[];
  }
  const own = ['Versions', 'ODataService', 'Metadata', 'OpenApi', 'TaskMonitor', 'EventStream', 'UpdateUpload'];
  it.runIf(dmtfPresent).each(resources.filter(({ type }) => !own.includes(type)))(
    'of $type are those of the registry',
    ({ type, paths, privileges, methods, actions }) => {
      const { Mappings } = registry('Redfish') as { readonly Mappings: readonly Mapping[] };
      const mapping = Mappings.find(({ Entity }) => Entity === shortType(type));
      const override = mapping?.SubordinateOverrides?.find(
        ({ Targets: [owner, ...rest] }) =>
          owner === 'ComputerSystem' && rest.every((one) => one.startsWith('Log')) && paths[0]?.includes('/Systems/'),
      );
      const map = { ...mapping?.OperationMap, ...override?.OperationMap };
      const sets = (needs: readonly (readonly string[])[] = []) => new Set(needs.map((set) => set.join()));
      const expected = (method: string) => sets(map[method]?.map(({ Privilege }) => Privilege));
      expect(sets(privileges.read)).toEqual(expected('GET'));
      if (methods.includes('PATCH') || Object.keys(actions).length > 0)
        expect(sets(privileges.write)).toEqual(expected('PATCH'));
      if (methods.includes('DELETE')) expect(sets(privileges.write)).toEqual(expected('DELETE'));
      // A session is made by who has none (DSP0266, "Session login"); the registry's Login is for what comes after.
      if (methods.includes('POST') && type !== 'SessionCollection.SessionCollection')
        expect(sets(privileges.create)).toEqual(expected('POST'));
    },
  );
});

describe('an account that must change its password', () => {
  it('may read itself, make and end its session, and nothing else', async () => {
    const { id } = await service.bmc.accounts.create({
      userName: 'fresh',
      password: testPassword,
      roleId: 'Administrator',
      passwordChangeRequired: true,
    });
    const fresh = service.as('fresh');
    for (const uri of ['/redfish/v1/Systems', mine, '/redfish/v1/AccountService', '/redfish/v1/Nonsense'])
      expectMessages(await fresh.get(uri), 403, 'PasswordChangeRequired');
    const own = await fresh.get(`/redfish/v1/AccountService/Accounts/${id}`);
    expect(own.body).toMatchObject({ UserName: 'fresh', PasswordChangeRequired: true });
    const session = await login('fresh');
    expect(session.status).toBe(201);
    const token = session.headers['x-auth-token'] ?? '';
    expectMessages(await service.as().get(mine).set('X-Auth-Token', token), 403, 'PasswordChangeRequired');
    expect(
      (
        await service
          .as()
          .delete(session.headers.location ?? '')
          .set('X-Auth-Token', token)
      ).status,
    ).toBe(204);
    await service.bmc.accounts.remove(id);
  });
});

describe('an account of one system', () => {
  it('sees that one in every collection', async () => {
    const host = service.as('host');
    const systems = await host.get('/redfish/v1/Systems');
    expect(systems.body.Members).toEqual([{ '@odata.id': mine }]);
    expect((await host.get('/redfish/v1/Managers')).body['Members@odata.count']).toBe(1);
    const { body } = await host.get('/redfish/v1/Chassis');
    expect(body.Members).toEqual([{ '@odata.id': mine.replace('Systems', 'Chassis') }]);
  });

  it.each(['', '/VirtualMedia/Cd', '/EthernetInterfaces'])('and the others are not there: %s', async (rest) => {
    const host = service.as('host');
    for (const uri of ['Systems', 'Managers', 'Chassis'].map((kind) => other.replace('Systems', kind))) {
      if (uri.includes('/Chassis/') && rest !== '') continue;
      if (rest === '/EthernetInterfaces' && uri !== other) continue;
      expectMessages(await host.get(uri + rest), 404, 'ResourceNotFound');
    }
    expectMessages(await host.get('/redfish/v1/Systems/etl4-master-1'), 404, 'ResourceNotFound');
    expectMessages(
      await host.post(`${other}/Actions/ComputerSystem.Reset`).send({ ResetType: 'On' }),
      404,
      'ResourceNotFound',
    );
    expect((await host.post(`${mine}/Actions/ComputerSystem.Reset`).send({ ResetType: 'On' })).status).toBe(204);
  });

  it('sees the tasks of that one alone', async () => {
    const insert = (uri: string) =>
      service.admin
        .post(`${uri}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`)
        .set('Prefer', 'respond-async')
        .send({ Image: service.image });
    const [own, others] = [await insert(mine), await insert(other)];
    expect([own.status, others.status]).toEqual([202, 202]);
    const { body } = await service.as('host').get('/redfish/v1/TaskService/Tasks');
    expect(body.Members).toEqual([{ '@odata.id': own.body['@odata.id'] }]);
    expectMessages(await service.as('host').get(others.body['@odata.id']), 404, 'ResourceNotFound');
    expectMessages(await service.as('host').get(others.headers.location ?? ''), 404, 'ResourceNotFound');
  });
});

describe('HTTPBasicAuth', () => {
  const uri = '/redfish/v1/AccountService';
  const change = (HTTPBasicAuth: string, token: string) =>
    service.as().patch(uri).set('X-Auth-Token', token).send({ HTTPBasicAuth });

  it('unadvertised is taken and not asked for; disabled leaves sessions alone', async () => {
    const token = (await login('admin')).headers['x-auth-token'] ?? '';
    expect((await service.admin.get(uri)).body.HTTPBasicAuth).toBe('Enabled');

    expect((await change('Unadvertised', token)).body.HTTPBasicAuth).toBe('Unadvertised');
    await service.admin.get(mine).expect(200);
    const unasked = await service.as().get(mine);
    expect([unasked.status, unasked.headers['www-authenticate']]).toEqual([401, undefined]);

    await change('Disabled', token).expect(200);
    expectMessages(await service.admin.get(mine), 401, 'AccessUnauthorized');
    await service.as().get(mine).set('X-Auth-Token', token).expect(200);
    expect((await login('operator')).status).toBe(201);

    await change('Enabled', token).expect(200);
    await service.admin.get(mine).expect(200);
    expectMessages(await change('Sometimes', token), 400, 'PropertyValueNotInList');
  });

  it('is off and stays off where nobody is asked for credentials', async () => {
    const open = await createTestApp({ bmc: { noAuth: true }, settings: { noAuth: true } });
    expect((await open.as().get(uri)).body.HTTPBasicAuth).toBe('Disabled');
    expectMessages(await open.as().patch(uri).send({ HTTPBasicAuth: 'Enabled' }), 400, 'PropertyValueNotInList');
    await open.close();
  });
});

describe('more logins at once than can be checked', () => {
  it('are 503, which passes, and not 401, which makes clients give up', async () => {
    const slow = await createTestApp({
      bmc: {
        accounts: [{ userName: 'admin', password: testPassword, roleId: 'Administrator' }],
        passwordCost: { ln: 12, r: 8, p: 1 },
      },
    });
    const attempts = Array.from({ length: 60 }, (_, at) =>
      slow
        .as()
        .auth('nobody', `wrong-${at}`)
        .get(mine)
        .then((answer) => answer),
    );
    const answers = await Promise.all(attempts);
    const busy = answers.filter(({ status }) => status === 503);
    expect(busy.length).toBeGreaterThan(0);
    for (const answer of busy) expectMessages(answer, 503, 'ServiceTemporarilyUnavailable');
    for (const { headers } of busy) expect(headers['retry-after']).toBe('2');
    expect(answers.filter(({ status }) => status !== 503 && status !== 401)).toEqual([]);
    await slow.admin.get(mine).expect(200);
    await slow.close();
  });
});
