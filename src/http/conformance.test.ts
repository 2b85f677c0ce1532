import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectMessages } from '../../test/helpers/expect.js';

/** What DMTF's Protocol Validator asks and few services answer, by the name of its assertion. */
let service: TestApp;
beforeAll(async () => {
  service = await createTestApp();
});
afterAll(() => service.close());

const get = (uri: string, headers: Record<string, string> = {}) => service.admin.get(uri).set(headers);

describe('protocol', () => {
  it('PROTO_STD_URI_VERSION', async () => expect((await get('/redfish')).body).toEqual({ v1: '/redfish/v1/' }));

  it('PROTO_HTTP_UNSUPPORTED_METHODS', async () => {
    const server = createServer(service.app).listen(0, '127.0.0.1');
    const { port } = await new Promise<AddressInfo>((resolve) =>
      server.once('listening', () => resolve(server.address() as AddressInfo)),
    );
    const status = await new Promise<number | undefined>((resolve, reject) => {
      send({ host: '127.0.0.1', port, method: 'PROPFIND', path: '/redfish/v1/' }, (response) =>
        resolve(response.resume().statusCode),
      )
        .once('error', reject)
        .end();
    });
    server.close();
    expect(status).toBe(501);
  });

  it.each(['application/json', 'application/*', '*/*'])('REQ_HEADERS_ACCEPT %s', async (accept) => {
    for (const form of [accept, `${accept};charset=utf-8`]) {
      expect((await get('/redfish/v1/', { Accept: form })).status).toBe(200);
      const metadata = await get('/redfish/v1/$metadata', { Accept: form.replace('json', 'xml') });
      expect(metadata.status).toBe(200);
      expect(metadata.headers['content-type']).toMatch(/^application\/xml/);
    }
  });

  it('REQ_HEADERS_ODATA_VERSION, RESP_HEADERS_ODATA_VERSION', async () => {
    const response = await get('/redfish/v1/', { 'OData-Version': '4.0' });
    expect([response.status, response.headers['odata-version']]).toEqual([200, '4.0']);
    expect((await get('/redfish/v1/', { 'OData-Version': '4.1' })).status).toBe(412);
  });

  it('REQ_GET_IGNORE_BODY', async () => expect((await service.admin.get('/redfish/v1/').send({})).status).toBe(200));

  it('REQ_QUERY_*', async () => {
    expect((await get('/redfish/v1/?rpvunknown')).status).toBe(200);
    expectMessages(await get('/redfish/v1/?$rpvunknown'), 501, 'QueryNotSupported');
    const { ProtocolFeaturesSupported: features } = (await get('/redfish/v1/')).body;
    for (const [feature, query] of [
      ['SelectQuery', '$select=Name'],
      ['OnlyMemberQuery', 'only'],
      ['TopSkipQuery', '$top=1&$skip=0'],
      ['FilterQuery', "$filter=Id eq 'x'"],
      ['ExpandQuery', '$expand=.'],
    ] as const)
      expect((await get(`/redfish/v1/Systems?${encodeURI(query)}`)).status, feature).toBe(
        features[feature] === true || features[feature].ExpandAll === true ? 200 : 501,
      );
  });

  it('RESP_HEADERS_ALLOW_GET_OR_HEAD, _LINK_REL_DESCRIBED_BY, _LINK_SCHEMA_VER_MATCH, _CACHE_CONTROL', async () => {
    for (const method of ['get', 'head'] as const) {
      const { headers } = await service.admin[method]('/redfish/v1/');
      expect(headers.allow).toBe('GET, HEAD');
      expect(headers.link).toMatch(/^<.*\/ServiceRoot\.v1_20_0\.json>; rel=describedby$/);
      expect(headers['cache-control']).toBeDefined();
    }
  });

  it('RESP_ODATA_*', async () => {
    const { body } = await get('/redfish/v1/odata');
    expect(body['@odata.context']).toBe('/redfish/v1/$metadata');
    for (const { url } of body.value) expect((await get(url)).status, url).toBe(200);
    const { text } = await get('/redfish/v1/$metadata');
    const [, firstSchema = ''] = text.split('<Schema ');
    expect(firstSchema).toContain('<EntityContainer ');
    for (const namespace of ['ComputerSystem.v1_27_0', 'VirtualMediaCollection', 'ActionInfo.v1_5_0'])
      expect(text).toContain(`Namespace="${namespace}"`);
  });

  it('SEC_SESSIONS_URI_LOCATION', async () => {
    const root = await get('/redfish/v1/');
    const sessionService = await get('/redfish/v1/SessionService');
    expect(root.body.Links.Sessions).toEqual(sessionService.body.Sessions);
  });

  it('SEC_PRIV_SUPPORT_PREDEFINED_ROLES', async () => {
    const privileges = async (role: string) =>
      (await get(`/redfish/v1/AccountService/Roles/${role}`)).body.AssignedPrivileges.sort();
    expect(await privileges('ReadOnly')).toEqual(['ConfigureSelf', 'Login']);
    expect(await privileges('Operator')).toEqual(['ConfigureComponents', 'ConfigureSelf', 'Login']);
    expect(await privileges('Administrator')).toEqual([
      'ConfigureComponents',
      'ConfigureManager',
      'ConfigureSelf',
      'ConfigureUsers',
      'Login',
    ]);
  });

  it('OPTIONS names the methods', async () => {
    const response = await service.admin.options('/redfish/v1/Systems');
    expect([response.status, response.headers.allow]).toEqual([204, 'GET, HEAD, OPTIONS']);
  });
});

describe('the Ironic profile', () => {
  it('finds what it can write beside the property, and in Allow', async () => {
    const { body } = await get('/redfish/v1/Systems');
    const system = await get(body.Members[0]['@odata.id']);
    expect(system.headers.allow).toContain('PATCH');
    expect(system.body.Boot['@Redfish.WriteableProperties']).toEqual(
      expect.arrayContaining(['BootSourceOverrideTarget', 'BootSourceOverrideEnabled', 'BootSourceOverrideMode']),
    );
    const { '#ComputerSystem.Reset': reset } = system.body.Actions;
    const info = await get(reset['@Redfish.ActionInfo']);
    expect(info.body.Parameters).toEqual([
      {
        Name: 'ResetType',
        Required: true,
        DataType: 'String',
        AllowableValues: reset['ResetType@Redfish.AllowableValues'],
      },
    ]);
  });

  it('can use every advertised reset type, in any state', async () => {
    const [machine] = await service.hypervisor.machines();
    const uri = `/redfish/v1/Systems/${machine?.id}`;
    const state = async () => (await get(uri)).body.PowerState;
    const reset = async (ResetType: string) =>
      expect(
        (await service.admin.post(`${uri}/Actions/ComputerSystem.Reset`).send({ ResetType })).status,
        ResetType,
      ).toBe(204);
    for (const [type, expected] of [
      ['ForceOff', 'Off'],
      ['ForceRestart', 'On'],
      ['PowerCycle', 'On'],
      ['On', 'On'],
      ['ForceOn', 'On'],
      ['Pause', 'Paused'],
      ['Resume', 'On'],
      ['GracefulShutdown', 'Off'],
    ] as const) {
      await reset(type);
      await expect.poll(state, { timeout: 10_000 }).toBe(expected);
    }
  });
});
