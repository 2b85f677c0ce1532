import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectValid } from '../../test/helpers/expect.js';
import { HypervisorError } from '../hypervisor/port.js';
import { logPage } from '../redfish/logs/service.js';

let app: TestApp;
beforeEach(async () => {
  app = await createTestApp();
});
afterEach(() => app.close());

describe('the log of a machine', () => {
  it('holds what became of its power, by whomever, pages, and is cleared', async () => {
    const log = `${app.systemUri}/LogServices/EventLog`;
    await app.hypervisor.reset(app.id, 'On');
    await app.hypervisor.reset(app.id, 'ForceOff');
    const { body } = await app.admin.get(`${log}/Entries`);
    expectValid(body);
    const ids = body.Members.map(({ MessageId }: { MessageId: string }) => MessageId);
    expect(ids).toContain('ResourceEvent.1.4.ResourcePoweredOn');
    expect(ids.at(-1)).toBe('ResourceEvent.1.4.ResourcePoweredOff');
    const page = await app.admin.get(`${log}/Entries?$top=1&$skip=1`);
    expect(page.body.Members).toEqual([body.Members[1]]);
    expectValid((await app.admin.get(body.Members[0]['@odata.id'])).body);
    await app.admin.post(`${log}/Actions/LogService.ClearLog`).expect(204);
    expect((await app.admin.get(`${log}/Entries`)).body.Members).toEqual([]);
    expect((await app.admin.get(body.Members[0]['@odata.id'])).status).toBe(404);
  });

  it('is a SEL too, in the words of IPMI, which is cleared by itself', async () => {
    const [events, sel] = ['EventLog', 'SEL'].map((log) => `${app.systemUri}/LogServices/${log}`);
    await app.hypervisor.reset(app.id, 'On');
    app.hypervisor.guestCrash(app.id);
    await app.hypervisor.reset(app.id, 'ForceOff');
    const { body } = await app.admin.get(`${sel}/Entries`);
    expectValid(body);
    const seen = body.Members.map(({ SensorType, EntryCode, MessageId }: Record<string, string>) => [
      SensorType,
      EntryCode,
      MessageId,
    ]);
    expect(seen).toEqual([
      ['System ACPI PowerState', 'Assert', '0x6F00FFFF'],
      ['SystemBoot/Restart', 'Assert', '0x6F07FFFF'],
      ['OS Stop/Shutdown', 'Assert', '0x6F01FFFF'],
      ['OS Stop/Shutdown', 'Deassert', '0xEF01FFFF'],
      ['System ACPI PowerState', 'Assert', '0x6F05FFFF'],
    ]);
    expect(body.Members[2]).toMatchObject({
      EntryType: 'SEL',
      Severity: 'Critical',
      Links: { OriginOfCondition: { '@odata.id': app.systemUri } },
    });
    await app.admin.post(`${sel}/Actions/LogService.ClearLog`).expect(204);
    expect((await app.admin.get(`${sel}/Entries`)).body.Members).toEqual([]);
    expect((await app.admin.get(`${events}/Entries`)).body.Members).not.toEqual([]);
  });

  it('that is long comes in pages, each entry once, and by its manager’s clock', async () => {
    const log = `${app.systemUri}/LogServices/EventLog`;
    const count = logPage + 5;
    for (let made = 0; made < count; made += 1) {
      app.bmc.logs.events.add({ systemId: app.id, severity: 'OK', message: `number ${made}` });
    }
    const messages: string[] = [];
    let pages = 0;
    for (let uri: string | undefined = `${log}/Entries`; uri !== undefined; pages += 1) {
      const { body } = await app.admin.get(uri);
      expect(body['Members@odata.count']).toBe(count);
      messages.push(...body.Members.map(({ Message }: { Message: string }) => Message));
      uri = body['Members@odata.nextLink'];
    }
    expect(pages).toBe(2);
    expect(messages).toEqual(Array.from({ length: count }, (_, made) => `number ${made}`));
    const asked = await app.admin.get(`${log}/Entries?$top=${count}`);
    expect(asked.body.Members).toHaveLength(count);
    await app.admin.patch(`/redfish/v1/Managers/${app.id}`).send({ DateTimeLocalOffset: '+02:00' }).expect(200);
    const { body } = await app.admin.get(log);
    expectValid(body);
    expect(body).toMatchObject({ LogEntryType: 'Event', OverWritePolicy: 'WrapsWhenFull' });
    expect(body.DateTime).toMatch(/\+02:00$/);
  });

  it('holds what its serial port said, a line an entry, and hides what is cleared', async () => {
    const log = `${app.systemUri}/LogServices/SerialConsole`;
    const lines = async () => {
      const { body } = await app.admin.get(`${log}/Entries`).expect(200);
      expectValid(body);
      return body.Members;
    };
    await app.hypervisor.reset(app.id, 'On');
    // To name it and to describe it takes no reading.
    app.hypervisor.failNext('consoleText', new HypervisorError('unavailable', 'hangs'));
    const services = await app.admin.get(`${app.systemUri}/LogServices`).expect(200);
    expect(services.body.Members).toContainEqual({ '@odata.id': log });
    expectValid((await app.admin.get(log).expect(200)).body);
    await app.admin.get(`${log}/Entries`).expect(503);
    const [first] = await lines();
    expect(first).toMatchObject({ EntryType: 'Oem', Message: 'UEFI firmware: boot 1 from Hdd' });
    expectValid((await app.admin.get(first['@odata.id']).expect(200)).body);
    await app.admin.post(`${log}/Actions/LogService.ClearLog`).expect(204);
    expect(await lines()).toEqual([]);
    await app.hypervisor.reset(app.id, 'ForceRestart');
    expect((await lines()).map(({ Message }: { Message: string }) => Message)).toEqual([
      'UEFI firmware: boot 2 from Hdd',
    ]);
  });

  it('of requests says who asked for what, without secrets, and takes nothing from strangers', async () => {
    const entries = `/redfish/v1/Managers/${app.id}/LogServices/AuditLog/Entries`;
    await app.admin.patch(`${app.systemUri}?token=hush`).send({ AssetTag: 'hidden' }).expect(200);
    await app.as().patch(app.systemUri).send({ AssetTag: 'stranger' }).expect(401);
    await app.admin.get(app.systemUri).expect(200);
    const { body } = await app.admin.get(entries);
    expectValid(body);
    expect(body.Members).toMatchObject([
      { Username: 'admin', Message: `PATCH ${app.systemUri}: 200`, Severity: 'OK', OriginatorType: 'Client' },
    ]);
    expect(JSON.stringify(body)).not.toMatch(/hush|hidden/);
  });
});
