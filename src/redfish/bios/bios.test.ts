import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';

let service: TestApp;
let uri: string;
beforeEach(async () => {
  service = await createTestApp();
  uri = `${service.systemUri}/Bios`;
  await service.hypervisor.reset(service.id, 'On');
});
afterEach(() => service.close());

const attributes = async (path = uri) => (await service.admin.get(path).expect(200)).body.Attributes;
const set = (values: object, extra: object = {}) =>
  service.admin.patch(`${uri}/Settings`).send({ Attributes: values, ...extra });
const reset = () => service.hypervisor.reset(service.id, 'ForceRestart');

describe('attributes of the firmware', () => {
  it('are each in the registry, as what they are', async () => {
    const { body } = await service.admin.get(uri);
    const file = await service.admin.get(`/redfish/v1/Registries/${body.AttributeRegistry}/Registry`).expect(200);
    const entries: { AttributeName: string; Type: string; Value?: { ValueName: string }[] }[] =
      file.body.RegistryEntries.Attributes;
    expect(entries.map(({ AttributeName }) => AttributeName)).toEqual(Object.keys(body.Attributes));
    const kinds = {
      Enumeration: 'string',
      String: 'string',
      Integer: 'number',
      Boolean: 'boolean',
      Password: 'object',
    };
    for (const { AttributeName: name, Type, Value } of entries) {
      const value = body.Attributes[name];
      expect(typeof value, name).toBe(kinds[Type as keyof typeof kinds]);
      if (Value) expect(Value.map(({ ValueName }) => ValueName)).toContain(value);
    }
  });

  it('are found under the spelling of sushy-emulator, too', async () => {
    expect(await attributes(`${service.systemUri}/BIOS`)).toEqual(await attributes());
    const patched = await service.admin.patch(`${service.systemUri}/BIOS/Settings`).send({
      Attributes: { QuietBoot: false },
    });
    expect(patched.status).toBe(200);
  });

  it('say what the machine is', async () => {
    const [machine] = await service.hypervisor.machines();
    expect(await attributes()).toMatchObject({
      BootMode: 'Uefi',
      NumCores: machine?.processors.online,
      SerialNumber: machine?.identity.serialNumber,
      SecureBootStatus: 'Disabled',
      SysPassword: null,
    });
  });
});

describe('a change', () => {
  it('waits for the next boot, whoever begins it', async () => {
    const before = await attributes();
    const wanted = { QuietBoot: false, EmbeddedSata: 'Ahci', BootMode: 'Bios' };
    const { body } = await set(wanted, { '@Redfish.SettingsApplyTime': { ApplyTime: 'OnReset' } }).expect(200);
    expect(body.Attributes).toEqual({ ...before, ...wanted });
    expect(body.Attributes).not.toHaveProperty('@Redfish.WriteableProperties');
    expect(await attributes()).toEqual(before);
    await reset();
    await expect.poll(attributes).toEqual({ ...before, ...wanted });
    expect(await attributes(`${uri}/Settings`)).toEqual({ ...before, ...wanted });
    expect((await service.admin.get(service.systemUri)).body.Boot.BootSourceOverrideMode).toBe('Legacy');
  });

  it('adds to one that waits', async () => {
    await set({ QuietBoot: false }).expect(200);
    await set({ L2Cache: 'none' }).expect(200);
    service.hypervisor.guestReboot(service.id);
    await expect.poll(attributes).toMatchObject({ QuietBoot: false, L2Cache: 'none' });
  });

  it('takes the first card out of the boot order, and puts it back', async () => {
    const order = async () => (await service.admin.get(service.systemUri)).body.Boot.BootOrder;
    const before = await order();
    expect(await attributes()).toMatchObject({ NicBoot1: 'NetworkBoot' });
    await set({ NicBoot1: 'Disabled' }).expect(200);
    expect(await order()).toHaveLength(before.length - 1);
    await set({ NicBoot1: 'NetworkBoot' }).expect(200);
    expect((await order()).toSorted()).toEqual(before.toSorted());
  });

  it.each([
    ['an unknown attribute', { Turbo: true }, 'PropertyUnknown'],
    ['a read-only one', { NumCores: 4 }, 'PropertyNotWritable'],
    ['the password', { SysPassword: 'secret' }, 'PropertyNotWritable'],
    ['a value that is not in its list', { BootMode: 'Legacy' }, 'PropertyValueNotInList'],
    ['text for a boolean', { QuietBoot: 'false' }, 'PropertyValueTypeError'],
    ['text that is too long', { L2Cache: 'x'.repeat(17) }, 'PropertyValueFormatError'],
    ['no attributes', 'none', 'PropertyValueTypeError'],
  ] as const)('is refused with %s, as a whole', async (_, wanted, key) => {
    const before = await attributes(`${uri}/Settings`);
    const body = typeof wanted === 'string' ? wanted : { EmbeddedSata: 'Off', ...wanted };
    expectMessages(await service.admin.patch(`${uri}/Settings`).send({ Attributes: body }), 400, key);
    expect(await attributes(`${uri}/Settings`)).toEqual(before);
  });

  it('is refused at another time than a reset', async () => {
    const late = await set({ QuietBoot: false }, { '@Redfish.SettingsApplyTime': { ApplyTime: 'Immediate' } });
    expectMessages(late, 400, 'PropertyValueNotInList');
  });

  it('cannot be made at Bios itself', async () => {
    await service.admin
      .patch(uri)
      .send({ Attributes: { QuietBoot: false } })
      .expect(405);
  });
});

describe('ResetBios', () => {
  it('brings the first values back with the next boot', async () => {
    const before = await attributes();
    await set({ QuietBoot: false, L2Cache: 'none' }).expect(200);
    await reset();
    await expect.poll(attributes).toMatchObject({ QuietBoot: false, L2Cache: 'none' });
    await service.admin.post(`${uri}/Actions/Bios.ResetBios`).send({}).expect(204);
    expect(await attributes()).toMatchObject({ QuietBoot: false });
    await reset();
    await expect.poll(attributes).toEqual(before);
  });
});

describe('values left by sushy-emulator', () => {
  it('are read as what they are, and otherwise not at all', async () => {
    await service.hypervisor.setState(service.id, {
      biosAttributes: { QuietBoot: 'false', EmbeddedSata: 'Raid5', NumCores: '10', L2Cache: '', Own: 'x' },
    });
    const [machine] = await service.hypervisor.machines();
    expect(await attributes()).toMatchObject({
      QuietBoot: false,
      EmbeddedSata: 'Raid',
      L2Cache: '10x256 KB',
      NumCores: machine?.processors.online,
    });
    expect(await attributes()).not.toHaveProperty('Own');
  });
});
