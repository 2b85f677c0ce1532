import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { connect, type LibvirtEvents } from '../../src/libvirt/index.js';
import { agentChannel, opensPort, type PlayedAgent, playAgent } from '../helpers/guest-agent.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver, untilMachine } from './driver-rig.js';

const mac = '52:54:00:00:09:01';
const ip = (address: string, prefix: number) => ({
  'ip-address': address,
  'ip-address-type': address.includes(':') ? 'ipv6' : 'ipv4',
  prefix,
});
const interfaces = (...addresses: object[]) => [
  { name: 'lo', 'hardware-address': '00:00:00:00:00:00', 'ip-addresses': [ip('127.0.0.1', 8)] },
  { name: 'eth0', 'hardware-address': mac, 'ip-addresses': addresses },
];

describe('a guest with an agent', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  let agent: PlayedAgent;
  let machine: TestMachine;
  const events: LibvirtEvents['agentLifecycle'][] = [];
  let hands: Awaited<ReturnType<typeof connect>>;

  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    hands = await connect(libvirtd.uri);
    await hands.subscribe('agentLifecycle', (event) => void events.push(event));
    hypervisor = await startDriver(libvirtd.uri);
    const path = join(libvirtd.dir, 'agent.sock');
    agent = await playAgent(path, {
      'guest-ping': {},
      'guest-get-host-name': { 'host-name': 'node-1.example.org' },
      'guest-network-get-interfaces': interfaces(ip('192.0.2.7', 24), ip('fe80::5054:ff:fe00:901', 64)),
    });
    machine = await defineMachine(libvirtd, {
      name: 'guest',
      devices: `<interface type='user'><mac address='${mac}'/></interface>${agentChannel(path)}`,
    });
    await writeFile(join(libvirtd.dir, 'guest.disk'), Buffer.concat([opensPort, Buffer.alloc(1 << 20)]));
    await look(hypervisor, machine.uuid);
  });
  afterAll(async () => {
    await hypervisor?.close();
    await hands?.close();
    await libvirtd?.stop();
    await agent?.close();
  });

  it('runs its operating system as soon as the agent is there, and tells its name and addresses', async () => {
    const off = await look(hypervisor, machine.uuid);
    expect(off).not.toHaveProperty('hostName');
    await hypervisor.reset(machine.uuid, 'On');
    const told = await untilMachine(hypervisor, machine.uuid, 'it tells', ({ hostName }) => hostName !== undefined);
    expect(told.boot.progress).toMatchObject({ state: 'OSRunning', since: expect.any(Date) });
    expect(told.hostName).toBe('node-1.example.org');
    expect(told.nics[0]?.addresses).toEqual([
      { address: '192.0.2.7', prefix: 24 },
      { address: 'fe80::5054:ff:fe00:901', prefix: 64, origin: 'LinkLocal' },
    ]);
    expect(events.filter(({ domain }) => domain.uuid === machine.uuid)).toContainEqual(
      expect.objectContaining({ state: 1, reason: 2 }),
    );
  });

  it('is what it was while it is paused, and is not asked', async () => {
    await hypervisor.reset(machine.uuid, 'Pause');
    const paused = await look(hypervisor, machine.uuid);
    expect([paused.power, paused.hostName]).toEqual(['Paused', 'node-1.example.org']);
    await hypervisor.reset(machine.uuid, 'Resume');
  });

  it('is asked anew when its agent connects anew, and never in the way of a look at the machine', async () => {
    agent.answers['guest-get-host-name'] = { 'host-name': 'node-2' };
    agent.deafTo.add('guest-network-get-interfaces');
    agent.heard.length = 0;
    await hypervisor.reset(machine.uuid, 'ForceRestart');
    await waitFor('the agent to be asked', () => agent.heard.includes('guest-network-get-interfaces'));
    // The question stands unanswered, and the machine is there all the same.
    const machineNow = await look(hypervisor, machine.uuid);
    expect(machineNow).not.toHaveProperty('hostName');
    expect(machineNow.nics[0]?.addresses).toEqual([]);
    expect(machineNow.boot.progress?.state).toBe('OSRunning');
    await hypervisor.setState(machine.uuid, { assetTag: 'still writable' });
    await hypervisor.reset(machine.uuid, 'Pause');
    await hypervisor.reset(machine.uuid, 'Resume');

    agent.deafTo.clear();
    await hypervisor.reset(machine.uuid, 'PowerCycle');
    const again = await untilMachine(
      hypervisor,
      machine.uuid,
      'it tells again',
      ({ hostName }) => hostName === 'node-2',
    );
    expect(again.nics[0]?.addresses).toHaveLength(2);
  });

  it('tells what it knows: an agent without names still has addresses', async () => {
    delete agent.answers['guest-get-host-name'];
    await hypervisor.reset(machine.uuid, 'PowerCycle');
    const told = await untilMachine(
      hypervisor,
      machine.uuid,
      'it has addresses',
      ({ nics }) => nics[0]?.addresses.length === 2,
    );
    expect(told).not.toHaveProperty('hostName');
  });

  it('has nothing to tell once it is off', async () => {
    await hypervisor.reset(machine.uuid, 'ForceOff');
    const off = await untilMachine(hypervisor, machine.uuid, 'it is off', ({ power }) => power === 'Off');
    expect(off).not.toHaveProperty('hostName');
    expect(off.nics[0]?.addresses).toEqual([]);
    expect(off.boot.progress?.state).toBe('None');
  });
});
