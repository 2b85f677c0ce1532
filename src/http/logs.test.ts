import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { expectValid } from '../../test/helpers/expect.js';

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
