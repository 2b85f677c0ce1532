import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';
import { firmwareCode } from '../../../test/helpers/firmware-code.js';

const service = '/redfish/v1/UpdateService';
const action = `${service}/Actions/UpdateService.SimpleUpdate`;
const inventory = `${service}/FirmwareInventory`;
const size = 0x37c000;

let app: TestApp;
afterEach(() => app.close());
const start = async (firmware = true) => {
  app = await createTestApp({ hypervisor: { firmware } });
};
const read = async (uri: string) => (await app.admin.get(uri).expect(200)).body;
const image = async (bytes = firmwareCode(size, 'a build')) => {
  const path = join(dirname(app.image), 'code.fd');
  await writeFile(path, bytes);
  return { path, digest: createHash('sha256').update(bytes).digest('hex') };
};
const update = (body: object) => app.admin.post(action).send({ Targets: [app.systemUri], ...body });
const messagesOf = (task: { Messages: readonly { MessageId: string }[] }) => task.Messages.map((one) => one.MessageId);
const lastTask = async () => read((await read('/redfish/v1/TaskService/Tasks')).Members.at(-1)['@odata.id']);

describe('an update', () => {
  it('is not offered where there is no place for images', async () => {
    await start(false);
    const body = await read(service);
    expect(body).not.toHaveProperty('Actions');
    expect(body).toMatchObject({ ServiceEnabled: false });
    expectMessages(await update({ ImageURI: '/x' }), 400, 'ActionNotSupported');
    await app.admin.get(`${service}/SimpleUpdateActionInfo`).expect(404);
    expect(body).not.toHaveProperty('MultipartHttpPushUri');
    expectMessages(await app.admin.post(`${service}/upload`), 404, 'ResourceNotFound');
    expect(await read(`${inventory}/BIOS-${app.id}`)).toMatchObject({ Updateable: false });
  });

  it('is in force at once where the machine is off, and can be taken back', async () => {
    await start();
    const { path, digest } = await image();
    await update({ ImageURI: path }).expect(204);
    const bios = `${inventory}/BIOS-${app.id}`;
    const version = `sha256.${digest.slice(0, 16)}`;
    expect(await read(bios)).toMatchObject({ Version: version, Active: true, Updateable: true });
    const task = await lastTask();
    expect(task).toMatchObject({ TaskState: 'Completed', PercentComplete: 100 });
    expect(messagesOf(task)).toEqual([
      'Update.1.3.UpdateInProgress',
      'Update.1.3.TargetDetermined',
      'Update.1.3.TransferringToComponent',
      'Update.1.3.InstallingOnComponent',
      'Update.1.3.UpdateSuccessful',
    ]);
    expect(await read(`${bios}-Previous`)).toMatchObject({ Version: 'redfish-emu', Active: false, Staged: true });
    await app.admin.post(`${bios}-Previous/Actions/SoftwareInventory.Activate`).send({}).expect(204);
    expect(await read(bios)).toMatchObject({ Version: 'redfish-emu' });
    expectMessages(await app.admin.post(`${bios}/Actions/SoftwareInventory.Activate`), 400, 'ActionNotSupported');
  });

  it('is in the audit log of its machine, with who asked for it', async () => {
    await start();
    await update({ ImageURI: (await image()).path }).expect(204);
    const previous = `${inventory}/BIOS-${app.id}-Previous/Actions/SoftwareInventory.Activate`;
    await app.admin.post(previous).send({}).expect(204);
    await push(JSON.stringify({ Targets: [app.systemUri] })).expect(204);
    const { Members } = await read(`/redfish/v1/Managers/${app.id}/LogServices/AuditLog/Entries`);
    expect(Members).toMatchObject(
      [action, previous, `${service}/upload`].map((uri) => ({ Username: 'admin', Message: `POST ${uri}: accepted` })),
    );
  });

  it('takes what stands before a port for a host', async () => {
    await start();
    expectMessages(await update({ ImageURI: 'localhost:1/code.fd' }), 400, 'CouldNotEstablishConnection');
  });

  it('waits for a reset of a machine that runs, or resets it where that is asked for', async () => {
    await start();
    const { path } = await image();
    await app.hypervisor.reset(app.id, 'On');
    const boots = app.hypervisor.boots(app.id);
    await update({ ImageURI: path }).expect(204);
    expect(messagesOf(await lastTask()).at(-1)).toBe('Update.1.3.AwaitToActivate');
    const members = (await read(inventory)).Members.map((one: { '@odata.id': string }) => one['@odata.id']);
    expect(members).toContain(`${inventory}/BIOS-${app.id}-Next`);
    expect(await read(`${inventory}/BIOS-${app.id}-Next`)).toMatchObject({ Active: false, Staged: true });
    expect(app.hypervisor.boots(app.id)).toBe(boots);
    const other = await image(firmwareCode(size, 'another build'));
    await update({ ImageURI: other.path, '@Redfish.OperationApplyTime': 'Immediate' }).expect(204);
    expect((await app.hypervisor.machine(app.id))?.firmware.images).toMatchObject({ now: other.digest });
    expect(app.hypervisor.boots(app.id)).toBeGreaterThan(boots);
  });

  it.each([
    ['a variable store', Buffer.alloc(size), /firmware volume/],
    ['another layout', firmwareCode(0x1e0000), /1966080 bytes/],
  ])('refuses %s, and says why', async (_, bytes, why) => {
    await start();
    const { path } = await image(bytes);
    const answer = await update({ ImageURI: path });
    expectMessages(answer, 400, 'ActionParameterValueError');
    expect(JSON.stringify(answer.body)).toMatch(why);
    expect(messagesOf(await lastTask())).toContain('Update.1.3.ApplyFailed');
  });

  it('goes by the rules for hosts and files that images come from', async () => {
    await start();
    expectMessages(await update({ ImageURI: '/etc/passwd' }), 400, 'AccessDenied');
    expectMessages(await update({ ImageURI: 'http://169.254.169.254/code.fd' }), 400, 'AccessDenied');
    expectMessages(await update({ ImageURI: '169.254.169.254/code.fd' }), 400, 'AccessDenied');
    expect(messagesOf(await lastTask())).toContain('Update.1.3.TransferFailed');
  });

  const push = (parameters: string, bytes = firmwareCode(size, 'pushed')) =>
    app.admin
      .post(`${service}/upload`)
      .field('UpdateParameters', parameters, { contentType: 'application/json' })
      .attach('UpdateFile', bytes, { filename: 'OVMF_CODE.fd', contentType: 'application/octet-stream' });

  it('comes with the request itself', async () => {
    await start();
    expect((await read(service)).MultipartHttpPushUri).toBe(`${service}/upload`);
    const wanted = createHash('sha256').update(firmwareCode(size, 'pushed')).digest('hex');
    await push(JSON.stringify({ Targets: [app.systemUri] })).expect(204);
    expect((await app.hypervisor.machine(app.id))?.firmware.images?.now).toBe(wanted);
    expect((await lastTask()).Messages.at(-1).MessageArgs).toEqual([app.systemUri, 'OVMF_CODE.fd']);
    expectMessages(await app.admin.get(`${service}/upload`), 405, 'OperationNotAllowed');
  });

  it('is refused where its parts are not as they should be', async () => {
    await start();
    const good = JSON.stringify({ Targets: [app.systemUri] });
    expectMessages(await push('{'), 400, 'MissingOrMalformedPart');
    expectMessages(await push('{}'), 400, 'PropertyMissing');
    expectMessages(await push(good, Buffer.alloc(100)), 400, 'PropertyValueError');
    expectMessages(await push(good, Buffer.alloc(64 * 2 ** 20 + 1)), 413, 'PayloadTooLarge');
    const { admin } = app;
    expectMessages(
      await admin.post(`${service}/upload`).field('UpdateParameters', good),
      400,
      'MissingOrMalformedPart',
    );
    expectMessages(await admin.post(`${service}/upload`).send({}), 415, 'HeaderInvalid');
    expectMessages(
      await admin.post(`${service}/upload`).set('Content-Type', 'multipart/form-data; boundary=x').send('--y'),
      400,
      'MissingOrMalformedPart',
    );
    expect((await app.hypervisor.machine(app.id))?.firmware.images?.now).toBe('original');
  });

  it('wants to know for which machines', async () => {
    await start();
    const { path } = await image();
    expectMessages(await app.admin.post(action).send({ ImageURI: path }), 400, 'ActionParameterMissing');
    expectMessages(await update({ ImageURI: path, Targets: [] }), 400, 'ActionParameterMissing');
    expectMessages(await update({ ImageURI: path, Targets: ['/redfish/v1'] }), 400, 'ActionParameterValueError');
    await app.hypervisor.setBoot(app.id, { mode: 'Legacy' });
    expectMessages(await update({ ImageURI: path }), 400, 'ActionParameterValueError');
    const [, other] = await app.hypervisor.machines();
    const Targets = [`${inventory}/BIOS-${other?.id}`, `/redfish/v1/Systems/${other?.id}`];
    await update({ ImageURI: path, Targets }).expect(204);
  });
});
