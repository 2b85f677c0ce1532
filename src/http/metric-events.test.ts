import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../test/helpers/app.js';
import { type EventReceiver, startReceiver } from '../../test/helpers/event-receiver.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';
import { waitFor } from '../../test/helpers/wait.js';
import { HypervisorError } from '../hypervisor/port.js';
import { parseEventFilter } from '../redfish/events/filter.js';

const uuid = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const machines = [1, 2].map((number) => ({ uuid: uuid(number), name: `machine-${number}`, running: true }));
const subscriptions = '/redfish/v1/EventService/Subscriptions';
const definition = (id: string) => `/redfish/v1/TelemetryService/MetricReportDefinitions/${id}`;
const report = (id: string) => `/redfish/v1/TelemetryService/MetricReports/${id}`;

let app: TestApp;
let receiver: EventReceiver;
beforeEach(async () => {
  app = await createTestApp({ hypervisor: { machines } });
  receiver = await startReceiver();
});
afterEach(async () => {
  await app.close();
  await receiver.close();
});

const makePeriodic = (id: string, change: object = {}) =>
  app.admin
    .patch(definition(id))
    .send({ MetricReportDefinitionType: 'Periodic', Schedule: { RecurrenceInterval: 'PT1S' }, ...change })
    .expect(200);

describe('periodic reports', () => {
  it('go to who subscribed to them, with his context, and to nobody else', async () => {
    const wanted = { Destination: receiver.url, Protocol: 'Redfish', Context: 'mine', EventFormatType: 'MetricReport' };
    const { body } = await app.admin
      .post(subscriptions)
      .send({ ...wanted, MetricReportDefinitions: [{ '@odata.id': definition('Storage') }] })
      .expect(201);
    expectValid(body);
    expect(body.MetricReportDefinitions).toEqual([{ '@odata.id': definition('Storage') }]);
    await makePeriodic('Storage');
    await makePeriodic('Memory');
    await waitFor('two reports', () => receiver.received.length >= 2);
    for (const { body: payload } of receiver.received) {
      expectValid(payload);
      expect(payload).toMatchObject({ Id: 'Storage', Context: 'mine', '@odata.id': report('Storage') });
      expect(payload.MetricValues?.length).toBeGreaterThan(0);
    }
  });

  it('can be read until they are switched off, and are made no more then', async () => {
    await makePeriodic('Processor', { ReportActions: ['LogToMetricReportsCollection'] });
    const read = async () => (await app.admin.get(report('Processor')).expect(200)).body;
    const first = await waitFor('a report', async () => {
      const body = await read();
      return body.Timestamp !== undefined && body;
    });
    expect((await read()).Timestamp).toBe(first.Timestamp);
    await waitFor('the next one', async () => (await read()).Timestamp !== first.Timestamp);
    await app.admin.patch(definition('Processor')).send({ MetricReportDefinitionEnabled: false }).expect(200);
    expect((await read()).MetricValues).toEqual([]);
  });

  it('hold what the subscriber may see', async () => {
    const got: { Id: string; MetricValues: { MetricProperty: string }[] }[] = [];
    const stream = app.bmc.events.stream(
      {
        owner: { accountId: 'tenant', systems: [uuid(2)] },
        passes: parseEventFilter('EventFormatType eq MetricReport'),
      },
      { send: (_, payload) => void got.push(JSON.parse(payload)), end: () => {} },
    );
    const plain: string[] = [];
    app.bmc.events.stream(
      { owner: { accountId: '1' }, passes: parseEventFilter("ResourceType eq 'ComputerSystem'") },
      { send: (_, payload) => void plain.push(payload), end: () => {} },
    );
    await makePeriodic('Storage');
    await waitFor('a report', () => got.length > 0);
    stream.close();
    expect(got[0]?.MetricValues.length).toBeGreaterThan(0);
    for (const { MetricProperty } of got[0]?.MetricValues ?? []) expect(MetricProperty).toContain(uuid(2));
    expect(plain.filter((payload) => payload.includes('MetricReport'))).toEqual([]);
  });

  it('say once in the log that a hypervisor does not answer, and come again when it does', async () => {
    app.hypervisor.failNext('measure', new HypervisorError('timeout', 'a QEMU hangs'), 2);
    await makePeriodic('Memory');
    await waitFor('a report', async () => (await app.admin.get(report('Memory'))).body.Timestamp !== undefined);
    expect(app.logged.filter((line) => line.includes('could not be made'))).toHaveLength(1);
  });
});

describe('a subscription to reports', () => {
  const subscribe = (body: object, as = app.admin) =>
    as.post(subscriptions).send({ Destination: receiver.url, Protocol: 'Redfish', ...body });

  it('is refused for definitions that are not there, and for events with a definition', async () => {
    const MetricReportDefinitions = [{ '@odata.id': definition('Fans') }];
    expectMessages(
      await subscribe({ EventFormatType: 'MetricReport', MetricReportDefinitions }),
      400,
      'PropertyValueNotInList',
    );
    expectMessages(
      await subscribe({ MetricReportDefinitions: [{ '@odata.id': definition('Memory') }] }),
      400,
      'PropertyValueConflict',
    );
    expect((await app.admin.get(subscriptions)).body.Members).toEqual([]);
  });

  it('is told of by the event service, and refused to who may not subscribe', async () => {
    const { body } = await app.admin.get('/redfish/v1/EventService');
    expect(body.EventFormatTypes).toEqual(['Event', 'MetricReport']);
    expect(body.SSEFilterPropertiesSupported.MetricReportDefinition).toBe(true);
    await app.bmc.accounts.create({ userName: 'reader', password: testPassword, roleId: 'ReadOnly' });
    expect((await subscribe({ EventFormatType: 'MetricReport' }, app.as('reader'))).status).toBe(403);
    expect((await app.as('reader').patch(definition('Memory')).send({})).status).toBe(403);
  });
});

describe('the excerpt of a resource', () => {
  const sensors = `/redfish/v1/Chassis/${uuid(1)}/Sensors`;

  it('is what its type has marked as one', async () => {
    const { body } = await app.admin.get(`${sensors}/CPUUtilization?excerpt`).expect(200);
    expect(Object.keys(body).sort()).toEqual(['@odata.etag', '@odata.id', '@odata.type', 'Reading']);
    const all = await app.admin.get(`${sensors}?excerpt&$expand=.`).expect(200);
    expect(all.body.Members).toHaveLength(2);
    for (const member of all.body.Members) expect(member).not.toHaveProperty('Status');
    expect(all.body.Name).toBe('Sensors');
  });

  it('is all of it where nothing is marked; and it takes no value', async () => {
    const whole = await app.admin.get(app.systemUri);
    expect((await app.admin.get(`${app.systemUri}?excerpt`).expect(200)).body).toEqual(whole.body);
    expectMessages(await app.admin.get('/redfish/v1/?excerpt=foo'), 400, 'QueryParameterValueFormatError');
    expect((await app.admin.get('/redfish/v1')).body.ProtocolFeaturesSupported.ExcerptQuery).toBe(true);
  });
});
