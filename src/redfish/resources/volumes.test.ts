import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages, expectValid, keysOf } from '../../../test/helpers/expect.js';
import { waitFor } from '../../../test/helpers/wait.js';
import { HypervisorError } from '../../hypervisor/port.js';

const machines = [
  {
    uuid: '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c201',
    name: 'one',
    disks: [
      { target: 'vda', capacity: 120e9 },
      { target: 'sda', capacity: 1e12, bus: 'sata' },
    ],
  },
  { uuid: '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c202', name: 'two', disks: [] },
] as const;
const gibibyte = 2 ** 30;

let service: TestApp;
let storage: string;
let volumes: string;
beforeAll(async () => {
  service = await createTestApp({ hypervisor: { machines } });
  storage = `${service.systemUri}/Storage/virtio`;
  volumes = `${storage}/Volumes`;
});
afterAll(() => service.close());
beforeEach(async () => {
  for (const { target, volume } of await disks())
    if (volume !== undefined) await service.hypervisor.storage.deleteVolume(service.id, target);
});

const disks = async () => (await service.hypervisor.machine(service.id))?.disks ?? [];
const create = (body: object, uri = volumes) => service.admin.post(uri).send(body);
const read = async (uri: string) => (await service.admin.get(uri).expect(200)).body;
const immediate = { '@Redfish.OperationApplyTime': 'Immediate' };

describe('creating a volume', () => {
  it('answers with it, and the machine has a drive more', async () => {
    const { status, headers, body } = await create({ CapacityBytes: 10 * gibibyte, DisplayName: 'data' });
    expect({ status, location: headers.location }).toEqual({ status: 201, location: `${volumes}/vdb` });
    expectValid(body);
    expect(body).toMatchObject({
      '@odata.id': `${volumes}/vdb`,
      DisplayName: 'data',
      CapacityBytes: 10 * gibibyte,
      RemainingCapacityPercent: 100,
      BlockSizeBytes: 512,
      RAIDType: 'RAID0',
    });
    const [drive] = body.Links.Drives;
    const { SerialNumber } = await read(drive['@odata.id']);
    expect(SerialNumber).toBe((await disks()).at(-1)?.volume);
    expect(await read(volumes)).toMatchObject({ 'Members@odata.count': 2 });
    expect((await read(storage)).Drives).toHaveLength(2);
  });

  it('takes what Ironic sends, and its own drive is where it lies', async () => {
    const payload = {
      Encrypted: false,
      VolumeType: 'NonRedundant',
      RAIDType: 'RAID0',
      CapacityBytes: 5 * gibibyte,
      ...immediate,
    };
    for (const drive of [`${storage}/Drives/vda`, `${service.systemUri.replace('Systems', 'Chassis')}/Drives/vda`])
      expect((await create({ ...payload, Links: { Drives: [{ '@odata.id': drive }] } })).status).toBe(201);
  });

  it('takes the name as sushy-emulator and newer Ironic do', async () => {
    const { body } = await create({ Name: 'boot', CapacityBytes: gibibyte, VolumeType: 'NonRedundant' });
    expect(body).toMatchObject({ Name: 'boot', DisplayName: 'boot' });
  });

  it('is as large as the drive that it is to lie on, where nothing is said of that', async () => {
    const drive = { '@odata.id': `${storage}/Drives/vda` };
    const { body } = await create({ RAIDType: 'RAID0', Links: { Drives: [drive] } });
    expect(body).toMatchObject({ CapacityBytes: 120e9 });
  });

  it('announces that it happens at once', async () => {
    expect(await read(volumes)).toMatchObject({
      '@Redfish.OperationApplyTimeSupport': { SupportedValues: ['Immediate'] },
    });
    expectMessages(
      await create({ CapacityBytes: gibibyte, '@Redfish.OperationApplyTime': 'OnReset' }),
      400,
      'PropertyValueNotInList',
    );
  });

  it('is a task for who wants one, and its monitor ends with the volume', async () => {
    const { status, headers } = await create({ CapacityBytes: gibibyte }).set('Prefer', 'respond-async');
    expect(status).toBe(202);
    const done = await waitFor('the volume', async () => {
      const answer = await service.admin.get(new URL(headers.location ?? '', 'http://x').pathname);
      return answer.status !== 202 && answer;
    });
    expect({ status: done.status, location: done.headers.location }).toEqual({
      status: 201,
      location: `${volumes}/vdb`,
    });
    expect(done.body).toMatchObject({ Id: 'vdb' });
  });

  it('works for a machine without disks', async () => {
    const uri = `/redfish/v1/Systems/${machines[1].uuid}/Storage/virtio/Volumes`;
    const made = await create({ CapacityBytes: gibibyte }, uri);
    expect({ status: made.status, location: made.headers.location }).toEqual({ status: 201, location: `${uri}/vda` });
    await service.admin.delete(`${uri}/vda`).expect(204);
  });

  it.each([
    ['no capacity', {}, 400, 'PropertyMissing'],
    ['none to speak of', { CapacityBytes: 0 }, 400, 'PropertyValueOutOfRange'],
    ['a capacity in words', { CapacityBytes: '1G' }, 400, 'PropertyValueTypeError'],
    ['redundancy', { CapacityBytes: gibibyte, RAIDType: 'RAID1' }, 400, 'PropertyValueNotInList'],
    ['the same in old words', { CapacityBytes: gibibyte, VolumeType: 'Mirrored' }, 400, 'PropertyValueNotInList'],
    ['encryption', { CapacityBytes: gibibyte, Encrypted: true }, 400, 'PropertyValueError'],
    ['what nobody knows', { CapacityBytes: gibibyte, Colour: 'red' }, 400, 'PropertyUnknown'],
    ['more than there is', { CapacityBytes: Number.MAX_SAFE_INTEGER }, 507, 'InsufficientStorage'],
    [
      'a drive of another bus',
      {
        CapacityBytes: gibibyte,
        Links: {
          Drives: [{ '@odata.id': `/redfish/v1/Systems/${machines[0].uuid}/Storage/sata/Drives/sda` }],
        },
      },
      400,
      'PropertyValueNotInList',
    ],
    [
      'several drives',
      { CapacityBytes: gibibyte, Links: { Drives: [{ '@odata.id': '/a' }, { '@odata.id': '/b' }] } },
      400,
      'PropertyValueError',
    ],
  ])('refuses %s, and leaves the machine as it is', async (_, body, status, key) => {
    const before = await service.hypervisor.machine(service.id);
    expectMessages(await create(body), status, key);
    expect(await service.hypervisor.machine(service.id)).toBe(before);
  });

  it('says why a running machine does not take it', async () => {
    await service.hypervisor.reset(service.id, 'On');
    const refused = await create({ CapacityBytes: gibibyte }, `${service.systemUri}/Storage/sata/Volumes`);
    await service.hypervisor.reset(service.id, 'ForceOff');
    expectMessages(refused, 409, 'ResourceInUse');
    expect(refused.body.error.message).toMatch(/power it off/);
  });

  it('is undone where the name cannot be kept', async () => {
    service.hypervisor.failNext('setState', new HypervisorError('failed', 'metadata'));
    expectMessages(await create({ CapacityBytes: gibibyte, DisplayName: 'data' }), 500, 'OperationFailed');
    expect(await disks()).toHaveLength(2);
  });

  it('is not for who may only read', async () => {
    const reader = service.as('reader');
    await service.admin
      .post('/redfish/v1/AccountService/Accounts')
      .send({ UserName: 'reader', Password: 'Correct-horse-1', RoleId: 'ReadOnly' })
      .expect(201);
    await reader.post(volumes).send({ CapacityBytes: gibibyte }).expect(403);
    await reader.delete(`${volumes}/vda`).expect(403);
  });
});

describe('a volume', () => {
  it('is deleted, with its drive and its name', async () => {
    await create({ CapacityBytes: gibibyte, DisplayName: 'old' });
    await service.admin.delete(`${volumes}/vdb`).send(immediate).expect(204);
    await service.admin.get(`${volumes}/vdb`).expect(404);
    expect(await disks()).toHaveLength(2);
    const { body } = await create({ CapacityBytes: gibibyte });
    expect(body).toMatchObject({ Id: 'vdb', DisplayName: null });
  });

  it('that came with the machine stays', async () => {
    const own = await read(`${volumes}/vda`);
    expect(own).not.toHaveProperty('RAIDType');
    const refused = await service.admin.delete(`${volumes}/vda`);
    expect(keysOf(refused.body)).toEqual(['ResourceCannotBeDeleted']);
    expect(await disks()).toHaveLength(2);
  });

  it('is deleted at once, or not at all', async () => {
    await create({ CapacityBytes: gibibyte });
    const later = await service.admin.delete(`${volumes}/vdb`).send({ '@Redfish.OperationApplyTime': 'OnReset' });
    expectMessages(later, 400, 'PropertyValueNotInList');
    expect(await disks()).toHaveLength(3);
  });

  it('has a name that can be given and taken away', async () => {
    const patch = (DisplayName: unknown) => service.admin.patch(`${volumes}/vda`).send({ DisplayName });
    expect((await patch('system').expect(200)).body).toMatchObject({ DisplayName: 'system' });
    expect((await patch(null).expect(200)).body).toMatchObject({ DisplayName: null });
    expect((await service.hypervisor.machine(service.id))?.state).toEqual({});
    expectMessages(await patch(7), 400, 'PropertyValueTypeError');
  });

  it('says nothing of what is in use where the hypervisor does not', async () => {
    service.hypervisor.failNext('diskUsage', new HypervisorError('timeout', 'busy'));
    expect(await read(`${volumes}/vda`)).not.toHaveProperty('RemainingCapacityPercent');
    expect(await read(`${volumes}/vda`)).toMatchObject({ RemainingCapacityPercent: 100 });
  });
});

describe('a drive', () => {
  it('has an indicator of its own, in both of its places', async () => {
    const place = `${service.systemUri.replace('Systems', 'Chassis')}/Drives`;
    const { body } = await service.admin.patch(`${place}/sda`).send({ LocationIndicatorActive: true }).expect(200);
    expect(body).toMatchObject({ LocationIndicatorActive: true });
    expect(await read(`${service.systemUri}/Storage/sata/Drives/sda`)).toMatchObject({ LocationIndicatorActive: true });
    expect(await read(`${place}/vda`)).toMatchObject({ LocationIndicatorActive: false });
    await service.admin.patch(`${place}/sda`).send({ LocationIndicatorActive: false }).expect(200);
    expect((await service.hypervisor.machine(service.id))?.state).toEqual({});
  });

  it('is told of in the event log, when it comes and goes', async () => {
    await create({ CapacityBytes: gibibyte });
    await service.admin.delete(`${volumes}/vdb`).expect(204);
    const { Members } = await read(`${service.systemUri}/LogServices/EventLog/Entries?$expand=.`);
    const told = Members.map(({ Message }: { Message: string }) => Message).filter((text: string) =>
      /drive/.test(text),
    );
    expect(told.slice(-2)).toEqual([
      expect.stringMatching(/drive vdb was plugged in/),
      expect.stringMatching(/drive vdb was taken out/),
    ]);
  });
});
