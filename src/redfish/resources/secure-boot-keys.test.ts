import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';
import { selfSigned } from '../../tls/self-signed.js';

let service: TestApp;
let secureBoot: string;
let databases: string;
beforeEach(async () => {
  service = await createTestApp();
  secureBoot = `${service.systemUri}/SecureBoot`;
  databases = `${secureBoot}/SecureBootDatabases`;
});
afterEach(() => service.close());

const read = async (uri: string) => (await service.admin.get(uri).expect(200)).body;
const reset = (uri: string, type: string, ResetKeysType: string) =>
  service.admin.post(`${uri}/Actions/${type}.ResetKeys`).send({ ResetKeysType });
const counts = async () =>
  Promise.all(
    ['PK', 'KEK', 'db', 'dbx'].map(async (name) => (await read(`${databases}/${name}/Certificates`)).Members.length),
  );
const certificateOf = (name: string) => selfSigned({ names: [name], from: new Date(), days: 30 }).cert;
const hash = 'A5'.repeat(32);
const signature = { SignatureString: hash, SignatureType: 'EFI_CERT_SHA256_GUID', SignatureTypeRegistry: 'UEFI' };

describe('keys of secure boot', () => {
  it('decide with the firmware whether it is in force', async () => {
    await service.admin.patch(secureBoot).send({ SecureBootEnable: true }).expect(200);
    expect(await read(secureBoot)).toMatchObject({
      SecureBootMode: 'UserMode',
      SecureBootCurrentBoot: 'Enabled',
      SecureBootDatabases: { '@odata.id': databases },
    });
    await reset(secureBoot, 'SecureBoot', 'DeletePK').expect(204);
    expect(await counts()).toEqual([0, 1, 1, 0]);
    expect(await read(secureBoot)).toMatchObject({
      SecureBootEnable: true,
      SecureBootMode: 'SetupMode',
      SecureBootCurrentBoot: 'Disabled',
    });
    await reset(secureBoot, 'SecureBoot', 'DeleteAllKeys').expect(204);
    expect(await counts()).toEqual([0, 0, 0, 0]);
    await reset(secureBoot, 'SecureBoot', 'ResetAllKeysToDefault').expect(204);
    expect(await counts()).toEqual([1, 1, 1, 0]);
    expect(await read(secureBoot)).toMatchObject({ SecureBootCurrentBoot: 'Enabled' });
  });

  it('are reset one database at a time, and the defaults never', async () => {
    await reset(`${databases}/db`, 'SecureBootDatabase', 'ResetAllKeysToDefault').expect(204);
    expect(await counts()).toEqual([0, 0, 1, 0]);
    await reset(`${databases}/db`, 'SecureBootDatabase', 'DeleteAllKeys').expect(204);
    expect(await counts()).toEqual([0, 0, 0, 0]);
    expect(await read(`${databases}/dbDefault`)).not.toHaveProperty('Actions');
    expectMessages(
      await reset(`${databases}/dbDefault`, 'SecureBootDatabase', 'DeleteAllKeys'),
      400,
      'ActionNotSupported',
    );
    await service.admin.get(`${databases}/dbDefault/ResetKeysActionInfo`).expect(404);
  });

  it('come and go one by one', async () => {
    const pem = certificateOf('db.example');
    const body = { CertificateString: pem, CertificateType: 'PEM' };
    const UefiSignatureOwner = '77FA9ABD-0359-4D32-BD60-28F4E78F784B';
    const made = await service.admin
      .post(`${databases}/db/Certificates`)
      .send({ ...body, UefiSignatureOwner })
      .expect(201);
    expect(made.body).toMatchObject({ UefiSignatureOwner: UefiSignatureOwner.toLowerCase(), CertificateType: 'PEM' });
    expectMessages(
      await service.admin.post(`${databases}/db/Certificates`).send({ ...body, UefiSignatureOwner }),
      409,
      'ResourceAlreadyExists',
    );
    await service.admin.delete(made.headers.location ?? '').expect(204);
    expect(await counts()).toEqual([0, 0, 0, 0]);
    const forbidden = await service.admin.post(`${databases}/dbx/Signatures`).send(signature).expect(201);
    expect(forbidden.body).toMatchObject({ ...signature, UefiSignatureOwner: '00000000-0000-0000-0000-000000000000' });
    await service.admin.delete(forbidden.headers.location ?? '').expect(204);
    expect((await read(`${databases}/dbx/Signatures`)).Members).toEqual([]);
  });

  it('refuse what makes no sense', async () => {
    const pem = certificateOf('pk.example');
    const body = { CertificateString: pem, CertificateType: 'PEM' };
    const post = (uri: string, what: object) => service.admin.post(`${databases}/${uri}`).send(what);
    await post('PK/Certificates', body).expect(201);
    const second = certificateOf('second.example');
    expectMessages(
      await post('PK/Certificates', { ...body, CertificateString: second }),
      400,
      'CreateLimitReachedForResource',
    );
    expectMessages(await post('db/Certificates', { ...body, CertificateString: 'x' }), 400, 'PropertyValueError');
    expectMessages(await post('dbDefault/Certificates', body), 405, 'OperationNotAllowed');
    expectMessages(
      await post('dbx/Signatures', { ...signature, SignatureString: 'A5A5' }),
      400,
      'PropertyValueFormatError',
    );
    expectMessages(await post('PK/Signatures', signature), 404, 'ResourceNotFound');
    const [given] = (await read(`${databases}/dbDefault/Certificates`)).Members;
    expectMessages(await service.admin.delete(given['@odata.id']), 400, 'ResourceCannotBeDeleted');
  });

  it('stay as they are while the machine runs', async () => {
    await service.hypervisor.reset(service.id, 'On');
    expectMessages(await reset(secureBoot, 'SecureBoot', 'DeleteAllKeys'), 409, 'ResourceInUse');
    expectMessages(await service.admin.post(`${databases}/dbx/Signatures`).send(signature), 409, 'ResourceInUse');
    expect(await read(secureBoot)).toMatchObject({ SecureBootMode: 'SetupMode' });
  });

  it('are not there for a machine that boots by BIOS', async () => {
    await service.hypervisor.setBoot(service.id, { mode: 'Legacy' });
    const body = await read(secureBoot);
    expect(body).not.toHaveProperty('SecureBootDatabases');
    expect(body).not.toHaveProperty('Actions');
    await service.admin.get(databases).expect(404);
    expectMessages(await reset(secureBoot, 'SecureBoot', 'DeleteAllKeys'), 400, 'ActionNotSupported');
  });
});
