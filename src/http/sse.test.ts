import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../test/helpers/app.js';
import { schemaProblems } from '../../test/helpers/dmtf.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';
import { waitFor } from '../../test/helpers/wait.js';

const uri = '/redfish/v1/EventService/SSE';
const subscriptions = '/redfish/v1/EventService/Subscriptions';

let app: TestApp;
let server: Server;
beforeEach(async () => {
  app = await createTestApp();
  server = createServer(app.app).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  app.bmc.events.endStreams();
  server.close();
  server.closeAllConnections();
  await app.close();
});

interface Opened {
  readonly response: IncomingMessage;
  text(): string;
  /** Ids and payloads so far. */
  events(): readonly {
    readonly id: string;
    readonly data: { readonly Events: readonly { readonly MessageId: string }[] };
  }[];
}

const open = async (path = uri, headers: Record<string, string> = {}): Promise<Opened> => {
  const { port } = server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port, path, headers, auth: `admin:${testPassword}` });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  response.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  response.on('error', () => undefined);
  return {
    response,
    text: () => text,
    events: () =>
      [...text.matchAll(/^id: (\d+)\ndata: (.*)\n\n/gm)].map(([, id = '', data = '']) => ({
        id,
        data: JSON.parse(data),
      })),
  };
};
const members = async () => (await app.admin.get(subscriptions)).body.Members as { '@odata.id': string }[];
const keysOf = (stream: Opened) => stream.events().map(({ data }) => data.Events[0]?.MessageId.split('.').at(-1));

describe('a stream of events', () => {
  it('says at once that it is a subscription, is one, and hears what happens', async () => {
    const stream = await open();
    expect(stream.response.statusCode).toBe(200);
    expect(stream.response.headers['content-type']).toBe('text/event-stream; charset=utf-8');
    await waitFor('the first event', () => stream.events().length > 0);
    const [member] = await members();
    expect(stream.events()[0]?.data).toMatchObject({ Events: [{ OriginOfCondition: member }] });
    const { body } = await app.admin.get(member?.['@odata.id'] ?? '');
    expectValid(body);
    expect(body).toMatchObject({ SubscriptionType: 'SSE', Context: expect.stringMatching(/./) });
    await app.hypervisor.reset(app.id, 'On');
    await waitFor('the power', () => keysOf(stream).includes('ResourcePoweredOn'));
    for (const { data } of stream.events()) expect(schemaProblems(data)).toEqual([]);
    expect(new Set(stream.events().map(({ id }) => id)).size).toBe(stream.events().length);
    await waitFor('a comment that keeps it open', () => stream.text().includes('\n:\n\n'));
  });

  it('is no subscription any more when the client goes', async () => {
    const stream = await open();
    expect(await members()).toHaveLength(1);
    stream.response.destroy();
    await waitFor('the end', async () => (await members()).length === 0);
  });

  it('ends when its subscription is deleted', async () => {
    const stream = await open();
    const [member] = await members();
    const ended = once(stream.response, 'end');
    await app.admin.delete(member?.['@odata.id'] ?? '').expect(204);
    await ended;
    expect(await members()).toEqual([]);
  });

  it('sends what was missed, after the last id that the client names', async () => {
    const first = await open();
    await waitFor('the first event', () => first.events().length > 0);
    first.response.destroy();
    await waitFor('the end', async () => (await members()).length === 0);
    await app.hypervisor.reset(app.id, 'On');
    await waitFor('the power', async () => (await app.hypervisor.machine(app.id))?.power === 'On');
    const again = await open(uri, { 'Last-Event-ID': first.events()[0]?.id ?? '' });
    await waitFor('what was missed', () => keysOf(again).includes('ResourcePoweredOn'));
    const ids = again.events().map(({ id }) => Number(id));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(keysOf(again)).not.toContain('EventBufferExceeded');
  });

  it('says where something was lost', async () => {
    const stream = await open(uri, { 'Last-Event-ID': '1' });
    await waitFor('the warning', () => keysOf(stream)[0] === 'EventBufferExceeded');
  });

  it('obeys $filter', async () => {
    const stream = await open(`${uri}?$filter=${encodeURIComponent("RegistryPrefix eq 'TaskEvent'")}`);
    await app.hypervisor.reset(app.id, 'On');
    const media = `${app.systemUri}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`;
    await app.admin.post(media).send({ Image: app.image }).expect(204);
    await waitFor('a task', () => keysOf(stream).includes('TaskCompletedOK'));
    for (const { data } of stream.events()) expect(data.Events[0]?.MessageId).toMatch(/^TaskEvent\./);
  });

  it('refuses what it cannot do, as JSON', async () => {
    expectMessages(await app.admin.get(uri).set('Accept', 'application/json'), 406, 'HeaderInvalid');
    expectMessages(await app.admin.get(`${uri}?$filter=nonsense`), 400, 'QueryParameterValueFormatError');
    expectMessages(await app.admin.get(`${uri}?$top=1`), 501, 'QueryNotSupported');
    expect((await app.as().get(uri)).status).toBe(401);
    expect((await app.admin.head(uri)).headers['content-type']).toMatch(/^text\/event-stream/);
    expect(await members()).toEqual([]);
  });
});
