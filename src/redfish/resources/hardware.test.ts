import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { expectMessages } from '../../../test/helpers/expect.js';
import { readConsoles } from '../consoles.js';
import { socketsOf } from '../processors.js';

const machines = [
  {
    uuid: '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c101',
    name: 'one',
    cpus: 4,
    memory: 8 * 2 ** 30,
    disks: [
      { target: 'vda', capacity: 120e9 },
      { target: 'sda', capacity: 4e12, bus: 'sata', rotational: true, wwn: '5000c50015ea71aa' },
      { target: 'nvme0n1', bus: 'nvme' },
    ],
  },
  { uuid: '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c102', name: 'two', modes: ['Legacy'], disks: [] },
  {
    uuid: '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c103',
    name: 'vast',
    identity: { manufacturer: 'Lab', chassis: { manufacturer: 'Lab', version: '2', serialNumber: 'C7', sku: 'K1' } },
    topology: { sockets: 2, coresPerSocket: 2, threadsPerCore: 2 },
    cpu: { model: 'EPYC-Milan', vendor: 'AMD' },
    consoles: [{ protocol: 'spice' }, { protocol: 'vnc', port: 5901 }, { protocol: 'telnet', port: 4555 }],
    modules: [
      { id: 'RAM0', kind: 'base', size: 4 * 2 ** 30, persistent: false, vcpus: [0, 1, 2, 3] },
      { id: 'RAM1', kind: 'base', size: 4 * 2 ** 30, persistent: false, vcpus: [4, 5, 6, 7] },
      { id: 'DIMM0', kind: 'dimm', size: 2 ** 30, persistent: false, slot: 0, vcpus: [4, 5, 6, 7] },
      { id: 'DIMM1', kind: 'nvdimm', size: 2 * 2 ** 30, persistent: true, slot: 1 },
      { id: 'VirtioPmem0', kind: 'virtio-pmem', size: 2 ** 30, persistent: true },
    ],
  },
] as const;

let service: TestApp;
let other: string;
let big: string;
beforeAll(async () => {
  service = await createTestApp({ hypervisor: { machines } });
  other = `/redfish/v1/Systems/${machines[1].uuid}`;
  big = `/redfish/v1/Systems/${machines[2].uuid}`;
});
afterAll(() => service.close());

const read = async (path: string) => (await service.admin.get(`${service.systemUri}/${path}`).expect(200)).body;
const ids = (body: { Members: readonly { '@odata.id': string }[] }) =>
  body.Members.map((member) => member['@odata.id'].split('/').at(-1));

describe('processors and memory', () => {
  it('are those of the machine', async () => {
    expect(ids(await read('Processors'))).toEqual(['CPU0', 'CPU1', 'CPU2', 'CPU3']);
    const processor = await read('Processors/CPU3');
    expect(processor).toMatchObject({ ProcessorArchitecture: 'x86', InstructionSet: 'x86-64', TotalThreads: 1 });
    expect(processor).not.toHaveProperty('Model');
    expect(await read('Memory/RAM')).toMatchObject({ CapacityMiB: 8192 });
    await service.admin.get(`${service.systemUri}/Processors/CPU4`).expect(404);
  });

  it('are told module by module, next to the processors of their node', async () => {
    const get = async (path: string) => (await service.admin.get(`${big}${path}`).expect(200)).body;
    expect(ids(await get('/Memory'))).toEqual(['RAM0', 'RAM1', 'DIMM0', 'DIMM1', 'VirtioPmem0']);
    const dimm = await get('/Memory/DIMM0');
    expect(dimm).toMatchObject({ MemoryType: 'DRAM', CapacityMiB: 1024, MemoryLocation: { Slot: 0 } });
    expect(dimm.Links.Processors).toEqual([{ '@odata.id': `${big}/Processors/CPU1` }]);
    const nvdimm = await get('/Memory/DIMM1');
    expect(nvdimm).toMatchObject({
      MemoryType: 'NVDIMM_P',
      OperatingMemoryModes: ['PMEM'],
      NonVolatileSizeMiB: 2048,
    });
    expect(nvdimm).not.toHaveProperty('VolatileSizeMiB');
    expect(nvdimm.Links).not.toHaveProperty('Processors');
    expect(await get('/Memory/VirtioPmem0')).not.toHaveProperty('MemoryType');
    const processor = await get('/Processors/CPU1');
    expect(processor).toMatchObject({ TotalCores: 2, TotalThreads: 4, Model: 'EPYC-Milan', Manufacturer: 'AMD' });
    expect(processor.Links.Memory.map((one: { '@odata.id': string }) => one['@odata.id'])).toEqual([
      `${big}/Memory/RAM1`,
      `${big}/Memory/DIMM0`,
    ]);
    expect(await get('')).toMatchObject({
      MemorySummary: { TotalSystemMemoryGiB: 9, TotalSystemPersistentMemoryGiB: 3 },
      ProcessorSummary: { Count: 2, CoreCount: 4, LogicalProcessorCount: 8, Model: 'EPYC-Milan' },
    });
    await service.admin.get(`${big}/Memory/RAM`).expect(404);
  });

  it('count what is online alone', async () => {
    const [machine] = await service.hypervisor.machines();
    if (!machine) throw new Error('no machine');
    const processors = { ...machine.processors, sockets: 4, coresPerSocket: 2, threadsPerCore: 2, online: 7 };
    expect(socketsOf({ ...machine, processors })).toEqual([
      { index: 0, cores: 2, threads: 4 },
      { index: 1, cores: 2, threads: 3 },
    ]);
  });
});

describe('storage', () => {
  it('has a subsystem for each bus', async () => {
    expect(ids(await read('Storage'))).toEqual(['virtio', 'sata', 'nvme']);
    expect(ids(await read('SimpleStorage'))).toEqual(['virtio', 'sata', 'nvme']);
    expect((await read('SimpleStorage/virtio')).Devices).toMatchObject([{ Name: 'vda', CapacityBytes: 120e9 }]);
    expect(await read('Storage/nvme/Controllers/1')).toMatchObject({ SupportedDeviceProtocols: ['NVMe'] });
  });

  it('says of a drive what the machine says, and no more', async () => {
    expect(await read('Storage/sata/Drives/sda')).toMatchObject({
      MediaType: 'HDD',
      Protocol: 'SATA',
      CapacityBytes: 4e12,
      Identifiers: [{ DurableName: '5000C50015EA71AA', DurableNameFormat: 'NAA' }],
    });
    const unknown = await read('Storage/nvme/Drives/nvme0n1');
    expect(unknown).not.toHaveProperty('CapacityBytes');
    expect(unknown.Links.Volumes).toEqual([]);
    expect(ids(await read('Storage/nvme/Volumes'))).toEqual([]);
    await service.admin.get(`${service.systemUri}/Storage/virtio/Drives/sda`).expect(404);
  });

  it('links to its drives where the schema has them, in the chassis of their machine', async () => {
    const chassis = service.systemUri.replace('Systems', 'Chassis');
    const [linked] = (await read('Storage/sata')).Drives;
    expect(linked['@odata.id']).toBe(`${chassis}/Drives/sda`);
    const { body } = await service.admin.get(linked['@odata.id']).expect(200);
    expect(body).toMatchObject({ Id: 'sda', SerialNumber: 'one-sda' });
    expect((await service.admin.get(`${chassis}/Drives`)).body.Members).toHaveLength(3);
    await service.admin.get(`${chassis}/Drives/sdz`).expect(404);
  });

  it('has a volume for each drive of known size', async () => {
    expect(await read('Storage/sata/Volumes/sda')).toMatchObject({ CapacityBytes: 4e12 });
  });

  it('is where the first volume would be, where there are no disks', async () => {
    expect(ids((await service.admin.get(`${other}/Storage`)).body)).toEqual(['virtio']);
    const { body } = await service.admin.get(`${other}/Storage/virtio`).expect(200);
    expect(body).toMatchObject({ Drives: [] });
    expect(body).not.toHaveProperty('Links');
    expect((await service.admin.get(`${other}/SimpleStorage`)).body.Members).toEqual([]);
  });
});

describe('boot options', () => {
  it('are what BootOrder names', async () => {
    const { body } = await service.admin.get(service.systemUri);
    const options = ids(await read('BootOptions'));
    expect(body.Boot.BootOrder.every((id: string) => options.includes(id))).toBe(true);
    for (const id of options)
      expect(await read(`BootOptions/${id}`)).toMatchObject({ BootOptionReference: id, BootOptionEnabled: true });
  });

  it('that the order leaves out are not enabled', async () => {
    const [first, ...rest] = ids(await read('BootOptions'));
    await service.admin
      .patch(service.systemUri)
      .send({ Boot: { BootOrder: rest } })
      .expect(200);
    expect(await read(`BootOptions/${first}`)).toMatchObject({ BootOptionEnabled: false });
  });
});

describe('secure boot', () => {
  it('is in force with the next reset', async () => {
    const uri = `${service.systemUri}/SecureBoot`;
    await service.hypervisor.reset(service.id, 'On');
    const patched = await service.admin.patch(uri).send({ SecureBootEnable: true }).expect(200);
    expect(patched.body).toMatchObject({ SecureBootEnable: true, SecureBootCurrentBoot: 'Disabled' });
    await service.hypervisor.reset(service.id, 'ForceRestart');
    expect(await read('SecureBoot')).toMatchObject({ SecureBootCurrentBoot: 'Enabled', SecureBootMode: 'UserMode' });
  });

  it('takes a boolean alone, and is read-only otherwise', async () => {
    const uri = `${service.systemUri}/SecureBoot`;
    expectMessages(await service.admin.patch(uri).send({ SecureBootEnable: 'yes' }), 400, 'PropertyValueTypeError');
    expectMessages(await service.admin.patch(uri).send({ SecureBootMode: 'SetupMode' }), 400, 'PropertyNotWritable');
  });

  it('is not there where the firmware has none', async () => {
    await service.admin.get(`${other}/SecureBoot`).expect(404);
    expect((await service.admin.get(other)).body).not.toHaveProperty('SecureBoot');
  });
});

describe('identity', () => {
  it('is the machine’s own, and absent where it has none', async () => {
    const { body } = await service.admin.get(big).expect(200);
    expect(body).toMatchObject({ Manufacturer: 'Lab', UUID: machines[2].uuid });
    const chassis = (await service.admin.get(big.replace('Systems', 'Chassis')).expect(200)).body;
    expect(chassis).toMatchObject({ Manufacturer: 'Lab', Version: '2', SerialNumber: 'C7', SKU: 'K1' });
  });
});

describe('consoles', () => {
  it('are those that the machine has, by the port that can be reached', async () => {
    const { body } = await service.admin.get(big).expect(200);
    expect(body.GraphicalConsole).toEqual({
      ServiceEnabled: true,
      ConnectTypesSupported: ['KVMIP'],
      MaxConcurrentSessions: 32,
      Port: 5901,
    });
    expect(body.SerialConsole).toEqual({ MaxConcurrentSessions: 1, Telnet: { ServiceEnabled: true, Port: 4555 } });
    expect((await service.admin.get(other)).body).not.toHaveProperty('GraphicalConsole');
    expect((await service.admin.get(other)).body).not.toHaveProperty('SerialConsole');
  });

  it('have no port where the hypervisor is on another host', async () => {
    const [machine] = (await service.hypervisor.machines()).filter(({ name }) => name === 'vast');
    if (!machine) throw new Error('no machine');
    const { GraphicalConsole, SerialConsole } = readConsoles(machine, false);
    expect(GraphicalConsole).not.toHaveProperty('Port');
    expect(SerialConsole?.Telnet).toEqual({ ServiceEnabled: true });
  });
});

describe('the TPM', () => {
  it('is a trusted component of the chassis, and goes and comes with the machine’s own', async () => {
    const chassis = big.replace('Systems', 'Chassis');
    const [component] = (await service.admin.get(big)).body.Links.TrustedComponents;
    expect(component).toEqual({ '@odata.id': `${chassis}/TrustedComponents/TPM` });
    expect((await service.admin.get(component['@odata.id']).expect(200)).body).toMatchObject({
      Name: 'TPM 2.0',
      Model: 'tpm-crb',
      Links: { ComponentsProtected: [{ '@odata.id': big }] },
    });
    await service.hypervisor.setup?.setSetup(machines[2].uuid, { tpm: false });
    expect((await service.admin.get(big)).body.Links).not.toHaveProperty('TrustedComponents');
    expect((await service.admin.get(chassis)).body).not.toHaveProperty('TrustedComponents');
    await service.admin.get(component['@odata.id']).expect(404);
    await service.admin.get(`${chassis}/TrustedComponents`).expect(404);
  });
});

describe('boot progress', () => {
  it('tells how long the last boot took', async () => {
    await service.hypervisor.reset(machines[2].uuid, 'On');
    const { BootProgress, LastResetTime } = (await service.admin.get(big)).body;
    expect(BootProgress.LastState).toBe('OSRunning');
    expect(BootProgress.LastBootTimeSeconds).toBe(
      (Date.parse(BootProgress.LastStateTime) - Date.parse(LastResetTime)) / 1000,
    );
  });
});
