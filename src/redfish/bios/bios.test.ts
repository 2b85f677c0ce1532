import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';
import { createMemoryHypervisor } from '../../hypervisor/memory.js';
import { HypervisorError, type Machine } from '../../hypervisor/port.js';
import { applyBiosAtBoot } from './boot.js';

interface Entry {
  readonly AttributeName: string;
  readonly Type: string;
  readonly MenuPath: string;
  readonly Value?: readonly { readonly ValueName: string }[];
  readonly LowerBound?: number;
  readonly UpperBound?: number;
  readonly ValueExpression?: string;
}

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
    const entries: Entry[] = file.body.RegistryEntries.Attributes;
    const names = entries.map(({ AttributeName }) => AttributeName);
    expect(names).toEqual(expect.arrayContaining(Object.keys(body.Attributes)));
    // All that it may have less is lines for more network cards.
    expect(names.filter((name) => !(name in body.Attributes))).toEqual(
      names.filter((name) => /^NicBoot[2-8]$/.test(name)),
    );
    const menus = file.body.RegistryEntries.Menus.map(({ MenuPath }: { MenuPath: string }) => MenuPath);
    for (const { DependencyFor } of file.body.RegistryEntries.Dependencies) expect(names).toContain(DependencyFor);
    const kinds = {
      Enumeration: 'string',
      String: 'string',
      Integer: 'number',
      Boolean: 'boolean',
      Password: 'object',
    };
    for (const entry of entries.filter(({ AttributeName }) => AttributeName in body.Attributes)) {
      const { AttributeName: name, Type, Value } = entry;
      const value = body.Attributes[name];
      expect(menus, name).toContain(entry.MenuPath);
      if (entry.LowerBound !== undefined) expect(value, name).toBeGreaterThanOrEqual(entry.LowerBound);
      if (entry.UpperBound !== undefined) expect(value, name).toBeLessThanOrEqual(entry.UpperBound);
      if (entry.ValueExpression) expect(value, name).toMatch(new RegExp(entry.ValueExpression));
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
    ['a read-only one', { SerialNumber: '4' }, 'PropertyNotWritable'],
    ['a card that the machine has not', { NicBoot2: 'Disabled' }, 'PropertyUnknown'],
    ['more cores than the machine has', { NumCores: 9 }, 'PropertyValueOutOfRange'],
    ['no cores', { NumCores: 0 }, 'PropertyValueOutOfRange'],
    ['text for a number', { NumCores: '2' }, 'PropertyValueTypeError'],
    ['a boot menu for ever', { BootMenuTimeout: 66 }, 'PropertyValueOutOfRange'],
    ['an order that is none', { BootOrder: 'disk' }, 'PropertyValueFormatError'],
    ['an order of what is not there', { BootOrder: 'Boot0001,BootFFFF' }, 'PropertyValueNotInList'],
    ['an order that names something twice', { BootOrder: 'Boot0001,Boot0001' }, 'PropertyValueNotInList'],
    ['a card that the order leaves out', { BootOrder: 'Boot0001', NicBoot1: 'NetworkBoot' }, 'PropertyValueConflict'],
    ['secure boot of BIOS', { BootMode: 'Bios', SecureBoot: 'Enabled' }, 'PropertyValueConflict'],
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

describe('what sets up the machine itself', () => {
  const wanted = {
    NumCores: 2,
    ProcVirtualization: 'Disabled',
    TpmState: 'Disabled',
    ConsoleRedirection: 'Enabled',
    BootMenuTimeout: 5,
    BootSeqRetry: 'Enabled',
    SecureBoot: 'Enabled',
  };

  it('is in force after the next reset, and the machine has it', async () => {
    const before = await attributes();
    await set(wanted).expect(200);
    expect(await attributes()).toEqual(before);
    expect(await attributes(`${uri}/Settings`)).toMatchObject(wanted);
    await reset();
    await expect.poll(attributes).toMatchObject({ ...wanted, SecureBootStatus: 'Enabled' });
    const { body } = await service.admin.get(service.systemUri);
    expect(body.ProcessorSummary.CoreCount).toBe(2);
    const machine = await service.hypervisor.machine(service.id);
    expect(machine?.setup?.now).toMatchObject({ processors: 2, tpm: false, serialConsole: true, bootMenu: 5 });
  });

  it('is not brought by a reboot of the guest, and goes on waiting', async () => {
    await set({ NumCores: 2, QuietBoot: false }).expect(200);
    service.hypervisor.guestReboot(service.id);
    await expect.poll(attributes).toMatchObject({ NumCores: 8, QuietBoot: false });
    expect((await service.admin.get(uri)).body['@Redfish.Settings']).not.toHaveProperty('Time');
    await reset();
    await expect.poll(attributes).toMatchObject({ NumCores: 2 });
  });

  it('is told of when it is done', async () => {
    const settings = async () => (await service.admin.get(uri)).body['@Redfish.Settings'];
    expect(await settings()).not.toHaveProperty('Time');
    await set({ NumCores: 2 }).expect(200);
    await reset();
    await expect.poll(settings).toHaveProperty('Time');
    expect((await settings()).Messages).toMatchObject([{ MessageId: expect.stringMatching(/^Base\..*\.Success$/) }]);
  });

  it('is all taken back when one cannot be had', async () => {
    const before = await attributes(`${uri}/Settings`);
    service.hypervisor.failNext('setSetup', new HypervisorError('failed', 'no'));
    const refused = await set({ NumCores: 2, NicBoot1: 'Disabled', SecureBoot: 'Enabled', QuietBoot: false });
    expect(refused.status).toBe(500);
    expect(await attributes(`${uri}/Settings`)).toEqual(before);
  });

  it('takes an order of boot options, and cards out of it', async () => {
    const order = async () => (await service.admin.get(service.systemUri)).body.Boot.BootOrder;
    const [first, second, ...others] = await order();
    const turned = [...others, first, second];
    await set({ BootOrder: turned.join(',') }).expect(200);
    expect(await order()).toEqual(turned);
    await set({ BootOrder: [first, second].join(','), NicBoot1: 'Disabled' }).expect(400);
    expect(await order()).toEqual(turned);
  });

  it('leaves UEFI and secure boot in the right order', async () => {
    await set({ SecureBoot: 'Enabled' }).expect(200);
    await reset();
    await set({ BootMode: 'Bios', SecureBoot: 'Disabled' }).expect(200);
    await reset();
    await expect.poll(attributes).toMatchObject({ BootMode: 'Bios', SecureBoot: 'Disabled' });
  });
});

describe('after an absence', () => {
  it('what waited when the machine was started is in force', async () => {
    await set({ QuietBoot: false }).expect(200);
    const machine = await service.hypervisor.machine(service.id);
    const state = machine?.state ?? {};
    const hypervisor = createMemoryHypervisor({ machines: [] });
    const seen: unknown[] = [];
    applyBiosAtBoot({
      log: service.context.log,
      hypervisor: {
        ...hypervisor,
        machines: async () => [{ ...machine, state, startedWithBios: state.biosPendingSince } as Machine],
        machine: async () => ({ ...machine, state }) as Machine,
        setState: async (_, change) => void seen.push(typeof change === 'function' ? change(state) : change),
      },
    });
    hypervisor.start();
    await expect.poll(() => seen).toMatchObject([{ biosAttributes: { QuietBoot: false }, biosPending: undefined }]);
  });
});

describe('ResetBios', () => {
  it('brings back what the machine had before it was set up', async () => {
    const before = await attributes();
    await set({ NumCores: 3, BootMenuTimeout: 9, SecureBoot: 'Enabled', NicBoot1: 'Disabled' }).expect(200);
    await reset();
    await set({ NumCores: 2, BootMode: 'Bios' }).expect(200);
    await reset();
    await expect.poll(attributes).toMatchObject({ NumCores: 2, BootMenuTimeout: 9, BootMode: 'Bios' });
    await service.admin.post(`${uri}/Actions/Bios.ResetBios`).send({}).expect(204);
    await reset();
    await expect.poll(attributes).toEqual(before);
    expect((await service.hypervisor.machine(service.id))?.state.biosOriginal).toBeUndefined();
  });

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
