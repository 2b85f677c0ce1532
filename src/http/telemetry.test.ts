import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestAppOptions, testPassword } from '../../test/helpers/app.js';
import { expectValid } from '../../test/helpers/expect.js';
import { createHandClock, type HandClock } from '../hypervisor/memory/hand-clock.js';

const uuid = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const machines = [1, 2].map((number) => ({
  uuid: uuid(number),
  name: `machine-${number}`,
  cpus: 4,
  nics: [{ mac: `52:54:00:00:00:0${number}` }],
  running: true,
}));
const service = '/redfish/v1/TelemetryService';
const report = (id: string) => `${service}/MetricReports/${id}`;
const definition = (id: string) => `${service}/MetricReportDefinitions/${id}`;
interface Value {
  readonly MetricId: string;
  readonly MetricProperty: string;
  readonly MetricValue: string;
  readonly Timestamp: string;
}

let app: TestApp;
/** What a JSON pointer, less its first slash, points to. */
const at = (resource: unknown, pointer: string): unknown =>
  pointer.split('/').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], resource);

let clock: HandClock;
const open = async (options: TestAppOptions = {}) => {
  clock = createHandClock();
  app = await createTestApp({ hypervisor: { machines, clock, bootDelay: 0 }, ...options });
  clock.advance(120_000);
};
beforeEach(() => open());
afterEach(() => app.close());

describe('a metric report', () => {
  it('holds what each machine uses now, under names that are defined, of properties that are there', async () => {
    for (const id of ['Processor', 'Memory', 'Storage', 'Network']) {
      const { body } = await app.admin.get(report(id)).expect(200);
      expectValid(body);
      expect(body.MetricValues.length, id).toBeGreaterThan(3);
      for (const { MetricId, MetricProperty, MetricValue, Timestamp } of body.MetricValues as readonly Value[]) {
        expect(Timestamp).toBe(clock.now().toISOString());
        expectValid((await app.admin.get(`${service}/MetricDefinitions/${MetricId}`).expect(200)).body);
        const [uri = '', pointer] = MetricProperty.split('#/');
        const { body: resource } = await app.admin.get(uri).expect(200);
        expectValid(resource);
        if (pointer !== undefined) expect(String(at(resource, pointer)), MetricProperty).toBe(MetricValue);
      }
    }
  });

  it('tells work from idleness, and nothing of a machine that is off', async () => {
    const utilization = async () => {
      const { body } = await app.admin.get(report('Processor'));
      const values = (body.MetricValues as readonly Value[]).filter(({ MetricId }) => MetricId === 'CPUUtilization');
      return Object.fromEntries(
        values.map((value) => [value.MetricProperty.split('/')[4] ?? '', Number(value.MetricValue)]),
      );
    };
    const both = await utilization();
    expect(both[uuid(1)]).toBeGreaterThan(1);
    expect(both[uuid(1)]).toBeLessThan(60);
    await app.hypervisor.reset(uuid(1), 'Pause');
    await app.hypervisor.reset(uuid(2), 'ForceOff');
    expect(await utilization()).toEqual({ [uuid(1)]: 0 });
  });

  it('shows an account of one system its own machine alone', async () => {
    await app.bmc.accounts.create({
      userName: 'tenant',
      password: testPassword,
      roleId: 'Administrator',
      systems: [uuid(2)],
    });
    const tenant = app.as('tenant');
    const check = async () => {
      const { body } = await tenant.get(report('Storage')).expect(200);
      expect(body.MetricValues.length).toBeGreaterThan(0);
      for (const { MetricProperty } of body.MetricValues as readonly Value[]) expect(MetricProperty).toContain(uuid(2));
      expect(body['MetricValues@odata.count']).toBe(body.MetricValues.length);
      expect((await tenant.get(`/redfish/v1/Chassis/${uuid(1)}/Sensors`)).status).toBe(404);
    };
    await check();
    expect((await tenant.patch(definition('Storage')).send({ MetricReportDefinitionEnabled: false })).status).toBe(403);
  });

  it('is made no more where its definition is switched off', async () => {
    await app.admin.patch(definition('Memory')).send({ MetricReportDefinitionEnabled: false }).expect(200);
    const { body } = await app.admin.get(report('Memory')).expect(200);
    expectValid(body);
    expect(body.MetricValues).toEqual([]);
    expect(body).not.toHaveProperty('Timestamp');
    expect((await app.admin.get(definition('Memory'))).body.Status.State).toBe('Disabled');
  });
});

describe('a report definition', () => {
  it('takes an interval within its bounds, and keeps the rest as it was', async () => {
    const change = (RecurrenceInterval: string) =>
      app.admin.patch(definition('Network')).send({ Schedule: { RecurrenceInterval } });
    const { body } = await change('PT1M30S').expect(200);
    expectValid(body);
    expect(body).toMatchObject({ Schedule: { RecurrenceInterval: 'PT90S' }, MetricReportDefinitionType: 'OnRequest' });
    for (const [wrong, message] of [
      ['PT0.5S', 'PropertyValueOutOfRange'],
      ['P2D', 'PropertyValueOutOfRange'],
      ['soon', 'PropertyValueFormatError'],
      ['PT', 'PropertyValueFormatError'],
    ] as const) {
      const refusal = await change(wrong).expect(400);
      const [info] = refusal.body.error['@Message.ExtendedInfo'];
      expect(info.MessageId, wrong).toContain(message);
      expect(info.RelatedProperties).toEqual(['#/Schedule/RecurrenceInterval']);
    }
    await app.admin
      .patch(definition('Network'))
      .send({ ReportActions: ['Shout'] })
      .expect(400);
    await app.admin.patch(definition('Network')).send({ MetricReportDefinitionType: 'OnChange' }).expect(400);
    expect((await app.admin.get(definition('Network'))).body.Schedule.RecurrenceInterval).toBe('PT90S');
  });

  it('is not there under a name that nobody defined', async () => {
    for (const uri of [definition('constructor'), report('Fan'), `${service}/MetricDefinitions/toString`])
      expect((await app.admin.get(uri)).status).toBe(404);
  });
});

describe('the sensors of a chassis', () => {
  const chassis = `/redfish/v1/Chassis/${uuid(1)}`;

  it('have readings while the machine runs, say what they are made of, and none while it is off', async () => {
    const cpu = await app.admin.get(`${chassis}/Sensors/CPUUtilization`).expect(200);
    expectValid(cpu.body);
    expect(cpu.body).toMatchObject({ Implementation: 'Synthesized', ReadingUnits: '%', Status: { State: 'Enabled' } });
    expect(cpu.body.Reading).toBeGreaterThan(1);
    const etag = (await app.admin.get(app.systemUri)).headers.etag;
    clock.advance(5000);
    expect((await app.admin.get(`${chassis}/Sensors/CPUUtilization`)).body.Reading).not.toBe(cpu.body.Reading);
    expect((await app.admin.get(app.systemUri)).headers.etag).toBe(etag);
    await app.hypervisor.reset(uuid(1), 'ForceOff');
    const off = await app.admin.get(`${chassis}/Sensors/CPUUtilization`).expect(200);
    expectValid(off.body);
    expect(off.body).toMatchObject({ Reading: null, Status: { State: 'UnavailableOffline' } });
    expect(off.body).not.toHaveProperty('ReadingTime');
  });

  it('hold no power and no temperature that nobody measured', async () => {
    const { body } = await app.admin.get(`${chassis}/Sensors?$expand=.`);
    expect(body.Members.map(({ ReadingType }: { ReadingType: string }) => ReadingType)).toEqual(['Percent', 'Percent']);
    for (const part of ['EnvironmentMetrics', 'Thermal', 'Power', 'Sensors/Power'])
      expect((await app.admin.get(`${chassis}/${part}`)).status, part).toBe(404);
    expect((await app.admin.get(chassis)).body).not.toHaveProperty('EnvironmentMetrics');
    expect((await app.admin.get(`${chassis}/ThermalSubsystem/Fans`)).body.Members).toEqual([]);
  });

  it('have the power that the operator says work takes', async () => {
    await app.close();
    await open({ settings: { vcpuWatts: 5, legacyProperties: true } });
    const { body } = await app.admin.get(`${chassis}/EnvironmentMetrics`).expect(200);
    expectValid(body);
    const source = await app.admin.get(body.PowerWatts.DataSourceUri).expect(200);
    expectValid(source.body);
    const cpu = await app.admin.get(`${chassis}/Sensors/CPUUtilization`);
    expect(source.body.Reading).toBeCloseTo((cpu.body.Reading / 100) * 4 * 5, 2);
    expect(body.PowerWatts.Reading).toBe(source.body.Reading);
    const power = await app.admin.get(`${chassis}/Power`).expect(200);
    expectValid(power.body);
    expect(power.body.PowerControl).toMatchObject([{ MemberId: '0', PowerConsumedWatts: source.body.Reading }]);
    expectValid((await app.admin.get(`${chassis}/Thermal`).expect(200)).body);
    expect((await app.admin.get(chassis)).body).toMatchObject({
      Thermal: { '@odata.id': `${chassis}/Thermal` },
      Power: { '@odata.id': `${chassis}/Power` },
    });
  });
});

describe('metrics of parts', () => {
  it('are those of one processor, and null for what a guest that is off does not use', async () => {
    const { body } = await app.admin.get(`${app.systemUri}/Processors/CPU1`);
    const cpu = await app.admin.get(body.Metrics['@odata.id']).expect(200);
    expectValid(cpu.body);
    expect(cpu.body.BandwidthPercent).toBeGreaterThan(0);
    await app.hypervisor.reset(uuid(1), 'ForceOff');
    const drive = await app.admin.get(`/redfish/v1/Chassis/${uuid(1)}/Drives/vda/Metrics`);
    expectValid(drive.body);
    expect(drive.body).toMatchObject({ ReadIOKiBytes: null, WriteIOKiBytes: null });
    expect((await app.admin.get(`/redfish/v1/Chassis/${uuid(1)}/Drives/vdz/Metrics`)).status).toBe(404);
  });
});
