import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, testPassword } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';
import { selfSigned } from '../../tls/self-signed.js';
import { changeArray } from '../array-change.js';

let service: TestApp;
let protocol: string;
beforeEach(async () => {
  service = await createTestApp();
  protocol = `/redfish/v1/Managers/${service.id}/NetworkProtocol`;
});
afterEach(() => service.close());

describe('a change of an array', () => {
  it.each([
    [['a', 'b'], ['b'], ['b']],
    [['a'], [null, 'b'], ['b']],
    [
      ['a', 'b'],
      [{}, 'd'],
      ['a', 'd'],
    ],
    [['a'], [{}, {}, 'c'], ['a', 'c']],
    [['a'], [], []],
  ])('%j by %j is %j', (before, sent, after) => expect(changeArray(before, sent)).toEqual(after));
});

describe('NetworkProtocol', () => {
  const servers = async (list: unknown) => service.admin.patch(protocol).send({ NTP: { NTPServers: list } });

  it('says where the service is', async () => {
    const { body } = await service.admin.get(protocol).expect(200);
    expect(body).toMatchObject({
      HostName: 'bmc.example',
      HTTP: { ProtocolEnabled: false, Port: 8443 },
      HTTPS: { ProtocolEnabled: true, Port: 8443 },
    });
  });

  it('keeps time servers, element by element', async () => {
    expect((await servers(['a', 'b'])).body.NTP.NTPServers).toEqual(['a', 'b']);
    expect((await servers([{}, 'd'])).body.NTP.NTPServers).toEqual(['a', 'd']);
    expect((await servers([null, 'b'])).body.NTP.NTPServers).toEqual(['b']);
  });

  it('refuses what is no server', async () => {
    await servers(['a']);
    for (const bad of ['a', [1], [{ Name: 'b' }], ['']]) expect((await servers(bad)).status, `${bad}`).toBe(400);
    expect((await service.admin.get(protocol)).body.NTP.NTPServers).toEqual(['a']);
  });
});

describe('SSDP', () => {
  const change = (SSDP: object, user = 'admin') => service.as(user).patch(protocol).send({ SSDP });
  const initial = {
    ProtocolEnabled: false,
    Port: 1900,
    NotifyMulticastIntervalSeconds: 600,
    NotifyTTL: 2,
    NotifyIPv6Scope: 'Link',
  };

  it('is changed property by property', async () => {
    expect((await service.admin.get(protocol)).body.SSDP).toMatchObject(initial);
    expect((await change({ ProtocolEnabled: true })).body.SSDP).toMatchObject({ ...initial, ProtocolEnabled: true });
    const { body } = await change({ NotifyIPv6Scope: 'Site', NotifyTTL: 3, NotifyMulticastIntervalSeconds: 0 });
    expect(body.SSDP).toMatchObject({
      ProtocolEnabled: true,
      NotifyIPv6Scope: 'Site',
      NotifyTTL: 3,
      NotifyMulticastIntervalSeconds: 0,
    });
  });

  it.each([
    [{ Port: 1901 }, 'PropertyNotWritable'],
    [{ NotifyTTL: 0 }, 'PropertyValueOutOfRange'],
    [{ NotifyTTL: 255 }, 'PropertyValueError'],
    [{ NotifyIPv6Scope: 'Universe' }, 'PropertyValueNotInList'],
    [{ ProtocolEnabled: null }, 'PropertyValueTypeError'],
    [{ Volume: 11 }, 'PropertyUnknown'],
  ])('%j is %s, and changes nothing', async (sent, key) => {
    expectMessages(await change({ ProtocolEnabled: true, ...sent }), 400, key);
    expect((await service.admin.get(protocol)).body.SSDP).toMatchObject(initial);
  });

  it('is not for an administrator of a few systems: it is about all of them', async () => {
    const { accounts } = service.bmc;
    await accounts.create({
      userName: 'one',
      password: testPassword,
      roleId: 'Administrator',
      systems: [service.id],
    });
    expectMessages(await change({ ProtocolEnabled: true }, 'one'), 403, 'InsufficientPrivilege');
    expect((await service.admin.get(protocol)).body.SSDP).toMatchObject(initial);
    await service
      .as('one')
      .patch(protocol)
      .send({ NTP: { NTPServers: ['a'] } })
      .expect(200);
  });
});

describe('the certificate of the service', () => {
  const action = '/redfish/v1/CertificateService/Actions/CertificateService.ReplaceCertificate';
  const send = (CertificateString: string, uri = `${protocol}/HTTPS/Certificates/1`) =>
    service.admin
      .post(action)
      .send({ CertificateString, CertificateType: 'PEM', CertificateUri: { '@odata.id': uri } });

  it('is replaced by one with its key, and the key is never shown', async () => {
    const { cert, key } = selfSigned({ names: ['new.example'], from: new Date(), days: 30 });
    const place = `${protocol}/HTTPS/Certificates/1`;
    await send(cert + key)
      .expect(204)
      .expect('Location', place);
    const { body, text } = await service.admin.get(`${protocol}/HTTPS/Certificates/1`).expect(200);
    expect(new X509Certificate(body.CertificateString).fingerprint256).toBe(new X509Certificate(cert).fingerprint256);
    expect(body.Subject.CommonName).toBe('new.example');
    expect(text).not.toContain('PRIVATE KEY');
  });

  it('stays where the new one will not do, or the place is another', async () => {
    const before = (await service.admin.get(`${protocol}/HTTPS/Certificates/1`)).body;
    const { cert, key } = selfSigned({ names: ['new.example'], from: new Date(), days: 30 });
    expectMessages(await send(cert), 400, 'ActionParameterValueError');
    expectMessages(await send(cert + key, '/redfish/v1'), 400, 'ActionParameterValueNotInList');
    expect((await service.admin.get(`${protocol}/HTTPS/Certificates/1`)).body).toEqual(before);
  });

  describe('that is requested', () => {
    const generate = (more: object = {}, uri = `${protocol}/HTTPS/Certificates`) =>
      service.admin
        .post('/redfish/v1/CertificateService/Actions/CertificateService.GenerateCSR')
        .send({ CommonName: 'bmc.example', CertificateCollection: { '@odata.id': uri }, ...more });

    it('comes as a request, without its key', async () => {
      const { body, text } = await generate({ KeyPairAlgorithm: 'TPM_ALG_RSA', KeyBitLength: 2048 }).expect(200);
      expect(body).toEqual({
        CSRString: expect.stringMatching(/^-----BEGIN CERTIFICATE REQUEST-----\n/),
        CertificateCollection: { '@odata.id': `${protocol}/HTTPS/Certificates` },
      });
      expect(text).not.toContain('PRIVATE');
    });

    it('leaves the one in force alone', async () => {
      const before = (await service.admin.get(`${protocol}/HTTPS/Certificates/1`)).body;
      await generate().expect(200);
      expect((await service.admin.get(`${protocol}/HTTPS/Certificates/1`)).body).toEqual(before);
    });

    it.each([
      [{ CommonName: undefined }, 'ActionParameterMissing'],
      [{ CommonName: 'x'.repeat(65) }, 'ActionParameterValueFormatError'],
      [{ Country: 'Austria' }, 'ActionParameterValueFormatError'],
      [{ AlternativeNames: ['not a name'] }, 'ActionParameterValueFormatError'],
      [{ AlternativeNames: ['fe80:::1'] }, 'ActionParameterValueError'],
      [{ KeyPairAlgorithm: 'TPM_ALG_SM2' }, 'ActionParameterValueNotInList'],
      [{ KeyCurveId: 'TPM_ECC_NIST_P192' }, 'ActionParameterValueNotInList'],
      [{ KeyBitLength: 1024 }, 'ActionParameterValueOutOfRange'],
      [{ KeyBitLength: 2049 }, 'ActionParameterValueNotInList'],
      [{ KeyPairAlgorithm: 'TPM_ALG_RSA', KeyCurveId: 'TPM_ECC_NIST_P256' }, 'ActionParameterValueConflict'],
      [{ KeyPairAlgorithm: 'TPM_ALG_ECDSA', KeyBitLength: 2048 }, 'ActionParameterValueConflict'],
      [{ KeyUsage: ['World domination'] }, 'ActionParameterValueNotInList'],
      [{ Email: 'nobody' }, 'ActionParameterValueFormatError'],
    ])('%j is refused as %s', async (more, key) => expectMessages(await generate(more), 400, key));

    it('has its place among those of a manager, and nowhere else', async () => {
      expectMessages(await generate({}, '/redfish/v1/Systems'), 400, 'ActionParameterValueNotInList');
    });
  });

  it('is among the certificates of the service', async () => {
    const { body } = await service.admin.get('/redfish/v1/CertificateService/CertificateLocations').expect(200);
    expect(body.Links.Certificates).toContainEqual({ '@odata.id': `${protocol}/HTTPS/Certificates/1` });
  });
});

describe('TaskService', () => {
  const uri = '/redfish/v1/TaskService';
  const change = (TaskAutoDeleteTimeoutMinutes: unknown) =>
    service.admin.patch(uri).send({ TaskAutoDeleteTimeoutMinutes });

  it('keeps finished tasks for as long as it is told', async () => {
    expect((await service.admin.get(uri)).body.TaskAutoDeleteTimeoutMinutes).toBe(60);
    expect((await change(2)).body.TaskAutoDeleteTimeoutMinutes).toBe(2);
    expectMessages(await change(0), 400, 'PropertyValueOutOfRange');
    expectMessages(await change('soon'), 400, 'PropertyValueTypeError');
    expect((await service.admin.get(uri)).body.TaskAutoDeleteTimeoutMinutes).toBe(2);
  });
});

describe('UpdateService', () => {
  it('lists what is installed', async () => {
    const { body } = await service.admin.get('/redfish/v1/UpdateService/FirmwareInventory/BMC').expect(200);
    expect(body).toMatchObject({ Version: '0.0.0', Updateable: false });
    const bios = await service.admin.get(`/redfish/v1/UpdateService/FirmwareInventory/BIOS-${service.id}`).expect(200);
    expect(bios.body.RelatedItem).toEqual([{ '@odata.id': service.systemUri }]);
    await service.admin.get('/redfish/v1/UpdateService/FirmwareInventory/Other').expect(404);
  });
});
