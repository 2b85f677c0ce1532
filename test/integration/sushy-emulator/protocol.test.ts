/** Where sushy-emulator fails its users, and this service must not: the protocol. The numbers are those of docs/testing.md. */
import { once } from 'node:events';
import { request } from 'node:https';
import { connect } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { override, problem, reset, system, systemPath } from '../../helpers/redfish.js';
import { type Service, startService } from '../../helpers/service.js';

let service: Service;
let uuid: string;
let path: string;
let state: () => Promise<string>;

beforeAll(async () => {
  service = await startService();
  ({ uuid, state } = await service.machine({ cd: true, disk: 'deaf' }));
  path = systemPath(uuid);
});
afterAll(() => service?.stop());

const statusOverTls = async (target: string): Promise<number | undefined> => {
  const { port, authorization } = service.emulator;
  const sent = request({
    host: '127.0.0.1',
    port,
    path: target,
    headers: { authorization },
    rejectUnauthorized: false,
  });
  const [response] = await once(sent.end(), 'response');
  response.resume();
  return response.statusCode;
};

it('4: of two changes at the same time, none is lost', async () => {
  const { emulator } = service;
  for (let round = 0; round < 50; round += 1) {
    const target = round % 2 === 0 ? 'Cd' : 'Hdd';
    const answers = await Promise.all([
      emulator.request('PATCH', path, {
        Boot: { BootSourceOverrideTarget: target, BootSourceOverrideEnabled: 'Continuous' },
      }),
      emulator.request('PATCH', path, { AssetTag: `round ${round}` }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, true]);
    const { AssetTag, Boot } = await system(emulator, uuid);
    expect([AssetTag, Boot.BootSourceOverrideTarget]).toEqual([`round ${round}`, target]);
  }
  await emulator.request('PATCH', path, { Boot: { BootSourceOverrideEnabled: 'Disabled' }, AssetTag: '' });
});

it('5: silent clients on the TLS port keep nobody waiting', async () => {
  const { port } = service.emulator;
  const silent = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
  await Promise.all(silent.map((socket) => once(socket, 'connect')));
  // Half of them begin a TLS record of 512 bytes, and say no more.
  for (const socket of silent.slice(10)) socket.write(Buffer.from([0x16, 3, 1, 2, 0, 1]));
  try {
    expect(await statusOverTls(path)).toBe(200);
    expect((await service.emulator.request('GET', path)).status).toBe(200);
  } finally {
    for (const socket of silent) {
      // The service may have had enough of it before.
      socket.on('error', () => socket.destroy());
      socket.destroy();
    }
  }
});

it('13: a reset type that is unknown, missing or of a wrong type is refused, and nothing happens', async () => {
  const { emulator } = service;
  const action = `${path}/Actions/ComputerSystem.Reset`;
  expect(await problem(await reset(emulator, uuid, 'Explode'))).toBe('400 ActionParameterValueNotInList');
  expect(await problem(await reset(emulator, uuid, 'on'))).toBe('400 ActionParameterValueNotInList');
  expect(await problem(await emulator.request('POST', action, {}))).toBe('400 ActionParameterMissing');
  expect(await problem(await reset(emulator, uuid, 7))).toBe('400 ActionParameterValueTypeError');
  expect(await problem(await emulator.request('POST', action, '{"ResetType":'))).toBe('400 MalformedJSON');
  expect(await state()).toBe('shut off');
});

it('16: what is unknown, read-only or of a wrong type is refused, and nothing of the rest is done', async () => {
  const { emulator } = service;
  const before = await system(emulator, uuid);
  const refusals: readonly (readonly [unknown, string])[] = [
    [{ Colour: 'red' }, '400 PropertyUnknown'],
    [{ UUID: '00000000-0000-4000-8000-000000000000' }, '400 PropertyNotWritable'],
    [{ AssetTag: 7 }, '400 PropertyValueTypeError'],
    [{ Boot: { BootSourceOverrideTarget: 'Moon' } }, '400 PropertyValueNotInList'],
    [{ Boot: 'Cd' }, '400 PropertyValueTypeError'],
  ];
  for (const [body, expected] of refusals) {
    expect([body, await problem(await emulator.request('PATCH', path, body))]).toEqual([body, expected]);
  }
  expect(await system(emulator, uuid)).toEqual(before);
});

it('17: sessions begin, authenticate and end', async () => {
  const { emulator } = service;
  const { url, user: UserName, password: Password } = emulator;
  const sessions = '/redfish/v1/SessionService/Sessions';
  const post = (body: unknown): Promise<Response> =>
    fetch(`${url}${sessions}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  expect((await post({ UserName, Password: 'wrong' })).status).toBe(401);
  const created = await post({ UserName, Password });
  expect(created.status).toBe(201);
  const token = { 'x-auth-token': created.headers.get('x-auth-token') ?? '' };
  const location = new URL(created.headers.get('location') ?? '', url).pathname;
  expect((await fetch(`${url}${path}`, { headers: token })).status).toBe(200);
  expect((await fetch(`${url}${location}`, { method: 'DELETE', headers: token })).ok).toBe(true);
  expect((await fetch(`${url}${path}`, { headers: token })).status).toBe(401);
  expect((await fetch(`${url}${path}`)).status).toBe(401);
});

it('17: ETag, If-Match, HEAD, Allow, $metadata', async () => {
  const { emulator } = service;
  const { uuid: other } = await service.machine({});
  const mine = systemPath(other);

  const got = await emulator.request('GET', mine);
  const etag = got.headers.get('etag') ?? '';
  expect(etag).toMatch(/^(W\/)?".+"$/);
  expect(((await got.json()) as Record<string, unknown>)['@odata.etag']).toBe(etag);
  const change = (match: string, tag: string): Promise<Response> =>
    emulator.request('PATCH', mine, { AssetTag: tag }, { 'if-match': match });
  expect(await problem(await change('"stale"', 'lost'))).toBe('412 PreconditionFailed');
  expect((await change(etag, 'kept')).ok).toBe(true);
  expect((await change(etag, 'lost')).status).toBe(412);
  expect((await system(emulator, other)).AssetTag).toBe('kept');

  const head = await emulator.request('HEAD', mine);
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('allow')).toMatch(/GET.*PATCH|PATCH.*GET/);
  const wrong = await emulator.request('DELETE', mine);
  expect(wrong.status).toBe(405);
  expect(wrong.headers.get('allow')).toContain('PATCH');
  const metadata = await emulator.request('GET', '/redfish/v1/$metadata');
  expect([metadata.status, metadata.headers.get('content-type')]).toEqual([200, expect.stringContaining('xml')]);
  expect(await metadata.text()).toContain('edmx:Edmx');
});

it('18: TLS 1.3 is spoken', async () => {
  const socket = tlsConnect({ host: '127.0.0.1', port: service.emulator.port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  expect(socket.getProtocol()).toBe('TLSv1.3');
  socket.destroy();
});

it('18: every manager has a clock of its own', async () => {
  const { emulator } = service;
  const other = await service.machine();
  const clock = async (id: string): Promise<Date> => {
    const { DateTime } = await emulator.get<{ DateTime: string }>(`/redfish/v1/Managers/${id}`);
    return new Date(DateTime);
  };
  const set = { DateTime: '2041-05-06T07:08:09Z' };
  expect((await emulator.request('PATCH', `/redfish/v1/Managers/${other.uuid}`, set)).ok).toBe(true);
  expect((await clock(other.uuid)).getUTCFullYear()).toBe(2041);
  expect((await clock(uuid)).getUTCFullYear()).toBeLessThan(2041);
});

it('has none of the above changed the boot override', async () => {
  expect(await override(service.emulator, uuid)).toBe('Disabled None');
});
