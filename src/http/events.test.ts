import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../test/helpers/app.js';
import { selfSigned } from '../../test/helpers/certificate.js';
import { schemaProblems } from '../../test/helpers/dmtf.js';
import { type EventReceiver, startReceiver } from '../../test/helpers/event-receiver.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';
import { remove, temporaryDirectory } from '../../test/helpers/temporary.js';
import { waitFor } from '../../test/helpers/wait.js';

const subscriptions = '/redfish/v1/EventService/Subscriptions';
const service = '/redfish/v1/EventService';
const account = { userName: 'admin', password: testPassword, roleId: 'Administrator' };

let app: TestApp;
let receiver: EventReceiver;
beforeEach(async () => {
  app = await createTestApp();
  receiver = await startReceiver();
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

const subscribe = async (body: object = {}, as = app.admin): Promise<string> => {
  const wanted = { Destination: receiver.url, Protocol: 'Redfish', ...body };
  const response = await as.post(subscriptions).send(wanted);
  expect(response.status, JSON.stringify(response.body)).toBe(201);
  expectValid(response.body);
  return response.headers.location ?? '';
};
const reset = (uri: string, ResetType: string) =>
  app.admin.post(`${uri}/Actions/ComputerSystem.Reset`).send({ ResetType }).expect(204);
const idsOf = ({ received }: EventReceiver) =>
  received.map(({ body }) => body.Events[0]?.MessageId.replace(/\.[\d.]+\./, '.'));

describe('deliveries', () => {
  it('carry what happens, in order, with the context and the headers of the client', async () => {
    await subscribe({ Context: 'mine', HttpHeaders: [{ 'X-Token': 'hush' }], ResourceTypes: ['ComputerSystem'] });
    await reset(app.systemUri, 'On');
    await reset(app.systemUri, 'ForceOff');
    await waitFor('the power to go off', () => idsOf(receiver).includes('ResourceEvent.ResourcePoweredOff'));
    const ids = idsOf(receiver);
    expect(ids.indexOf('ResourceEvent.ResourcePoweredOn')).toBeLessThan(
      ids.indexOf('ResourceEvent.ResourcePoweredOff'),
    );
    const numbers = receiver.received.map(({ body }) => Number(body.Id));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    for (const { headers, body } of receiver.received) {
      expect(schemaProblems(body)).toEqual([]);
      expect(body.Context).toBe('mine');
      expect(body.Events[0]?.OriginOfCondition).toEqual({ '@odata.id': app.systemUri });
      expect(headers).toMatchObject({ 'x-token': 'hush', 'content-type': 'application/json' });
    }
  });

  it('tell what somebody did to the machine past the service', async () => {
    await subscribe({ RegistryPrefixes: ['ResourceEvent'], ResourceTypes: ['ComputerSystem'] });
    await app.hypervisor.reset(app.id, 'On');
    await waitFor('the event', () => idsOf(receiver).includes('ResourceEvent.ResourcePoweredOn'));
  });

  it('tell of tasks', async () => {
    await subscribe({ RegistryPrefixes: ['TaskEvent'] });
    const media = `${app.systemUri}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`;
    await app.admin.post(media).send({ Image: app.image }).expect(204);
    await waitFor('the end of the task', () => idsOf(receiver).includes('TaskEvent.TaskCompletedOK'));
    expect(idsOf(receiver)[0]).toBe('TaskEvent.TaskStarted');
  });

  it('bring the test event as it was asked for', async () => {
    await subscribe({ MessageIds: ['ResourceEvent.1.0.TestMessage'] });
    await app.admin
      .post(`${service}/Actions/EventService.SubmitTestEvent`)
      .send({ MessageId: 'ResourceEvent.1.0.TestMessage', MessageArgs: ['a'], EventId: 'my-id', Severity: 'Warning' })
      .expect(204);
    await waitFor('the event', () => receiver.received.length > 0);
    expect(receiver.received[0]?.body).toMatchObject({
      Events: [{ EventId: 'my-id', MessageSeverity: 'Warning', MessageArgs: ['a'] }],
    });
    expect(schemaProblems(receiver.received[0]?.body)).toEqual([]);
  });

  it('to a receiver that never answers delay neither requests nor other receivers', async () => {
    const silent = await startReceiver();
    silent.status = 0;
    await subscribe({ Destination: silent.url });
    await waitFor('the silent receiver to have one', () => silent.visits > 0);
    await subscribe({ ResourceTypes: ['ComputerSystem'] });
    await reset(app.systemUri, 'On');
    await waitFor('the other to hear', () => idsOf(receiver).includes('ResourceEvent.ResourcePoweredOn'));
    expect(silent.visits).toBe(1);
    await silent.close();
  });

  it('verify certificates only where the client says so', async () => {
    const keys = await selfSigned();
    const secure = await startReceiver(keys);
    const strict = await subscribe({ Destination: secure.url, VerifyCertificate: true, Context: 'strict' });
    await waitFor('a failure', async () => (await app.admin.get(strict)).body.Status.Health === 'Warning');
    expect(secure.received).toEqual([]);
    await app.admin.patch(strict).send({ VerifyCertificate: false }).expect(200);
    await app.admin.delete(strict).expect(204);
    await subscribe({ Destination: secure.url });
    await waitFor('a delivery', () => secure.received.length > 0);
    await secure.close();
  });
});

describe('a receiver that fails', () => {
  const hasty = () =>
    app.admin.patch(service).send({ DeliveryRetryAttempts: 1, DeliveryRetryIntervalSeconds: 1 }).expect(200);

  it('gets the event again', async () => {
    await hasty();
    receiver.status = 500;
    const uri = await subscribe({ DeliveryRetryPolicy: 'RetryForever' });
    await waitFor('two tries', () => receiver.visits > 1);
    receiver.status = 204;
    await waitFor('a delivery', () => receiver.received.length > 0);
    await waitFor('health', async () => (await app.admin.get(uri)).body.Status.Health === 'OK');
  });

  it('is suspended after so many tries, and resumed by the client', async () => {
    await hasty();
    receiver.status = 503;
    const uri = await subscribe({ DeliveryRetryPolicy: 'SuspendRetries' });
    await waitFor('the suspension', async () => (await app.admin.get(uri)).body.Status.State === 'Disabled');
    expect(receiver.visits).toBe(2);
    receiver.status = 204;
    await app.admin.post(`${uri}/Actions/EventDestination.ResumeSubscription`).expect(204);
    await reset(app.systemUri, 'On');
    await waitFor('a delivery', () => receiver.received.length > 0);
    expect((await app.admin.get(uri)).body.Status.State).toBe('Enabled');
  });

  it('is forgotten where the policy says so', async () => {
    await hasty();
    receiver.status = 400;
    const uri = await subscribe({ DeliveryRetryPolicy: 'TerminateAfterRetries' });
    await waitFor('the end', async () => (await app.admin.get(uri)).status === 404);
  });
});

describe('subscriptions', () => {
  it('never show their headers, and take changes', async () => {
    const uri = await subscribe({ HttpHeaders: [{ Authorization: 'Basic c2VjcmV0' }], Context: 'a' });
    expect((await app.admin.get(uri)).body).toMatchObject({ HttpHeaders: [], Context: 'a' });
    const { body } = await app.admin.patch(uri).send({ Context: null, DeliveryRetryPolicy: 'RetryForever' });
    expect(body).toMatchObject({ Context: null, DeliveryRetryPolicy: 'RetryForever' });
    await app.admin.delete(uri).expect(204);
    expect((await app.admin.get(uri)).status).toBe(404);
    expect(app.logged.join()).not.toContain('c2VjcmV0');
  });

  it.each([
    [{ Protocol: 'FTP' }, 'PropertyValueNotInList'],
    [{ Protocol: undefined }, 'PropertyMissing'],
    [{ Destination: 'ftp://127.0.0.1/' }, 'GeneralError'],
    [{ Destination: 'nonsense' }, 'PropertyValueFormatError'],
    [{ Destination: 'http://u:p@127.0.0.1/' }, 'GeneralError'],
    [{ MessageIds: ['Base.1.0.Success'] }, 'PropertyValueNotInList'],
    [{ RegistryPrefixes: ['Nonsense'] }, 'PropertyValueNotInList'],
    [{ ResourceTypes: ['Fan'] }, 'PropertyValueNotInList'],
    [{ EventFormatType: 'Alarm' }, 'PropertyValueNotInList'],
    [{ HttpHeaders: [{ Host: 'evil' }] }, 'PropertyValueError'],
    [{ HttpHeaders: [{ 'X-A': 'a\r\nX-B: b' }] }, 'PropertyValueError'],
    [{ Nonsense: 1 }, 'PropertyUnknown'],
  ])('refuse %j', async (body, key) => {
    const wanted = { Destination: receiver.url, Protocol: 'Redfish', ...body };
    expectMessages(await app.admin.post(subscriptions).send(wanted), 400, key);
    expect((await app.admin.get(subscriptions)).body.Members).toEqual([]);
  });

  it('obey the limits of every connection that a client names', async () => {
    const wanted = { Destination: 'http://169.254.169.254/latest', Protocol: 'Redfish' };
    expectMessages(await app.admin.post(subscriptions).send(wanted), 400, 'PropertyValueError');
  });

  it('have a limit in number', async () => {
    for (let made = 0; made < 64; made += 1) await subscribe({ ResourceTypes: ['Task'] });
    const wanted = { Destination: receiver.url, Protocol: 'Redfish' };
    expectMessages(await app.admin.post(subscriptions).send(wanted), 503, 'EventSubscriptionLimitExceeded');
  });

  it('are there after a restart', async () => {
    const stateDir = await temporaryDirectory();
    const first = await createTestApp({ bmc: { stateDir, accounts: [account] } });
    const uri = await subscribe({ Context: 'kept', ResourceTypes: ['ComputerSystem'] }, first.admin);
    await first.close();
    const second = await createTestApp({ bmc: { stateDir, accounts: [account] } });
    expect((await second.admin.get(uri)).body.Context).toBe('kept');
    await second.hypervisor.reset(second.id, 'On');
    await waitFor('a delivery', () => receiver.received.length > 0);
    await second.close();
    await remove(stateDir);
  });
});

describe('an account of a few systems', () => {
  it('hears of those alone, and sees its own subscriptions alone', async () => {
    const [, other] = await app.hypervisor.machines();
    await app.bmc.accounts.create({
      userName: 'tenant',
      password: testPassword,
      roleId: 'Administrator',
      systems: [other?.id ?? ''],
    });
    const theirs = await subscribe({ ResourceTypes: ['Task'] });
    const mine = await subscribe({ ResourceTypes: ['ComputerSystem'] }, app.as('tenant'));
    await reset(app.systemUri, 'On');
    await reset(`/redfish/v1/Systems/${other?.id}`, 'On');
    await waitFor('a delivery', () => idsOf(receiver).includes('ResourceEvent.ResourcePoweredOn'));
    expect(JSON.stringify(receiver.received)).not.toContain(app.id);
    const { body } = await app.as('tenant').get(subscriptions);
    expect(body.Members).toEqual([{ '@odata.id': mine }]);
    expect((await app.as('tenant').delete(theirs)).status).toBe(404);
  });
});
