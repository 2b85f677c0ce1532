import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';

let service: TestApp;
let systemUri: string;
let id: string;
const reset = () => `${systemUri}/Actions/ComputerSystem.Reset`;

beforeAll(async () => {
  service = await createTestApp();
  const [machine] = await service.hypervisor.machines();
  if (machine === undefined) throw new Error('the lab has no machine');
  id = machine.id;
  systemUri = `/redfish/v1/Systems/${id}`;
});
afterAll(() => service.close());

describe('a bad request gets the message of the registry and changes nothing', () => {
  type Method = 'get' | 'post' | 'patch' | 'put' | 'delete' | 'head' | 'options';
  interface Row {
    readonly what: string;
    readonly method: Method;
    readonly path: () => string;
    readonly body?: unknown;
    readonly headers?: Record<string, string>;
    readonly status: number;
    readonly keys: readonly string[];
  }
  const json = { 'Content-Type': 'application/json' };
  const system = () => systemUri;
  const boot = (Boot: unknown) => ({ method: 'patch', path: system, body: { Boot } }) as const;
  const rows: readonly Row[] = [
    {
      what: 'wrong Content-Type',
      method: 'patch',
      path: system,
      body: 'AssetTag=x',
      headers: { 'Content-Type': 'text/plain' },
      status: 415,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'wrong charset',
      method: 'patch',
      path: system,
      body: '{}',
      headers: { 'Content-Type': 'application/json;charset=latin1' },
      status: 415,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'malformed JSON',
      method: 'patch',
      path: system,
      body: '{"AssetTag":',
      headers: json,
      status: 400,
      keys: ['MalformedJSON'],
    },
    {
      what: 'invalid UTF-8',
      method: 'patch',
      path: system,
      body: Buffer.from([0x7b, 0xff, 0x7d]),
      headers: json,
      status: 400,
      keys: ['MalformedJSON'],
    },
    {
      what: 'an array',
      method: 'patch',
      path: system,
      body: '[]',
      headers: json,
      status: 400,
      keys: ['UnrecognizedRequestBody'],
    },
    { what: 'an empty object', method: 'patch', path: system, body: {}, status: 400, keys: ['EmptyJSON'] },
    { what: 'no body', method: 'patch', path: system, status: 400, keys: ['EmptyJSON'] },
    {
      what: 'annotations alone',
      method: 'patch',
      path: system,
      body: { '@odata.id': '/x', 'Boot@odata.count': 1 },
      status: 400,
      keys: ['NoOperation'],
    },
    {
      what: 'over 1 MiB',
      method: 'patch',
      path: system,
      body: { AssetTag: 'x'.repeat(1_048_577) },
      status: 413,
      keys: ['PayloadTooLarge'],
    },
    {
      what: 'unknown property',
      method: 'patch',
      path: system,
      body: { Colour: 'red', AssetTag: 'bad' },
      status: 400,
      keys: ['PropertyUnknown'],
    },
    {
      what: 'a prototype',
      method: 'patch',
      path: system,
      body: '{"__proto__":{"a":1}}',
      headers: json,
      status: 400,
      keys: ['PropertyUnknown'],
    },
    {
      what: 'read-only property',
      method: 'patch',
      path: system,
      body: { PowerState: 'On', AssetTag: 'bad' },
      status: 400,
      keys: ['PropertyNotWritable'],
    },
    {
      what: 'wrong type',
      method: 'patch',
      path: system,
      body: { AssetTag: 5 },
      status: 400,
      keys: ['PropertyValueTypeError'],
    },
    {
      what: 'too long',
      method: 'patch',
      path: system,
      body: { AssetTag: 'x'.repeat(256) },
      status: 400,
      keys: ['PropertyValueFormatError'],
    },
    { what: 'wrong type of an object', ...boot('Pxe'), status: 400, keys: ['PropertyValueTypeError'] },
    {
      what: 'unknown boot target',
      ...boot({ BootSourceOverrideTarget: 'Tape' }),
      status: 400,
      keys: ['PropertyValueNotInList'],
    },
    {
      what: 'boot target not of this machine',
      ...boot({ BootSourceOverrideTarget: 'Utilities' }),
      status: 400,
      keys: ['PropertyValueNotInList'],
    },
    {
      what: 'boot option that is not there',
      ...boot({ BootOrder: ['Boot9999'] }),
      status: 400,
      keys: ['PropertyValueNotInList'],
    },
    {
      what: 'UefiTarget without its path',
      ...boot({ BootSourceOverrideTarget: 'UefiTarget' }),
      status: 400,
      keys: ['PropertyValueConflict'],
    },
    {
      what: 'UefiHttp without its URI',
      ...boot({ BootSourceOverrideTarget: 'UefiHttp' }),
      status: 400,
      keys: ['PropertyValueConflict'],
    },
    {
      what: 'several things at once',
      method: 'patch',
      path: system,
      body: { Id: 'x', Nope: 1, AssetTag: [], Boot: { Mode: 1 } },
      status: 400,
      keys: ['PropertyNotWritable', 'PropertyUnknown', 'PropertyUnknown', 'PropertyValueTypeError'],
    },
    { what: 'no ResetType', method: 'post', path: reset, body: {}, status: 400, keys: ['ActionParameterMissing'] },
    { what: 'no body of an action', method: 'post', path: reset, status: 400, keys: ['ActionParameterMissing'] },
    {
      what: 'unknown ResetType',
      method: 'post',
      path: reset,
      body: { ResetType: 'Explode' },
      status: 400,
      keys: ['ActionParameterValueNotInList'],
    },
    {
      what: 'ResetType of the wrong type',
      method: 'post',
      path: reset,
      body: { ResetType: 1 },
      status: 400,
      keys: ['ActionParameterValueTypeError'],
    },
    {
      what: 'unknown parameter',
      method: 'post',
      path: reset,
      body: { ResetType: 'On', Delay: 5 },
      status: 400,
      keys: ['ActionParameterUnknown'],
    },
    {
      what: 'unknown action',
      method: 'post',
      path: () => `${systemUri}/Actions/ComputerSystem.Fly`,
      body: {},
      status: 404,
      keys: ['ResourceNotFound'],
    },
    { what: 'GET of an action', method: 'get', path: reset, status: 405, keys: ['OperationNotAllowed'] },
    { what: 'DELETE of a system', method: 'delete', path: system, status: 405, keys: ['OperationNotAllowed'] },
    { what: 'PUT of a system', method: 'put', path: system, body: {}, status: 405, keys: ['OperationNotAllowed'] },
    {
      what: 'POST to the systems',
      method: 'post',
      path: () => '/redfish/v1/Systems',
      body: {},
      status: 405,
      keys: ['OperationNotAllowed'],
    },
    {
      what: 'wrong If-Match',
      method: 'patch',
      path: system,
      body: { AssetTag: 'bad' },
      headers: { 'If-Match': '"etag"foobar' },
      status: 412,
      keys: ['PreconditionFailed'],
    },
    {
      what: 'If-Match of an action',
      method: 'post',
      path: reset,
      body: { ResetType: 'On' },
      headers: { 'If-Match': '"no"' },
      status: 412,
      keys: ['PreconditionFailed'],
    },
    {
      what: 'OData 4.1',
      method: 'get',
      path: system,
      headers: { 'OData-Version': '4.1' },
      status: 412,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'an Accept of something else',
      method: 'get',
      path: system,
      headers: { Accept: 'text/html' },
      status: 406,
      keys: ['HeaderInvalid'],
    },
    {
      what: 'unknown $ parameter',
      method: 'get',
      path: () => `${systemUri}?$nope`,
      status: 501,
      keys: ['QueryNotSupported'],
    },
    {
      what: 'only with a value',
      method: 'get',
      path: () => '/redfish/v1/Systems?only=foo',
      status: 400,
      keys: ['QueryParameterValueFormatError'],
    },
    {
      what: 'only of a single resource',
      method: 'get',
      path: () => `${systemUri}?only`,
      status: 400,
      keys: ['QueryNotSupportedOnResource'],
    },
    {
      what: '$top of a single resource',
      method: 'get',
      path: () => `${systemUri}?$top=1`,
      status: 400,
      keys: ['QueryNotSupportedOnResource'],
    },
    {
      what: '$skip of no number',
      method: 'get',
      path: () => '/redfish/v1/Systems?$skip=-1',
      status: 400,
      keys: ['QueryParameterValueFormatError'],
    },
  ];

  it.each(rows)('$what: $status $keys', async ({ method, path, body, headers = {}, status, keys }) => {
    const before = await service.hypervisor.machine(id);
    const request = service.admin[method](path()).set(headers);
    const response =
      body === undefined
        ? await request
        : await request
            .serialize((raw) => (typeof raw === 'string' || Buffer.isBuffer(raw) ? raw : JSON.stringify(raw)) as string)
            .send(body as object);
    expectMessages(response, status, ...keys);
    expect(response.headers['content-type']).toMatch(/^application\/json/);
    if (status === 405) expect(response.headers.allow).toMatch(/GET|POST/);
    expect(response.headers.location).toBeUndefined();
    expect(await service.hypervisor.machine(id)).toBe(before);
  });
});

describe('a machine is found', () => {
  const rest = '/VirtualMedia/Cd?$select=Id';

  it('by its UUID in upper case, and reads with its own URI', async () => {
    const { status, body } = await service.admin.get(`/redfish/v1/Systems/${id.toUpperCase()}`);
    expect({ status, uri: body['@odata.id'] }).toEqual({ status: 200, uri: systemUri });
  });

  it('with a slash behind', async () => {
    const { status, body } = await service.admin.get(`${systemUri}/`);
    expect({ status, uri: body['@odata.id'] }).toEqual({ status: 200, uri: systemUri });
  });

  it.each(['get', 'post', 'patch'] as const)('by its name: %s is sent on, with all behind it', async (method) => {
    const path = method === 'post' ? '/Actions/ComputerSystem.Reset' : rest;
    const response = await service.admin[method](`/redfish/v1/Systems/etl4-master-0${path}`).redirects(0);
    expect(response.status).toBe(307);
    expect(response.headers.location).toBe(`${systemUri}${path}`);
  });

  it('and what is behind the name cannot break the Location', async () => {
    const response = await service.admin
      .get('/redfish/v1/Systems/etl4-master-0/VirtualMedia/a%0d%0aX:%20y')
      .redirects(0);
    expect(response.status).toBe(307);
    expect(response.headers.location).toBe(`${systemUri}/VirtualMedia/a%0D%0AX:%20y`);
    expect(response.headers.x).toBeUndefined();
  });

  const unknown = '00000000-0000-4000-8000-000000000000';
  it.each([
    ['get', `/redfish/v1/Systems/${unknown}`, 'ComputerSystem'],
    ['patch', `/redfish/v1/Systems/${unknown}`, 'ComputerSystem'],
    ['post', `/redfish/v1/Systems/${unknown}/Actions/ComputerSystem.Reset`, 'ComputerSystem'],
    ['get', `/redfish/v1/Systems/${unknown}/EthernetInterfaces`, 'ComputerSystem'],
    ['get', `/redfish/v1/Systems/${unknown}/VirtualMedia/Cd/Certificates/1`, 'ComputerSystem'],
    ['get', '/redfish/v1/Systems/no-such-name', 'ComputerSystem'],
    ['get', `/redfish/v1/Managers/${unknown}`, 'Manager'],
    ['post', `/redfish/v1/Managers/${unknown}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`, 'Manager'],
    ['get', '/redfish/v1/Chassis/2', 'Chassis'],
    ['get', '/redfish/v1/TaskService/Tasks/1', 'Task'],
    ['get', '/redfish/v1/TaskService/TaskMonitors/1', 'TaskMonitor'],
    ['get', '/redfish/v1/SessionService/Sessions/1', 'Session'],
    ['get', '/redfish/v1/Nonsense', 'resource'],
    ['get', '/', 'resource'],
    ['get', '/redfish/v2', 'resource'],
    ['get', '/redfish/v1/Systems/%ff', 'ComputerSystem'],
  ] as const)('or is 404: %s %s', async (method, path, type) => {
    const response = await service.admin[method](path).send(method === 'get' ? undefined : { AssetTag: 'x' });
    expectMessages(response, 404, 'ResourceNotFound');
    expect(response.body.error['@Message.ExtendedInfo'][0].MessageArgs[0]).toBe(type);
  });

  it.each([
    'VirtualMedia/Tape',
    'EthernetInterfaces/00:00:00:00:00:00',
    'VirtualMedia/Cd/Certificates/7',
    'VirtualMedia/Tape/Certificates',
    'Nope',
  ])('and what it has not is 404: %s', async (path) =>
    expectMessages(await service.admin.get(`${systemUri}/${path}`), 404, 'ResourceNotFound'),
  );

  it('until it is undefined behind our back', async () => {
    const other = await createTestApp();
    const [machine] = await other.hypervisor.machines();
    const uri = `/redfish/v1/Systems/${machine?.id}`;
    expect((await other.admin.get(uri)).status).toBe(200);
    other.hypervisor.remove(machine?.id ?? '');
    expectMessages(await other.admin.get(uri), 404, 'ResourceNotFound');
    await other.close();
  });
});

describe('concurrent writes', () => {
  it('lose none of 100 pairs', async () => {
    for (let round = 0; round < 100; round += 1) {
      const target = round % 2 === 0 ? 'Pxe' : 'Hdd';
      const [first, second] = await Promise.all([
        service.admin.patch(systemUri).send({ AssetTag: `tag-${round}` }),
        service.admin
          .patch(systemUri)
          .send({ Boot: { BootSourceOverrideTarget: target, BootSourceOverrideEnabled: 'Continuous' } }),
      ]);
      expect([first.status, second.status]).toEqual([200, 200]);
      const { body } = await service.admin.get(systemUri);
      expect([body.AssetTag, body.Boot.BootSourceOverrideTarget]).toEqual([`tag-${round}`, target]);
    }
  });

  it('with the same If-Match: one wins, the others are told', async () => {
    const { headers } = await service.admin.get(systemUri);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        service.admin
          .patch(systemUri)
          .set('If-Match', headers.etag ?? '')
          .send({ AssetTag: `winner-${at}` }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    const { body } = await service.admin.get(systemUri);
    expect(body.AssetTag).toBe(winners[0]?.body.AssetTag);
  });

  it('take the ETag with and without W/, in a list, and *', async () => {
    for (const form of [
      (etag: string) => etag,
      (etag: string) => `W/${etag}`,
      (etag: string) => `"x", ${etag}`,
      () => '*',
    ]) {
      const { headers } = await service.admin.get(systemUri);
      const response = await service.admin
        .patch(systemUri)
        .set('If-Match', form(headers.etag ?? ''))
        .send({ LocationIndicatorActive: true });
      expect(response.status).toBe(200);
    }
  });
});

describe('a representation', () => {
  it('has an ETag in header and body, and is not sent again to who has it', async () => {
    const first = await service.admin.get(systemUri);
    expect(first.headers.etag).toMatch(/^"[^"]+"$/);
    expect(first.body['@odata.etag']).toBe(first.headers.etag);
    const again = await service.admin.get(systemUri).set('If-None-Match', first.headers.etag ?? '');
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
    await service.admin.patch(systemUri).send({ AssetTag: 'another' });
    expect((await service.admin.get(systemUri).set('If-None-Match', first.headers.etag ?? '')).status).toBe(200);
  });

  it('answers HEAD with the headers of GET', async () => {
    const get = await service.admin.get(systemUri);
    const head = await service.admin.head(systemUri);
    expect(head.status).toBe(200);
    expect(head.text).toBeUndefined();
    for (const name of ['etag', 'allow', 'link', 'content-length', 'odata-version'])
      expect(head.headers[name]).toBe(get.headers[name]);
  });

  it('shrinks to what $select names', async () => {
    const { body } = await service.admin.get(`${systemUri}?$select=PowerState,Boot/BootSourceOverrideMode`);
    expect(Object.keys(body).sort()).toEqual(['@odata.etag', '@odata.id', '@odata.type', 'Boot', 'PowerState']);
    expect(Object.keys(body.Boot)).toEqual(['BootSourceOverrideMode']);
  });

  it('of a collection is cut by $skip and $top, and keeps its count', async () => {
    const { body } = await service.admin.get('/redfish/v1/Systems?$skip=2&$top=3');
    expect([body.Members.length, body['Members@odata.count']]).toEqual([3, 9]);
    expectValid(body);
  });

  it('of the only member comes for its collection', async () => {
    expect((await service.admin.get('/redfish/v1/Chassis?only')).body['@odata.id']).toBe('/redfish/v1/Chassis/1');
    expect((await service.admin.get('/redfish/v1/Systems?only')).body.Members).toHaveLength(9);
  });

  it('of a PATCH is what was written, clears included', async () => {
    const { body } = await service.admin.patch(systemUri).send({ AssetTag: 'shelf 3' });
    expectValid(body);
    expect(body.AssetTag).toBe('shelf 3');
    expect((await service.admin.patch(systemUri).send({ AssetTag: null })).body.AssetTag).toBeNull();
  });
});

describe('a clock', () => {
  it('is every manager its own', async () => {
    const [one, two] = (await service.hypervisor.machines()).map((machine) => `/redfish/v1/Managers/${machine.id}`);
    const response = await service.admin
      .patch(one ?? '')
      .send({ DateTime: '2031-05-06T07:08:09Z', DateTimeLocalOffset: '-03:30' });
    expect(response.status).toBe(200);
    expect(response.body.DateTime).toMatch(/^2031-05-06T03:38:\d\d-03:30$/);
    expectValid(response.body);
    expect((await service.admin.get(two ?? '')).body.DateTime).not.toMatch(/^2031/);
    const bad = await service.admin.patch(one ?? '').send({ DateTime: 'yesterday', DateTimeLocalOffset: 'CET' });
    expectMessages(bad, 400, 'PropertyValueFormatError', 'PropertyValueFormatError');
  });
});

describe('an outage of the hypervisor', () => {
  it('is 503 with Retry-After, and over when it is over', async () => {
    service.hypervisor.setAvailable(false);
    const response = await service.admin.get(systemUri);
    service.hypervisor.setAvailable(true);
    expectMessages(response, 503, 'ServiceTemporarilyUnavailable');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect((await service.admin.get(systemUri)).status).toBe(200);
  });
});

describe('the log', () => {
  it('has one line per request, and no secret', async () => {
    await service.admin.post(reset()).send({ ResetType: 'On' });
    await service
      .as()
      .post('/redfish/v1/SessionService/Sessions')
      .send({ UserName: 'admin', Password: 'not-my-secret' });
    const access = service.accesses.find(({ action, status }) => action === 'Reset' && status === 204);
    expect(access).toMatchObject({
      method: 'POST',
      machine: id,
      user: 'admin',
      route: '/redfish/v1/Systems/{machine}/Actions/ComputerSystem.Reset',
    });
    expect(service.logged.filter((line) => line.includes(access?.id ?? ''))).toHaveLength(1);
    expect(service.logged.join()).not.toMatch(/not-my-secret|Correct-horse|authorization/i);
  });
});
