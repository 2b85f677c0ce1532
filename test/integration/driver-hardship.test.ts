import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { look, probeMedium, startDriver, untilMachine } from './driver-rig.js';

/** Machines as their owners leave them, and hosts on which things go wrong. */
describe('the libvirt driver in hardship', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    hypervisor = await startDriver(libvirtd.uri);
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  async function running(): Promise<TestMachine> {
    const machine = await defineMachine(libvirtd, { disk: 'deaf', cd: true });
    await look(hypervisor, machine.uuid);
    await hypervisor.reset(machine.uuid, 'On');
    await machine.witness.booted(1);
    return machine;
  }

  it('restarts a machine that libvirt is told to end at a reset', async () => {
    const machine = await running();
    const { uuid, witness } = machine;
    await machine.virsh('set-lifecycle-action', 'reboot', 'destroy', '--live', '--config');
    await hypervisor.reset(uuid, 'ForceRestart');
    expect(await witness.booted(2)).toEqual(['disk', 'disk']);
    expect((await look(hypervisor, uuid)).power).toBe('On');
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it('shows the machines to a user who may only look', async () => {
    const { uuid } = await defineMachine(libvirtd);
    const onlooker = await startDriver(libvirtd.uri, { connection: { readOnly: true } });
    try {
      expect((await look(onlooker, uuid)).power).toBe('Off');
      await expect(onlooker.reset(uuid, 'On')).rejects.toMatchObject({ code: 'denied' });
      await expect(onlooker.setState(uuid, { assetTag: 'x' })).rejects.toMatchObject({ code: 'denied' });
      expect((await look(onlooker, uuid)).power).toBe('Off');
    } finally {
      await onlooker.close();
    }
  });

  it('goes on with a saved state, but boots where an override asks for a boot', async () => {
    const machine = await running();
    const { uuid, witness } = machine;
    await machine.virsh('managedsave');
    await untilMachine(hypervisor, uuid, 'it to be off', ({ power }) => power === 'Off');
    await hypervisor.reset(uuid, 'On');
    expect(await machine.xml()).not.toContain('override');
    expect(await witness.boots()).toEqual(['disk']);
    await machine.virsh('managedsave');
    await untilMachine(hypervisor, uuid, 'it to be off', ({ power }) => power === 'Off');
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium('deaf')));
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' });
    await hypervisor.reset(uuid, 'On');
    expect(await witness.booted(2)).toEqual(['disk', 'cd']);
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it('names what a start lacks, and does not try again behind the back of whoever was told', async () => {
    const machine = await running();
    const { uuid } = machine;
    const disk = join(libvirtd.dir, `${machine.name}.disk`);
    await rm(disk);
    await expect(hypervisor.reset(uuid, 'PowerCycle')).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining(disk),
    });
    expect((await look(hypervisor, uuid)).power).toBe('Off');
    expect(await machine.xml('--inactive')).not.toContain('restarting');
  });

  it('serves all other machines while some QEMUs hang, and cuts their power', async () => {
    const hanging = await Promise.all(Array.from({ length: 5 }, running));
    const free = await defineMachine(libvirtd);
    await look(hypervisor, free.uuid);
    const signal = ({ name }: TestMachine, what: string) =>
      libvirtd.exec('sh', '-c', `kill -${what} $(cat /run/libvirt/qemu/${name}.pid)`);
    for (const machine of hanging) await signal(machine, 'STOP');
    const changes = hanging.map(({ uuid }) => hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' }));
    const refused = Promise.all(changes.map((change) => expect(change).rejects.toMatchObject({ code: 'timeout' })));
    // The stopped ones hold their calls at the daemon until they are killed below.
    await hypervisor.reset(free.uuid, 'On');
    await hypervisor.setState(free.uuid, { assetTag: 'free' });
    await hypervisor.reset(free.uuid, 'ForceOff');
    await refused;
    await Promise.all(hanging.map(({ uuid }) => hypervisor.reset(uuid, 'ForceOff')));
    for (const { uuid } of hanging) expect((await look(hypervisor, uuid)).power).toBe('Off');
  });
});
