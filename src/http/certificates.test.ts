import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../test/helpers/app.js';
import { selfSigned } from '../../test/helpers/certificate.js';
import { expectMessages, expectValid } from '../../test/helpers/expect.js';
import { startImageServer } from '../../test/helpers/image-server.js';

const drive = '/redfish/v1/Systems/10fcb067-2230-44db-b4d5-987298a23227/VirtualMedia/Cd';
const uri = `${drive}/Certificates`;

/** A self-signed certificate, made by the openssl program. */
const makeCertificate = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'redfish-emu-cert-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  execFileSync(
    'openssl',
    ['req', '-x509', ...curve, '-subj', `/O=Lab/CN=${name}`, '-keyout', key, '-out', certificate],
    { stdio: 'pipe' },
  );
  const pem = readFileSync(certificate, 'utf8');
  rmSync(folder, { recursive: true });
  return pem;
};

let service: TestApp;
let pem: string;
beforeAll(async () => {
  service = await createTestApp();
  pem = makeCertificate('ca.example');
});
afterAll(() => service.close());

const add = (CertificateString: unknown, CertificateType: unknown = 'PEM') =>
  service.admin.post(uri).send({ CertificateString, CertificateType });

describe('certificates of a drive', () => {
  it('come, are read, and go', async () => {
    const created = await add(pem);
    expect(created.status).toBe(201);
    expect(created.headers.location).toBe(`${uri}/1`);
    const { body } = await service.admin.get(`${uri}/1`);
    expectValid(body);
    expect(body).toMatchObject({ CertificateString: pem, Subject: { CommonName: 'ca.example', Organization: 'Lab' } });
    expect((await service.admin.get(`${drive.replace('Cd', 'Floppy')}/Certificates`)).body.Members).toEqual([]);
    expect((await service.admin.delete(`${uri}/1`)).status).toBe(204);
    expectMessages(await service.admin.get(`${uri}/1`), 404, 'ResourceNotFound');
  });

  it('let it fetch from a server that they vouch for, and from no other', async () => {
    const pair = await selfSigned();
    const server = await startImageServer({ tls: pair });
    try {
      const Image = server.add('boot.iso', Buffer.alloc(65_536, 'redfish'));
      const insert = () => service.admin.post(`${drive}/Actions/VirtualMedia.InsertMedia`).send({ Image });
      await service.admin.patch(drive).send({ VerifyCertificate: true }).expect(200);
      expect((await insert()).status).toBeGreaterThanOrEqual(400);
      expect((await service.admin.get(drive)).body.Inserted).toBe(false);
      const { headers } = await add(pair.cert);
      await insert().expect(204);
      expect((await service.admin.get(drive)).body.Inserted).toBe(true);
      await service.admin.post(`${drive}/Actions/VirtualMedia.EjectMedia`).expect(204);
      await service.admin.delete(String(headers.location)).expect(204);
      server.add('boot.iso', Buffer.alloc(65_536, 'another'));
      expect((await insert()).status).toBeGreaterThanOrEqual(400);
    } finally {
      await server.close();
      await service.admin.patch(drive).send({ VerifyCertificate: false }).expect(200);
    }
  });

  it('that come at once are all kept', async () => {
    const answers = await Promise.all([add(pem), add(makeCertificate('b.example')), add(pem)]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    const { body } = await service.admin.get(uri);
    expectValid(body);
    expect(body.Members).toHaveLength(3);
  });

  it.each([
    ['no certificate', 'hello', 'PEM', ['PropertyValueError']],
    ['two certificates', 'twice', 'PEM', ['PropertyValueError']],
    ['a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'PEM', ['PropertyValueError']],
    ['another form', 'x', 'PKCS7', ['PropertyValueNotInList']],
    ['another type', 1, 'PEM', ['PropertyValueTypeError']],
  ])('are refused: %s', async (_, text, type, keys) => {
    const before = (await service.admin.get(uri)).body;
    expectMessages(await add(text === 'twice' ? pem + pem : text, type), 400, ...keys);
    expect((await service.admin.get(uri)).body).toEqual(before);
  });

  it('are no more than a few', async () => {
    for (let count = 3; count < 8; count += 1) expect((await add(pem)).status).toBe(201);
    expectMessages(await add(pem), 400, 'CreateLimitReachedForResource');
  });
});
