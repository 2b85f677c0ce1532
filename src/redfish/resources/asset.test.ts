import { afterEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp, type TestAppOptions } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';
import { HypervisorError } from '../../hypervisor/port.js';

let service: TestApp;
const start = async (options: TestAppOptions = {}) => {
  service = await createTestApp(options);
  const chassis = service.systemUri.replace('Systems', 'Chassis');
  return { system: service.systemUri, chassis, drive: `${chassis}/Drives/vda` };
};
afterEach(() => service.close());
const read = async (uri: string) => (await service.admin.get(uri).expect(200)).body;

describe('tag and lamp', () => {
  it('are the same of a system and its chassis', async () => {
    const { system, chassis } = await start();
    await service.admin.patch(chassis).send({ AssetTag: 'shelf 3', LocationIndicatorActive: true }).expect(200);
    expect(await read(system)).toMatchObject({ AssetTag: 'shelf 3', LocationIndicatorActive: true });
    await service.admin.patch(system).send({ AssetTag: null, LocationIndicatorActive: false }).expect(200);
    expect(await read(chassis)).toMatchObject({ AssetTag: null, LocationIndicatorActive: false });
    expectMessages(await service.admin.patch(chassis).send({ Name: 'x' }), 400, 'PropertyNotWritable');
  });

  it('has its older name where that is served, and is set by it in any case', async () => {
    const plain = await start();
    for (const uri of Object.values(plain)) {
      await service.admin.patch(uri).send({ IndicatorLED: 'Lit' }).expect(200);
      const body = await read(uri);
      expect(body).toMatchObject({ LocationIndicatorActive: true });
      expect(JSON.stringify(body)).not.toContain('IndicatorLED');
    }
    await service.close();
    const legacy = await start({ settings: { legacyProperties: true } });
    for (const uri of Object.values(legacy)) {
      expect((await read(uri)).IndicatorLED).toBe('Off');
      await service.admin.patch(uri).send({ IndicatorLED: 'Lit' }).expect(200);
      expect(await read(uri)).toMatchObject({
        IndicatorLED: 'Lit',
        'IndicatorLED@Redfish.AllowableValues': ['Lit', 'Off'],
        '@Redfish.WriteableProperties': expect.arrayContaining(['IndicatorLED', 'LocationIndicatorActive']),
      });
      await service.admin.patch(uri).send({ IndicatorLED: 'Off' }).expect(200);
      expectMessages(await service.admin.patch(uri).send({ IndicatorLED: 'Blinking' }), 400, 'PropertyValueNotInList');
    }
  });
});

describe('PowerRestorePolicy', () => {
  it('is whether the machine starts with its host', async () => {
    const { system } = await start();
    expect(await read(system)).toMatchObject({
      PowerRestorePolicy: 'AlwaysOff',
      'PowerRestorePolicy@Redfish.AllowableValues': ['AlwaysOn', 'AlwaysOff'],
    });
    await service.admin.patch(system).send({ PowerRestorePolicy: 'AlwaysOn' }).expect(200);
    expect(await service.hypervisor.machine(service.id)).toMatchObject({ autostart: true });
    expectMessages(
      await service.admin.patch(system).send({ PowerRestorePolicy: 'LastState' }),
      400,
      'PropertyValueNotInList',
    );
    expect((await read(system)).PowerRestorePolicy).toBe('AlwaysOn');
  });

  it('changes together with the rest of a PATCH, or not at all', async () => {
    const { system } = await start();
    service.hypervisor.failNext('setState', new HypervisorError('failed', 'no'));
    await service.admin.patch(system).send({ PowerRestorePolicy: 'AlwaysOn', AssetTag: 'x' }).expect(500);
    expect(await read(system)).toMatchObject({ PowerRestorePolicy: 'AlwaysOff', AssetTag: null });
  });
});
