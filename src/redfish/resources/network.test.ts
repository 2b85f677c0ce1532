import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/helpers/app.js';
import { createHandClock, type HandClock } from '../../hypervisor/memory/hand-clock.js';
import type { Machine, Nic } from '../../hypervisor/port.js';
import { bootModeOf, describeCard, readLinkStatus } from '../network.js';

const [first, second] = ['52:54:00:00:00:0a', '52:54:00:00:00:0b'] as const;
const id = '6f9a2f52-7f0f-4d3b-9d0a-30f3a1a2c101';
const nics = [{ mac: first, network: 'lab' }, { mac: second }];
const machines = [{ uuid: id, name: 'one', nics, running: true }] as const;
const adapter = `/redfish/v1/Chassis/${id}/NetworkAdapters/${first}`;

let clock: HandClock;
let service: TestApp;
beforeAll(async () => {
  clock = createHandClock();
  service = await createTestApp({ hypervisor: { machines, clock, bootDelay: 0 } });
  clock.advance(120_000);
});
afterAll(() => service.close());
const read = async (uri: string) => (await service.admin.get(uri).expect(200)).body;

describe('a network card', () => {
  it('is an adapter, an interface of the system and an Ethernet interface, which lead to one another', async () => {
    const system = await read(service.systemUri);
    const networkInterface = await read(`${system.NetworkInterfaces['@odata.id']}/${first}`);
    expect(networkInterface.Links.NetworkAdapter['@odata.id']).toBe(adapter);
    expect(await read(adapter)).toMatchObject({ Model: 'virtio', Description: 'Attached to a network: lab' });
    expect(networkInterface.Ports['@odata.id']).toBe(`${adapter}/Ports`);
    const [link] = (await read(`${adapter}/NetworkDeviceFunctions`)).Members;
    const deviceFunction = await read(link['@odata.id']);
    expect(deviceFunction).toMatchObject({ Ethernet: { MACAddress: first, MTUSize: 1500 }, BootMode: 'PXE' });
    const [ethernet] = deviceFunction.Links.EthernetInterfaces;
    expect(ethernet['@odata.id']).toBe(`${service.systemUri}/EthernetInterfaces/${first}`);
    expect((await read(ethernet['@odata.id'])).Links).toMatchObject({
      Chassis: { '@odata.id': `/redfish/v1/Chassis/${id}` },
      NetworkDeviceFunctions: [{ '@odata.id': link['@odata.id'] }],
      Ports: [{ '@odata.id': `${adapter}/Ports/1` }],
    });
    expect(await read(`${adapter}/Ports/1`)).toMatchObject({ LinkStatus: 'LinkUp', LinkState: 'Enabled' });
  });

  it('is found in any case, and has one function and one port', async () => {
    await service.admin.get(`/redfish/v1/Chassis/${id}/NetworkAdapters/${second.toUpperCase()}`).expect(200);
    for (const missing of ['NetworkDeviceFunctions/2', 'Ports/0', 'Ports/1/Metrics/x']) {
      await service.admin.get(`${adapter}/${missing}`).expect(404);
    }
    await service.admin.get(`/redfish/v1/Chassis/${id}/NetworkAdapters/52:54:00:00:00:03/Ports`).expect(404);
  });

  it('counts what went in and out', async () => {
    const metrics = await read(`${adapter}/Ports/1/Metrics`);
    const usage = (await service.hypervisor.metrics?.measure())?.get(id)?.now.nics.find(({ mac }) => mac === first);
    expect(metrics.RXBytes).toBeGreaterThan(0);
    expect(metrics).toMatchObject({
      RXBytes: usage?.received.bytes,
      TXBytes: usage?.sent.bytes,
      RXErrors: 0,
      Networking: { RXFrames: usage?.received.packets, TXFrames: usage?.sent.packets, TXDiscards: 0 },
    });
    await service.hypervisor.reset(id, 'ForceOff');
    const off = await read(`${adapter}/Ports/1/Metrics`);
    expect([off.RXBytes, off.Networking.TXFrames]).toEqual([null, null]);
  });
});

describe('what a guest tells', () => {
  it('is the name of the system and addresses of its cards, while it runs', async () => {
    expect(await read(service.systemUri)).not.toHaveProperty('HostName');
    await service.hypervisor.reset(id, 'On');
    const addresses = [
      { address: '192.0.2.7', prefix: 24 },
      { address: '169.254.0.1', prefix: 16, origin: 'LinkLocal' },
      { address: 'fe80::1', prefix: 64, origin: 'LinkLocal' },
      { address: '2001:db8::7', prefix: 64 },
    ] as const;
    service.hypervisor.guestTells(id, { hostName: 'node-1.example.org', addresses: { [second]: addresses } });
    expect((await read(service.systemUri)).HostName).toBe('node-1');
    const { IPv4Addresses, IPv6Addresses } = await read(`${service.systemUri}/EthernetInterfaces/${second}`);
    expect(IPv4Addresses).toEqual([
      { Address: '192.0.2.7', SubnetMask: '255.255.255.0' },
      { Address: '169.254.0.1', SubnetMask: '255.255.0.0', AddressOrigin: 'IPv4LinkLocal' },
    ]);
    expect(IPv6Addresses).toEqual([
      { Address: 'fe80::1', PrefixLength: 64, AddressOrigin: 'LinkLocal', AddressState: 'Preferred' },
      { Address: '2001:db8::7', PrefixLength: 64 },
    ]);
    await service.hypervisor.reset(id, 'ForceOff');
    expect(await read(service.systemUri)).not.toHaveProperty('HostName');
  });
});

describe('what a card is said to be', () => {
  const nic: Nic = { mac: first, addresses: [] };

  it('is its link where the hypervisor switches it', () => {
    expect(readLinkStatus({ ...nic, linkUp: false })).toEqual({ LinkStatus: 'LinkDown' });
    expect(readLinkStatus({ ...nic, attachment: 'hostdev' })).toEqual({});
  });

  it('is how it is attached', () => {
    expect(describeCard({ ...nic, attachment: 'direct', network: 'eno1' }).Description).toMatch(/macvtap\): eno1$/);
    expect(describeCard(nic)).toEqual({});
  });

  it('is whether the boot order has it', async () => {
    const machine = (await service.hypervisor.machine(id)) as Machine;
    const order = machine.boot.options.filter(({ device }) => device === second).map((option) => option.id);
    const only = { ...machine, boot: { ...machine.boot, order } };
    expect(bootModeOf({ nic, machine: only })).toBe('Disabled');
    expect(bootModeOf({ nic: { ...nic, mac: second }, machine: only })).toBe('PXE');
  });
});
