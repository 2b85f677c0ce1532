import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages, expectValid } from '../../../test/helpers/expect.js';

let service: TestApp;
let uri: string;
beforeEach(async () => {
  service = await createTestApp();
  uri = service.systemUri.replace('Systems', 'Managers');
});
afterEach(() => service.close());

describe('the network cards of a manager', () => {
  it('are those of its host, with the gateway at the first address', async () => {
    const { body: all } = await service.admin.get(`${uri}/EthernetInterfaces`).expect(200);
    expect(all.Members).toEqual([{ '@odata.id': `${uri}/EthernetInterfaces/eth0` }]);
    const { body } = await service.admin.get(`${uri}/EthernetInterfaces/eth0`).expect(200);
    expectValid(body);
    expect(body).toMatchObject({
      FQDN: 'bmc.example',
      LinkStatus: 'LinkUp',
      NameServers: ['192.0.2.53'],
      IPv4Addresses: [
        { Address: '192.0.2.1', SubnetMask: '255.255.255.0', AddressOrigin: 'DHCP', Gateway: '192.0.2.254' },
        { Address: '192.0.2.2', SubnetMask: '255.255.255.0', AddressOrigin: 'Static' },
      ],
      IPv6Addresses: [{ Address: '2001:db8::1', PrefixLength: 64, AddressOrigin: 'SLAAC' }],
    });
    expect(body.IPv4Addresses[1]).not.toHaveProperty('Gateway');
    await service.admin.get(`${uri}/EthernetInterfaces/eth1`).expect(404);
    await service.admin.patch(`${uri}/EthernetInterfaces/eth0`).send({ MTUSize: 9000 }).expect(405);
  });
});

it('links to no cards where there are none', async () => {
  expect((await service.admin.get(uri)).body).toHaveProperty('EthernetInterfaces');
  const { host } = service.context;
  if (host) Object.assign(host, { interfaces: async () => [] });
  expect((await service.admin.get(uri).expect(200)).body).not.toHaveProperty('EthernetInterfaces');
});

it('tells when it was reset last: with the service, and by itself, by its own clock', async () => {
  const { body: before } = await service.admin.get(uri);
  expectValid(before);
  expect(Date.parse(before.LastResetTime)).toBeLessThanOrEqual(Date.now());
  await service.admin.patch(uri).send({ DateTime: '2000-01-01T00:00:00Z' }).expect(200);
  await service.admin.post(`${uri}/Actions/Manager.Reset`).send({ ResetType: 'ForceRestart' }).expect(204);
  const { body } = await service.admin.get(uri);
  expect(body.LastResetTime).toMatch(/^2000-01-01T/);
  expect(Date.parse(body.LastResetTime)).toBeLessThanOrEqual(Date.parse(body.DateTime));
});

describe('ResetToDefaults', () => {
  const reset = (ResetType?: string) =>
    service.admin.post(`${uri}/Actions/Manager.ResetToDefaults`).send(ResetType ? { ResetType } : {});

  it('forgets what clients have set, and leaves the machine as it is', async () => {
    const before = (await service.admin.get(service.systemUri)).body;
    await service.hypervisor.reset(service.id, 'On');
    await service.admin
      .patch(service.systemUri)
      .send({ AssetTag: 'x', LocationIndicatorActive: true, Boot: { BootSourceOverrideTarget: 'Pxe' } })
      .expect(200);
    await service.admin.patch(uri).send({ DateTimeLocalOffset: '+02:00' }).expect(200);
    const media = `${service.systemUri}/VirtualMedia/Cd`;
    await service.admin.post(`${media}/Actions/VirtualMedia.InsertMedia`).send({ Image: service.image }).expect(204);
    await reset('PreserveNetworkAndUsers').expect(204);
    const { body } = await service.admin.get(service.systemUri);
    expect(body).toMatchObject({ AssetTag: null, LocationIndicatorActive: false, PowerState: 'On' });
    expect(body.Boot).toEqual(before.Boot);
    expect((await service.admin.get(media)).body.Inserted).toBe(false);
    expect((await service.admin.get(uri)).body.DateTimeLocalOffset).toBe('+00:00');
  });

  it('cannot reset what all managers share, nor what is not said', async () => {
    expectMessages(await reset('ResetAll'), 400, 'ActionParameterValueNotInList');
    expectMessages(await reset(), 400, 'ActionParameterMissing');
  });
});
