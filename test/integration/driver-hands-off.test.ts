import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor } from '../../src/hypervisor/port.js';
import { connect } from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, probeMedium, startDriver, untilMachine } from './driver-rig.js';

const foreign = `<a:owner xmlns:a="urn:one"><a:name>x &amp; y</a:name></a:owner><b:owner xmlns:b="urn:two" k="v"/>`;
const sushy = `<s:bios xmlns:s="http://openstack.org/xmlns/libvirt/sushy"><s:attributes><s:attribute name="BootMode" value="Uefi"/></s:attributes></s:bios>`;

describe('what is not ours', () => {
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

  it('is not written by looking at it', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, metadata: foreign + sushy, vncPassword: 'secret' });
    const before = await machine.xml('--inactive', '--security-info');
    const seen = await look(hypervisor, machine.uuid);
    expect(seen.state.biosAttributes).toEqual({ BootMode: 'Uefi' });
    await machine.virsh('start');
    await untilMachine(hypervisor, machine.uuid, 'it to be on', ({ power }) => power === 'On');
    await machine.virsh('destroy');
    await untilMachine(hypervisor, machine.uuid, 'it to be off', ({ power }) => power === 'Off');
    expect(await machine.xml('--inactive', '--security-info')).toBe(before);
  });

  it('survives every kind of change: password, metadata of others, elements', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, metadata: foreign, vncPassword: 'secret' });
    const { uuid } = machine;
    const before = await machine.xml('--inactive', '--security-info');
    await look(hypervisor, uuid);
    await machine.virsh('start');
    await hypervisor.setState(uuid, { assetTag: 'tag' });
    await hypervisor.setBoot(uuid, { enabled: 'Continuous', target: 'Cd' });
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium('deaf')));
    await hypervisor.insertMedia(uuid, 'Floppy', ...(await probeMedium('deaf')));
    const changed = await machine.xml('--inactive', '--security-info');
    expect(changed).toContain(`passwd='secret'`);
    expect(changed).toContain(`<a:name>x &amp; y</a:name>`);
    await hypervisor.ejectMedia(uuid, 'Floppy');
    await hypervisor.ejectMedia(uuid, 'Cd');
    await hypervisor.setBoot(uuid, { enabled: 'Disabled' });
    await hypervisor.setState(uuid, { assetTag: undefined });
    await hypervisor.reset(uuid, 'ForceOff');
    expect(await machine.xml('--inactive', '--security-info')).toBe(before);
  });

  it('keeps its own medium: a CD drive that is in use is left alone', async () => {
    const [source, medium] = await probeMedium('deaf');
    const theirs = join(libvirtd.dir, 'theirs.iso');
    await writeFile(theirs, Buffer.alloc(4096));
    const machine = await defineMachine(libvirtd, { cd: true, devices: "<controller type='usb' model='qemu-xhci'/>" });
    const { uuid } = machine;
    await machine.virsh('change-media', 'hdc', theirs, '--insert', '--config');
    await machine.virsh('start');
    const before = await machine.xml('--inactive', '--security-info');
    await look(hypervisor, uuid);
    await hypervisor.insertMedia(uuid, 'Cd', source, medium);
    expect((await look(hypervisor, uuid)).media[0]).toEqual({ id: 'Cd', present: true, medium });
    for (const xml of [await machine.xml(), await machine.xml('--inactive')]) {
      expect(xml).toContain(theirs);
      expect(xml).toContain('ua-redfish-cd');
    }
    await hypervisor.ejectMedia(uuid, 'Cd');
    const after = await machine.xml();
    expect(after).toContain(theirs);
    expect(after).not.toContain('ua-redfish-cd');
    expect(await machine.xml('--inactive', '--security-info')).toBe(before);
    await hypervisor.reset(uuid, 'ForceOff');
  });

  it('stays transient: overrides and media live and end with the machine', async () => {
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    const { uuid, witness } = machine;
    const definition = join(libvirtd.dir, 'transient.xml');
    await writeFile(definition, await machine.xml('--inactive'));
    await machine.virsh('undefine');
    await libvirtd.virsh('create', definition);
    await untilMachine(hypervisor, uuid, 'it to be on', ({ power }) => power === 'On');
    expect((await look(hypervisor, uuid)).resetTypes).not.toContain('PowerCycle');
    await witness.booted(1);
    await hypervisor.setState(uuid, { assetTag: 'passing' });
    await hypervisor.insertMedia(uuid, 'Cd', ...(await probeMedium()));
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' });
    await hypervisor.reset(uuid, 'ForceRestart');
    expect(await witness.booted(3)).toEqual(['disk', 'cd', 'disk']);
    const settled = await untilMachine(
      hypervisor,
      uuid,
      'Once to be over',
      ({ boot }) => boot.override.enabled === 'Disabled',
    );
    expect(settled.state).toEqual({ assetTag: 'passing' });
    await hypervisor.ejectMedia(uuid, 'Cd');
    expect(await libvirtd.virsh('list', '--all', '--transient', '--uuid')).toContain(uuid);
    expect(await libvirtd.virsh('list', '--all', '--persistent', '--uuid')).not.toContain(uuid);
    await hypervisor.reset(uuid, 'ForceOff');
    await waitFor('it to be gone', async () => (await hypervisor.machine(uuid)) === undefined);
  });

  it('is refused by name when it is undefined behind our back', async () => {
    const machine = await defineMachine(libvirtd);
    await look(hypervisor, machine.uuid);
    await machine.virsh('undefine');
    await waitFor('it to be gone', async () => (await hypervisor.machine(machine.uuid)) === undefined);
    await expect(hypervisor.reset(machine.uuid, 'On')).rejects.toMatchObject({ code: 'not-found' });
    await expect(hypervisor.setState(machine.uuid, { assetTag: 'x' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await libvirtd.virsh('list', '--all', '--uuid')).not.toContain(machine.uuid);
  });

  it('loses none of a hundred pairs of concurrent changes', async () => {
    const { uuid } = await defineMachine(libvirtd, { cd: true });
    await look(hypervisor, uuid);
    for (let round = 0; round < 100; round++) {
      const target = round % 2 === 0 ? 'Cd' : 'Hdd';
      await Promise.all([
        hypervisor.setBoot(uuid, { enabled: 'Continuous', target }),
        hypervisor.setState(uuid, { biosAttributes: { Round: round } }),
      ]);
      const { boot, state } = await look(hypervisor, uuid);
      expect([boot.override.target, state.biosAttributes?.Round]).toEqual([target, round]);
    }
  });

  it('takes one connection for three hundred machines, and a second for slow work', async () => {
    const before = await sockets(libvirtd);
    const names = Array.from({ length: 300 }, (_, number) => `many-${number}`);
    const connection = await connect(libvirtd.uri);
    for (const name of names) {
      await connection.defineDomain(
        `<domain type='qemu'><name>${name}</name><memory unit='MiB'>16</memory><os><type>hvm</type></os></domain>`,
      );
    }
    await connection.close();
    const machines = await waitFor('all of them', async () => {
      const found = (await hypervisor.machines()).filter(({ name }) => name.startsWith('many-'));
      return found.length === names.length && found;
    });
    for (const { id } of machines) expect((await hypervisor.machine(id))?.power).toBe('Off');
    await Promise.all(machines.map(({ id }) => hypervisor.setState(id, { assetTag: id })));
    for (const { id } of machines) expect((await hypervisor.machine(id))?.state.assetTag).toBe(id);
    expect(await sockets(libvirtd)).toBeLessThanOrEqual(before + 1);
  });
});

/** Connections to the daemon, from whomever. */
async function sockets({ exec }: Libvirtd): Promise<number> {
  const list = await exec('ss', '-xH', 'state', 'connected');
  return list.split('\n').filter((line) => line.includes('libvirt-sock')).length;
}
