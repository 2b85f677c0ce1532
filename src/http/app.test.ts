import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../test/helpers/app.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp();
});
afterAll(() => service.close());

const reset = () => `${service.systemUri}/Actions/ComputerSystem.Reset`;

describe('concurrent writes', () => {
  it('lose none of 100 pairs', async () => {
    for (let round = 0; round < 100; round += 1) {
      const target = round % 2 === 0 ? 'Pxe' : 'Hdd';
      const [first, second] = await Promise.all([
        service.admin.patch(service.systemUri).send({ AssetTag: `tag-${round}` }),
        service.admin
          .patch(service.systemUri)
          .send({ Boot: { BootSourceOverrideTarget: target, BootSourceOverrideEnabled: 'Continuous' } }),
      ]);
      expect([first.status, second.status]).toEqual([200, 200]);
      const { body } = await service.admin.get(service.systemUri);
      expect([body.AssetTag, body.Boot.BootSourceOverrideTarget]).toEqual([`tag-${round}`, target]);
    }
  });

  it('with the same If-Match: one wins, the others are told', async () => {
    const { headers } = await service.admin.get(service.systemUri);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        service.admin
          .patch(service.systemUri)
          .set('If-Match', headers.etag ?? '')
          .send({ AssetTag: `winner-${at}` }),
      ),
    );
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    const { body } = await service.admin.get(service.systemUri);
    expect(body.AssetTag).toBe(winners[0]?.body.AssetTag);
  });

  it('take the ETag with and without W/, in a list, and *', async () => {
    for (const form of [
      (etag: string) => etag,
      (etag: string) => `W/${etag}`,
      (etag: string) => `"x", ${etag}`,
      () => '*',
    ]) {
      const { headers } = await service.admin.get(service.systemUri);
      const response = await service.admin
        .patch(service.systemUri)
        .set('If-Match', form(headers.etag ?? ''))
        .send({ LocationIndicatorActive: true });
      expect(response.status).toBe(200);
    }
  });
});

describe('a representation', () => {
  it('has an ETag in header and body, and is not sent again to who has it', async () => {
    const first = await service.admin.get(service.systemUri);
    expect(first.headers.etag).toMatch(/^"[^"]+"$/);
    expect(first.body['@odata.etag']).toBe(first.headers.etag);
    const again = await service.admin.get(service.systemUri).set('If-None-Match', first.headers.etag ?? '');
    expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
    await service.admin.patch(service.systemUri).send({ AssetTag: 'another' });
    expect((await service.admin.get(service.systemUri).set('If-None-Match', first.headers.etag ?? '')).status).toBe(
      200,
    );
  });

  it('answers HEAD with the headers of GET', async () => {
    const get = await service.admin.get(service.systemUri);
    const head = await service.admin.head(service.systemUri);
    expect(head.status).toBe(200);
    expect(head.text).toBeUndefined();
    for (const name of ['etag', 'allow', 'link', 'content-length', 'odata-version'])
      expect(head.headers[name]).toBe(get.headers[name]);
  });

  it('shrinks to what $select names', async () => {
    const { body } = await service.admin.get(`${service.systemUri}?$select=PowerState,Boot/BootSourceOverrideMode`);
    expect(Object.keys(body).sort()).toEqual(['@odata.etag', '@odata.id', '@odata.type', 'Boot', 'PowerState']);
    expect(Object.keys(body.Boot)).toEqual(['BootSourceOverrideMode']);
  });

  it('of a collection is cut by $skip and $top, and keeps its count', async () => {
    const { body } = await service.admin.get('/redfish/v1/Systems?$skip=2&$top=3');
    expect([body.Members.length, body['Members@odata.count']]).toEqual([3, 9]);
    expectValid(body);
  });

  it('of the only member comes for its collection', async () => {
    const only = await service.admin.get(`${service.systemUri}/SimpleStorage?only`);
    expect(only.body['@odata.id']).toBe(`${service.systemUri}/SimpleStorage/virtio`);
    expect((await service.admin.get('/redfish/v1/Systems?only')).body.Members).toHaveLength(9);
  });

  it('of a PATCH is what was written, clears included', async () => {
    const { body } = await service.admin.patch(service.systemUri).send({ AssetTag: 'shelf 3' });
    expectValid(body);
    expect(body.AssetTag).toBe('shelf 3');
    expect((await service.admin.patch(service.systemUri).send({ AssetTag: null })).body.AssetTag).toBeNull();
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
    const response = await service.admin.get(service.systemUri);
    service.hypervisor.setAvailable(true);
    expectMessages(response, 503, 'ServiceTemporarilyUnavailable');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    expect((await service.admin.get(service.systemUri)).status).toBe(200);
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
      machine: service.id,
      user: 'admin',
      route: '/redfish/v1/Systems/{machine}/Actions/ComputerSystem.Reset',
    });
    expect(service.logged.filter((line) => line.includes(access?.id ?? ''))).toHaveLength(1);
    expect(service.logged.join()).not.toMatch(/not-my-secret|Correct-horse|authorization/i);
  });
});

describe('the absolute form of a request', () => {
  it('is its path, query included', async () => {
    const server = createServer(service.app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const authorization = `Basic ${Buffer.from(`admin:${testPassword}`).toString('base64')}`;
    const path = `http://bmc.example:8000${service.systemUri}?$select=Name`;
    const sent = request({ host: '127.0.0.1', port, path, headers: { authorization }, agent: false }).end();
    const [response] = await once(sent, 'response');
    const body: unknown = JSON.parse(await text(response));
    expect([response.statusCode, body]).toEqual([200, expect.objectContaining({ '@odata.id': service.systemUri })]);
    expect(body).not.toHaveProperty('PowerState');
    server.close();
  });
});
