import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';

const mac = '52:54:00:00:00:0a';
const id = '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c101';
const disks = [
  { target: 'vda', capacity: 120e9 },
  { target: 'sda', capacity: 4e12, bus: 'sata' },
] as const;
const devices = `/redfish/v1/Chassis/${id}/PCIeDevices`;

let service: TestApp;
beforeAll(async () => {
  service = await createTestApp({ hypervisor: { machines: [{ uuid: id, name: 'one', nics: [{ mac }], disks }] } });
});
afterAll(() => service.close());
const read = async (uri: string) => (await service.admin.get(uri).expect(200)).body;
const uris = (members: readonly { '@odata.id': string }[]) => members.map((member) => member['@odata.id']);

describe('PCIe devices', () => {
  it('are those of the chassis and of the system', async () => {
    const { Members } = await read(devices);
    expect(uris(Members)).toEqual(['0000:00:1f', '0000:01:00', '0000:02:00'].map((slot) => `${devices}/${slot}`));
    expect((await read(service.systemUri)).PCIeDevices).toEqual(Members);
    expect(await read(`${devices}/0000:00:1F`)).toMatchObject({
      DeviceType: 'MultiFunction',
      Manufacturer: 'Intel Corporation',
      Slot: { Location: { PartLocation: { ServiceLabel: '0000:00:1f' } } },
    });
    await service.admin.get(`${devices}/0000:00:1e`).expect(404);
    await service.admin.get(`${devices}/0000:00:1f/PCIeFunctions/0`).expect(404);
  });

  it('have functions that are a card, a disk, or the controller of disks', async () => {
    const card = await read(`${devices}/0000:01:00/PCIeFunctions/0`);
    expect(card).toMatchObject({
      VendorId: '0x1af4',
      DeviceId: '0x1041',
      ClassCode: '0x020000',
      FunctionType: 'Physical',
    });
    expect(card).not.toHaveProperty('BusNumber');
    expect(uris(card.Links.EthernetInterfaces)).toEqual([`${service.systemUri}/EthernetInterfaces/${mac}`]);
    const [deviceFunction] = uris(card.Links.NetworkDeviceFunctions);
    expect((await read(deviceFunction ?? '')).Links.PCIeFunction['@odata.id']).toBe(card['@odata.id']);

    const controller = await read(`${devices}/0000:00:1f/PCIeFunctions/2`);
    expect(controller).toMatchObject({ BusNumber: '0x00', DeviceNumber: '0x1f', FunctionNumber: '0x2' });
    expect(uris(controller.Links.Drives)).toEqual([`/redfish/v1/Chassis/${id}/Drives/sda`]);
    const sata = await read(`${service.systemUri}/Storage/sata/Controllers/1`);
    expect(uris(sata.Links.PCIeFunctions)).toEqual([controller['@odata.id']]);
  });

  it('come with a volume and go with it, and no other moves', async () => {
    const before = (await read(devices)).Members;
    const volumes = `${service.systemUri}/Storage/virtio/Volumes`;
    const { headers } = await service.admin
      .post(volumes)
      .send({ CapacityBytes: 2 ** 30 })
      .expect(201);
    const after = (await read(devices)).Members;
    expect(after).toHaveLength(before.length + 1);
    expect(after).toEqual(expect.arrayContaining(before));
    await service.admin.delete(headers.location ?? '').expect(204);
    expect((await read(devices)).Members).toEqual(before);
  });
});
