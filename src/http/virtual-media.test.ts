import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestAppOptions } from '../../test/helpers/app.js';
import { expectMessages, expectValid, keysOf } from '../../test/helpers/expect.js';
import { HypervisorError } from '../hypervisor/port.js';

const id = '10fcb067-2230-44db-b4d5-987298a23227';
const system = `/redfish/v1/Systems/${id}`;
const cd = `${system}/VirtualMedia/Cd`;
const floppy = `${system}/VirtualMedia/Floppy`;
const content = Buffer.alloc(100_000, 'iso');

let service: TestApp;
let base: string;
/** What the image server answers with; it holds back while `hold` is pending. */
let hold: Promise<void>;
let release: () => void;
let closeServer: () => Promise<void>;
let asked: string[];

const images: RequestListener = async (request, response) => {
  asked.push(`${request.method} ${request.url}`);
  const { pathname } = new URL(request.url ?? '', base);
  await hold;
  if (pathname === '/secret.iso' && request.headers.authorization !== `Basic ${btoa('me:letmein')}`)
    return void response.writeHead(401, { 'WWW-Authenticate': 'Basic' }).end();
  const failure = { '/missing.iso': 404, '/broken.iso': 500 }[pathname];
  if (failure) return void response.writeHead(failure).end();
  if (pathname === '/short.iso') {
    response.writeHead(200, { 'Content-Length': content.length * 2 });
    return void response.write(content, () => response.socket?.end());
  }
  response.writeHead(200, { 'Content-Length': content.length, 'Accept-Ranges': 'bytes' }).end(content);
};

const start = async (options: TestAppOptions = {}) => {
  service = await createTestApp(options);
};

beforeEach(async () => {
  asked = [];
  hold = Promise.resolve();
  release = () => {};
  const server = createServer((request, response) => void images(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closeServer = () =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
});
afterEach(async () => {
  release();
  await service.close();
  await closeServer();
});

const stall = () => {
  hold = new Promise((resolve) => {
    release = resolve;
  });
};
const insert = (body: object, drive = cd) => service.admin.post(`${drive}/Actions/VirtualMedia.InsertMedia`).send(body);
const eject = (drive = cd) => service.admin.post(`${drive}/Actions/VirtualMedia.EjectMedia`);
const read = async (uri = cd) => (await service.admin.get(uri)).body;

describe('InsertMedia', () => {
  it('is 204 when the medium is in the drive, under the system and under its manager', async () => {
    await start();
    const response = await insert({ Image: `${base}/boot.iso?token=t0ken`, Inserted: true, WriteProtected: true });
    expect({ status: response.status, text: response.text }).toEqual({ status: 204, text: '' });
    for (const uri of [cd, cd.replace('Systems', 'Managers')]) {
      const body = await read(uri);
      expectValid(body);
      expect(body).toMatchObject({
        Image: `${base}/boot.iso?token=t0ken`,
        ImageName: 'boot.iso',
        Inserted: true,
        ConnectedVia: 'URI',
        WriteProtected: true,
        TransferMethod: 'Upload',
        TransferProtocolType: 'HTTP',
        Password: null,
      });
    }
    expect(service.logged.join()).not.toContain('t0ken');
  });

  it('fills both drives side by side', async () => {
    await start();
    const [first, second] = await Promise.all([
      insert({ Image: `${base}/a.iso` }),
      insert({ Image: `${base}/b.img` }, floppy),
    ]);
    expect([first.status, second.status]).toEqual([204, 204]);
    expect([(await read()).ImageName, (await read(floppy)).ImageName]).toEqual(['a.iso', 'b.img']);
  });

  it('with TransferMethod Stream has the hypervisor read the URL', async () => {
    await start();
    expect(
      (await insert({ Image: `${base}/boot.iso`, TransferMethod: 'Stream', TransferProtocolType: 'HTTP' })).status,
    ).toBe(204);
    expect(await read()).toMatchObject({ TransferMethod: 'Stream', Inserted: true });
  });

  it('streams by setting, and uploads what needs credentials', async () => {
    await start({ settings: { transferMethod: 'Stream' } });
    expect((await insert({ Image: `${base}/boot.iso` })).status).toBe(204);
    expect((await read()).TransferMethod).toBe('Stream');
    expect((await insert({ Image: `${base}/secret.iso`, UserName: 'me', Password: 'letmein' }, floppy)).status).toBe(
      204,
    );
    expect(await read(floppy)).toMatchObject({ TransferMethod: 'Upload', UserName: 'me', Password: null });
    expect(JSON.stringify([service.logged, service.bmc.tasks.list()])).not.toContain('letmein');
  });

  it('refuses an occupied drive, and one that is being filled', async () => {
    await start();
    expect((await insert({ Image: `${base}/a.iso` })).status).toBe(204);
    expectMessages(await insert({ Image: `${base}/b.iso` }), 409, 'ResourceInUse');
    expect((await read()).ImageName).toBe('a.iso');
    stall();
    expect((await insert({ Image: `${base}/c.iso` }, floppy).set('Prefer', 'respond-async')).status).toBe(202);
    expectMessages(await insert({ Image: `${base}/d.iso` }, floppy), 409, 'ResourceInUse');
  });

  it.each([
    ['no image', {}, ['ActionParameterMissing']],
    ['an empty image', { Image: '' }, ['ActionParameterValueFormatError']],
    ['an image of another type', { Image: 7 }, ['ActionParameterValueTypeError']],
    ['null', { Image: null }, ['ActionParameterValueTypeError']],
    ['what is no URL', { Image: 'http://' }, ['ActionParameterValueFormatError']],
    ['another scheme', { Image: 'nfs://server/x.iso' }, ['SourceDoesNotSupportProtocol']],
    ['a file elsewhere', { Image: 'file:///etc/passwd' }, ['AccessDenied']],
    ['Inserted false', { Image: 'http://h/x', Inserted: false }, ['ActionParameterValueConflict']],
    ['a writable medium', { Image: 'http://h/x', WriteProtected: false }, ['ActionParameterValueConflict']],
    [
      "a protocol that is not the URI's",
      { Image: 'http://h/x', TransferProtocolType: 'HTTPS' },
      ['ActionParameterValueConflict'],
    ],
    [
      'a protocol that nobody has',
      { Image: 'http://h/x', TransferProtocolType: 'NFS' },
      ['ActionParameterValueNotInList'],
    ],
    [
      'Stream with credentials',
      { Image: 'http://h/x', UserName: 'a', TransferMethod: 'Stream' },
      ['ActionParameterValueConflict'],
    ],
    ['an unknown parameter', { Image: 'http://h/x', Oem: {} }, ['ActionParameterUnknown']],
  ])('refuses %s', async (_, body, keys) => {
    await start();
    const before = await service.hypervisor.machine(id);
    expectMessages(await insert(body), 400, ...keys);
    expect(await service.hypervisor.machine(id)).toBe(before);
  });

  it.each([
    ['/missing.iso', 'ResourceMissingAtURI'],
    ['/secret.iso', 'ResourceAtUriUnauthorized'],
    ['/broken.iso', 'UndeterminedFault'],
    ['/short.iso', 'UndeterminedFault'],
  ])('names the cause of a failure: %s', async (path, key) => {
    await start();
    const before = await service.hypervisor.machine(id);
    const response = await insert({ Image: `${base}${path}?token=t0ken` });
    expectMessages(response, 400, key);
    expect(response.body.error.message).toContain(`${base}${path}`);
    expect(JSON.stringify(response.body)).not.toContain('t0ken');
    expect(await service.hypervisor.machine(id)).toBe(before);
    const [task] = service.bmc.tasks.list();
    expect(task).toMatchObject({ state: 'Exception', messages: [{ key }] });
  });

  it('names a server that is not there', async () => {
    await start();
    const dead = base;
    await closeServer();
    closeServer = async () => {};
    expectMessages(await insert({ Image: `${dead}/boot.iso` }), 400, 'CouldNotEstablishConnection');
  });

  it('that the hypervisor refuses leaves the drive empty', async () => {
    await start();
    service.hypervisor.failNext('insertMedia', new HypervisorError('no-space', 'the pool is full'));
    expectMessages(await insert({ Image: `${base}/boot.iso` }), 507, 'InsufficientStorage');
    expect((await read()).Inserted).toBe(false);
    expect((await insert({ Image: `${base}/boot.iso` })).status).toBe(204);
  });
});

describe('a task', () => {
  it('is what Prefer: respond-async gets, and its monitor tells the end', async () => {
    await start();
    stall();
    const accepted = await insert({ Image: `${base}/boot.iso` }).set('Prefer', 'respond-async');
    expect(accepted.status).toBe(202);
    expectValid(accepted.body);
    const { location = '', 'retry-after': retryAfter } = accepted.headers;
    expect(Number(retryAfter)).toBeGreaterThan(0);
    const running = await service.admin.get(location);
    expect([running.status, running.body.TaskState, running.headers.location]).toEqual([202, 'Running', location]);
    expect(running.body.TaskMonitor).toBe(location);
    release();
    await expect.poll(async () => (await service.admin.get(location)).status, { timeout: 10_000 }).toBe(204);
    const task = (await service.admin.get(accepted.body['@odata.id'])).body;
    expectValid(task);
    expect(task).toMatchObject({ TaskState: 'Completed', TaskStatus: 'OK', PercentComplete: 100 });
    expect((await read()).Inserted).toBe(true);
  });

  it('is what an insert becomes that outlasts the limit, and it goes on', async () => {
    await start({ settings: { asyncAfter: 1 } });
    stall();
    const { status, headers } = await insert({ Image: `${base}/missing.iso` });
    expect(status).toBe(202);
    release();
    await expect
      .poll(async () => (await service.admin.get(headers.location ?? '')).status, { timeout: 10_000 })
      .toBe(400);
    expect(keysOf((await service.admin.get(headers.location ?? '')).body)).toEqual(['ResourceMissingAtURI']);
  });

  it('goes on when its client goes away', async () => {
    await start();
    stall();
    const request = insert({ Image: `${base}/boot.iso` });
    // Nobody reads the answer: that is the point.
    request.end(() => {});
    await expect.poll(() => asked.length, { timeout: 10_000 }).toBeGreaterThan(0);
    request.abort();
    release();
    await expect.poll(async () => (await read()).Inserted, { timeout: 10_000 }).toBe(true);
  });

  it.each(['the task', 'its monitor'])('is cancelled by DELETE of %s', async (which) => {
    await start();
    stall();
    const { headers, body } = await insert({ Image: `${base}/boot.iso` }).set('Prefer', 'respond-async');
    expect(
      (await service.admin.delete(which === 'the task' ? body['@odata.id'] : (headers.location ?? ''))).status,
    ).toBe(204);
    await expect
      .poll(async () => (await service.admin.get(body['@odata.id'])).body.TaskState, { timeout: 10_000 })
      .toBe('Cancelled');
    expectMessages(await service.admin.get(headers.location ?? ''), 409, 'ResourceInUse');
    expect((await service.admin.delete(body['@odata.id'])).status).toBe(204);
    expectMessages(await service.admin.get(body['@odata.id']), 404, 'ResourceNotFound');
  });

  it('is given up by an eject, and by a reset of the manager', async () => {
    await start();
    for (const stop of [
      () => eject(),
      () => service.admin.post(`/redfish/v1/Managers/${id}/Actions/Manager.Reset`).send({ ResetType: 'ForceRestart' }),
    ]) {
      stall();
      const { body } = await insert({ Image: `${base}/${asked.length}.iso` }).set('Prefer', 'respond-async');
      expect((await stop()).status).toBe(204);
      await expect
        .poll(async () => (await service.admin.get(body['@odata.id'])).body.TaskState, { timeout: 10_000 })
        .toBe('Cancelled');
      release();
      expect((await read()).Inserted).toBe(false);
    }
  });
});

describe('EjectMedia', () => {
  it.each(['{}', ''])('takes the body %j, of a full drive and of an empty one', async (body) => {
    await start();
    await insert({ Image: `${base}/boot.iso` });
    for (let time = 0; time < 2; time += 1) {
      const response = await eject().set('Content-Type', 'application/json').send(body);
      expect(response.status).toBe(204);
      expect(await read()).toMatchObject({ Inserted: false, Image: null, ConnectedVia: 'NotConnected' });
    }
  });
});

describe('PATCH of a drive', () => {
  it('inserts and ejects', async () => {
    await start();
    expect((await service.admin.patch(cd).send({ Image: `${base}/boot.iso`, Inserted: true })).status).toBe(204);
    expect((await read()).Inserted).toBe(true);
    expectMessages(await service.admin.patch(cd).send({ Image: `${base}/other.iso` }), 409, 'ResourceInUse');
    expect((await service.admin.patch(cd).send({ Image: null, UserName: null, Password: null })).status).toBe(200);
    expect((await read()).Inserted).toBe(false);
    expect((await service.admin.patch(cd).send({ Inserted: false })).status).toBe(200);
  });

  it('sets VerifyCertificate, of one drive', async () => {
    await start();
    expect((await service.admin.patch(cd).send({ VerifyCertificate: true })).body.VerifyCertificate).toBe(true);
    expect((await read(floppy)).VerifyCertificate).toBe(false);
  });

  it.each([
    [{ Inserted: true }, 'PropertyMissing'],
    [{ UserName: 'x' }, 'PropertyMissing'],
    [{ Image: 'http://h/x', WriteProtected: false, VerifyCertificate: true }, 'PropertyValueConflict'],
    [{ ConnectedVia: 'Applet', VerifyCertificate: true }, 'PropertyNotWritable'],
    [{ Image: 'gopher://h/x' }, 'SourceDoesNotSupportProtocol'],
    [{ Image: 'http://' }, 'PropertyValueFormatError'],
  ])('refuses %j', async (body, key) => {
    await start();
    expectMessages(await service.admin.patch(cd).send(body), 400, key);
    expect(await read()).toMatchObject({ Inserted: false, VerifyCertificate: false });
  });
});

describe('UefiHttp', () => {
  const boot = (uri: string) =>
    service.admin
      .patch(system)
      .send({ Boot: { BootSourceOverrideTarget: 'UefiHttp', BootSourceOverrideEnabled: 'Once', HttpBootUri: uri } });

  it('puts the image into the CD drive and boots it, again and again', async () => {
    await start();
    for (const name of ['one.iso', 'two.iso']) {
      expect((await boot(`${base}/${name}`)).status).toBe(204);
      expect((await read()).ImageName).toBe(name);
      expect((await read(system)).Boot).toMatchObject({
        BootSourceOverrideTarget: 'UefiHttp',
        BootSourceOverrideEnabled: 'Once',
        HttpBootUri: `${base}/${name}`,
      });
    }
  });

  it('changes nothing when the image cannot be had', async () => {
    await start();
    await insert({ Image: `${base}/old.iso` });
    const before = await read(system);
    const response = await service.admin.patch(system).send({
      AssetTag: 'new',
      Boot: { BootSourceOverrideTarget: 'UefiHttp', HttpBootUri: `${base}/missing.iso` },
    });
    expectMessages(response, 400, 'ResourceMissingAtURI');
    expect(await read(system)).toEqual(before);
    expect((await read()).ImageName).toBe('old.iso');
  });

  it('takes the boot change back when the drive refuses the image, and says when to try again', async () => {
    await start();
    const before = await read(system);
    service.hypervisor.failNext('insertMedia', new HypervisorError('unavailable', 'gone', { retryAfter: 7 }));
    const response = await boot(`${base}/one.iso`);
    expectMessages(response, 503, 'ServiceTemporarilyUnavailable');
    expect(response.headers['retry-after']).toBe('7');
    expect((await read(system)).Boot).toEqual(before.Boot);
  });

  it('takes the place of an insert that is under way', async () => {
    await start();
    stall();
    const { body } = await insert({ Image: `${base}/slow.iso` }).set('Prefer', 'respond-async');
    const booted = boot(`file://${service.image}`);
    expect((await booted).status).toBe(204);
    release();
    await expect
      .poll(async () => (await service.admin.get(body['@odata.id'])).body.TaskState, { timeout: 10_000 })
      .toBe('Cancelled');
    expect((await read()).ImageName).toBe('boot.iso');
  });
});

describe('PATCH of a system', () => {
  it('leaves the boot as it was when the rest cannot be stored', async () => {
    await start();
    const before = await read(system);
    service.hypervisor.failNext('setState', new HypervisorError('no-space', 'full'));
    const response = await service.admin
      .patch(system)
      .send({ AssetTag: 'new', Boot: { BootSourceOverrideTarget: 'Pxe', BootSourceOverrideEnabled: 'Once' } });
    expectMessages(response, 507, 'InsufficientStorage');
    const after = await read(system);
    expect([after.Boot, after.AssetTag]).toEqual([before.Boot, before.AssetTag]);
  });

  it('takes a target that only the new mode has, and refuses one that it has not', async () => {
    await start();
    const toLegacy = { BootSourceOverrideMode: 'Legacy', BootSourceOverrideTarget: 'UefiShell' };
    expectMessages(await service.admin.patch(system).send({ Boot: toLegacy }), 400, 'PropertyValueConflict');
    await service.admin
      .patch(system)
      .send({ Boot: { BootSourceOverrideMode: 'Legacy' } })
      .expect(200);
    const shell = { BootSourceOverrideTarget: 'UefiShell', BootSourceOverrideEnabled: 'Once' };
    expectMessages(await service.admin.patch(system).send({ Boot: shell }), 400, 'PropertyValueNotInList');
    const { body } = await service.admin.patch(system).send({ Boot: { ...shell, BootSourceOverrideMode: 'UEFI' } });
    expect(body.Boot).toMatchObject({ ...shell, BootSourceOverrideMode: 'UEFI' });
  });
});
