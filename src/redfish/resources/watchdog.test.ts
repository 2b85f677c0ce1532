import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages, expectValid } from '../../../test/helpers/expect.js';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.close());

const timer = async () => {
  const { body } = await app.admin.get(app.systemUri).expect(200);
  expectValid(body);
  return body.HostWatchdogTimer;
};
const set = (HostWatchdogTimer: object) => app.admin.patch(app.systemUri).send({ HostWatchdogTimer });

describe('the watchdog of a host', () => {
  it('is set, put away and brought back, at once where the machine is off', async () => {
    expect(await timer()).toMatchObject({ FunctionEnabled: true, TimeoutAction: 'ResetSystem' });
    await set({ TimeoutAction: 'PowerDown' }).expect(200);
    expect(await timer()).toMatchObject({
      TimeoutAction: 'PowerDown',
      'TimeoutAction@Redfish.AllowableValues': ['None', 'ResetSystem', 'PowerDown'],
      Status: { State: 'Enabled' },
    });
    await set({ FunctionEnabled: false }).expect(200);
    expect(await timer()).toMatchObject({
      FunctionEnabled: false,
      TimeoutAction: 'None',
      Status: { State: 'Disabled' },
    });
    const refused = await set({ TimeoutAction: 'PowerDown' });
    expectMessages(refused, 400, 'PropertyValueConflict');
    await set({ FunctionEnabled: true }).expect(200);
    expect(await timer()).toMatchObject({ FunctionEnabled: true, TimeoutAction: 'ResetSystem' });
  });

  it('of a running machine waits for its reset, and says so', async () => {
    await app.hypervisor.reset(app.id, 'On');
    await set({ FunctionEnabled: true, TimeoutAction: 'None' }).expect(200);
    expect(await timer()).toMatchObject({ TimeoutAction: 'None', Status: { State: 'StandbyOffline' } });
    await app.hypervisor.reset(app.id, 'ForceRestart');
    expect(await timer()).toMatchObject({ TimeoutAction: 'None', Status: { State: 'Enabled' } });
  });

  it('takes nothing that a virtual one cannot do', async () => {
    expectMessages(await set({ TimeoutAction: 'PowerCycle' }), 400, 'PropertyValueNotInList');
    expectMessages(await set({ WarningAction: 'SMI' }), 400, 'PropertyUnknown');
    expect(await timer()).toMatchObject({ TimeoutAction: 'ResetSystem' });
  });

  it('that ran out is told and logged', async () => {
    await app.hypervisor.reset(app.id, 'On');
    app.hypervisor.guestHang(app.id);
    const logs = ['EventLog', 'SEL'].map((log) => app.admin.get(`${app.systemUri}/LogServices/${log}/Entries`));
    const [events, sel] = (await Promise.all(logs)).map(({ body }) => body.Members);
    expect(events).toContainEqual(
      expect.objectContaining({
        Severity: 'Warning',
        MessageId: 'ResourceEvent.1.4.ResourceErrorsDetected',
        MessageArgs: ['HostWatchdogTimer', 'Timeout'],
        Message: expect.stringContaining('the machine was reset'),
      }),
    );
    expect(sel).toContainEqual(expect.objectContaining({ SensorType: 'Watchdog', MessageId: '0x6F01FFFF' }));
  });
});
