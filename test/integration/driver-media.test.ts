import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootOrder } from '../../src/hypervisor/libvirt/boot/order.js';
import { bootDevices } from '../../src/hypervisor/libvirt/domain/boot-devices.js';
import { parseXml } from '../../src/hypervisor/libvirt/xml/parse.js';
import type { Hypervisor, Medium } from '../../src/hypervisor/port.js';
import { startImageServer } from '../helpers/image-server.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine, type TestMachine } from '../helpers/machines.js';
import { probeImage } from '../helpers/probe.js';
import { waitFor } from '../helpers/wait.js';
import { look, probeMedium, startDriver, untilMachine } from './driver-rig.js';

const usb = "<controller type='usb' model='qemu-xhci'/>";
const nics = ['01', '02']
  .map((last) => `<interface type='user'><mac address='52:54:00:00:00:${last}'/><model type='virtio'/></interface>`)
  .join('');

describe('drives and boot order, as QEMU has them', () => {
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

  const monitor = (machine: TestMachine, command: string): Promise<string> =>
    machine.virsh('qemu-monitor-command', '--hmp', command);

  /** Keys of the devices in the order that QEMU gives to the firmware at the next reset. */
  async function qemuOrder(machine: TestMachine): Promise<readonly string[]> {
    const found: { key: string; index: number }[] = [];
    for (const { key, alias } of bootDevices(parseXml(await machine.xml()))) {
      const index = Number(await monitor(machine, `qom-get /machine/peripheral/${alias} bootindex`));
      if (index >= 0) found.push({ key, index });
    }
    return found.sort((a, b) => a.index - b.index).map(({ key }) => key);
  }

  it.each(
    [['hd'], ['cdrom', 'hd', 'network'], ['network', 'hd'], ['network', 'cdrom', 'hd']].map((names) => ({ names })),
  )('reads the order of $names as libvirt means it, and gives it back to QEMU after an override', async ({ names }) => {
    const machine = await defineMachine(libvirtd, {
      cd: true,
      bootDevices: names,
      devices: nics,
    });
    await machine.virsh('start', '--paused');
    const own = await qemuOrder(machine);
    expect(bootOrder(parseXml(await machine.xml('--inactive')))).toEqual(own);
    await look(hypervisor, machine.uuid);
    await hypervisor.setBoot(machine.uuid, { enabled: 'Continuous', target: 'Pxe' });
    expect((await qemuOrder(machine)).slice(0, 2)).toEqual(['nic:52:54:00:00:00:01', 'nic:52:54:00:00:00:02']);
    await hypervisor.setBoot(machine.uuid, { enabled: 'Disabled' });
    expect(await qemuOrder(machine)).toEqual(own);
    await hypervisor.reset(machine.uuid, 'ForceOff');
  });

  it('plugs a drive into a running machine, and makes it a CD-ROM with the next power cycle', async () => {
    const machine = await defineMachine(libvirtd, { disk: 'deaf', devices: usb });
    const { uuid, witness } = machine;
    await look(hypervisor, uuid);
    await hypervisor.reset(uuid, 'On');
    await witness.booted(1);
    const [source, medium] = await probeMedium('deaf');
    await hypervisor.insertMedia(uuid, 'Cd', source, medium);
    expect(await monitor(machine, 'info usb')).toContain('ua-redfish-cd');
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' });
    await hypervisor.reset(uuid, 'ForceRestart');
    expect(await witness.booted(2)).toEqual(['disk', 'cd']);
    expect(await monitor(machine, 'info usb')).not.toContain('ua-redfish-cd');
    expect(await monitor(machine, 'info qtree')).toMatch(/dev: ide-cd, id "ua-redfish-cd"/);
    await untilMachine(hypervisor, uuid, 'Once to be over', ({ boot }) => boot.override.enabled === 'Disabled');
    // It cannot be unplugged from IDE: it is emptied, and can be filled again.
    await hypervisor.ejectMedia(uuid, 'Cd');
    expect(await machine.xml('--inactive')).not.toContain('ua-redfish-cd');
    await hypervisor.insertMedia(uuid, 'Cd', source, medium);
    expect((await look(hypervisor, uuid)).media[0]).toEqual({ id: 'Cd', present: true, medium });
    await hypervisor.ejectMedia(uuid, 'Cd');
    await hypervisor.reset(uuid, 'ForceOff');
    expect((await look(hypervisor, uuid)).media[0]).toEqual({ id: 'Cd', present: false });
  });

  it.each([
    ['ide', 'hdc'],
    ['scsi', 'sdc'],
  ])(
    'changes the medium on %s where the firmware has shut the tray behind the back of libvirt',
    async (bus, target) => {
      const machine = await defineMachine(libvirtd, {
        devices: `
          <controller type='scsi' model='lsilogic'/>
          <disk type='file' device='cdrom'><target dev='${target}' bus='${bus}'/><readonly/></disk>`,
      });
      const { uuid } = machine;
      await look(hypervisor, uuid);
      const [source, medium] = await probeMedium();
      const path = source.kind === 'file' ? source.path : '';
      await hypervisor.insertMedia(uuid, 'Cd', source, medium);
      await machine.virsh('start', '--paused');
      // The firmware resets the drive as it starts. That shuts the tray, and QEMU tells nobody.
      const shutUnseen = async (): Promise<void> => {
        const alias = /<target dev='[hs]dc'.*?<alias name='([^']+)'/s.exec(await machine.xml())?.[1];
        const open = { execute: 'blockdev-open-tray', arguments: { id: alias, force: true } };
        await machine.virsh('qemu-monitor-command', JSON.stringify(open));
        await waitFor('libvirt to see the open tray', async () => (await machine.xml()).includes("tray='open'"));
        await machine.virsh('resume');
        await waitFor('the tray to be shut', async () => !(await monitor(machine, 'info block')).includes('tray open'));
        expect(await machine.xml()).toContain("tray='open'");
      };
      await shutUnseen();
      await hypervisor.ejectMedia(uuid, 'Cd');
      expect(await monitor(machine, 'info block')).not.toContain(path);
      await hypervisor.reset(uuid, 'ForceOff');
      await machine.virsh('start', '--paused');
      await shutUnseen();
      await hypervisor.insertMedia(uuid, 'Cd', source, medium);
      expect(await monitor(machine, 'info block')).toContain(path);
      expect(await machine.xml()).not.toContain("tray='open'");
      await hypervisor.ejectMedia(uuid, 'Cd');
      await hypervisor.reset(uuid, 'ForceOff');
    },
  );

  it('boots a USB stick once, and pulls it out of a running machine', async () => {
    const machine = await defineMachine(libvirtd, { disk: 'deaf', devices: usb });
    const { uuid, witness } = machine;
    await look(hypervisor, uuid);
    const before = await machine.xml('--inactive', '--security-info');
    await hypervisor.insertMedia(uuid, 'Floppy', ...(await probeMedium('deaf')));
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Usb' });
    await hypervisor.reset(uuid, 'On');
    expect(await witness.booted(1)).toEqual(['cd']);
    await untilMachine(hypervisor, uuid, 'Once to be over', ({ boot }) => boot.override.enabled === 'Disabled');
    await hypervisor.ejectMedia(uuid, 'Floppy');
    expect(await monitor(machine, 'info usb')).not.toContain('ua-redfish-usb');
    await hypervisor.reset(uuid, 'ForceOff');
    expect(await machine.xml('--inactive', '--security-info')).toBe(before);
  });

  it('lets nobody write to a shared image', async () => {
    const { uuid } = await defineMachine(libvirtd, { devices: usb });
    const before = await look(hypervisor, uuid);
    const [source, medium] = await probeMedium('deaf');
    const writable: Medium = { ...medium, writeProtected: false };
    await expect(hypervisor.insertMedia(uuid, 'Floppy', source, writable)).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(await look(hypervisor, uuid)).toEqual(before);
  });

  it('has QEMU read a URL itself', async () => {
    const server = await startImageServer();
    const image = await probeImage({ says: 'cd', deed: 'deaf' });
    server.add('probe.iso', await readFile(image));
    await libvirtd.expose(server.port);
    const { uuid, witness } = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    await look(hypervisor, uuid);
    const [, medium] = await probeMedium('deaf');
    const url = `${server.url('probe.iso')}?token=a%26b`;
    await hypervisor.insertMedia(
      uuid,
      'Cd',
      { kind: 'url', url, verifyCertificate: true },
      { ...medium, transferMethod: 'Stream' },
    );
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' });
    await hypervisor.reset(uuid, 'On');
    expect(await witness.booted(1)).toEqual(['cd']);
    expect(server.sent('probe.iso')).toBeGreaterThan(0);
    await hypervisor.reset(uuid, 'ForceOff');
    await server.close();
  });

  it('starts a machine whose image is gone, and says that the drive is empty', async () => {
    const path = join(libvirtd.dir, 'passing.iso');
    await writeFile(path, await readFile(await probeImage({ says: 'cd', deed: 'deaf' })));
    const machine = await defineMachine(libvirtd, { cd: true, disk: 'deaf' });
    const { uuid, witness } = machine;
    await look(hypervisor, uuid);
    const [, medium] = await probeMedium('deaf');
    await hypervisor.insertMedia(uuid, 'Cd', { kind: 'file', path, size: 1 }, medium);
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' });
    await rm(path);
    await hypervisor.reset(uuid, 'On');
    expect(await witness.booted(1)).toEqual(['disk']);
    await untilMachine(hypervisor, uuid, 'the drive to be empty', ({ media }) => media[0]?.medium === undefined);
    await waitFor('the definition to follow', async () => !(await machine.xml('--inactive')).includes(path));
    await hypervisor.reset(uuid, 'ForceOff');
    expect((await look(hypervisor, uuid)).media[0]).toEqual({ id: 'Cd', present: true });
  });

  it('refuses what the hypervisor does not take, and changes nothing', async () => {
    const machine = await defineMachine(libvirtd, { cd: true });
    const { uuid } = machine;
    await machine.virsh('start');
    const before = await untilMachine(hypervisor, uuid, 'it to be on', ({ power }) => power === 'On');
    const definition = await machine.xml('--inactive', '--security-info');
    const [, medium] = await probeMedium('deaf');
    const missing = { kind: 'file', path: join(libvirtd.dir, 'not-there.iso'), size: 1 } as const;
    await expect(hypervisor.insertMedia(uuid, 'Cd', missing, medium)).rejects.toMatchObject({
      name: 'HypervisorError',
    });
    for (const url of ['ftp://images.test/x.iso', 'https://user:secret@images.test/x.iso']) {
      const source = { kind: 'url', url, verifyCertificate: true } as const;
      await expect(hypervisor.insertMedia(uuid, 'Cd', source, medium)).rejects.toMatchObject({
        name: 'HypervisorError',
      });
    }
    expect((await look(hypervisor, uuid)).media).toEqual(before.media);
    expect(await machine.xml('--inactive', '--security-info')).toBe(definition);
    await hypervisor.reset(uuid, 'ForceOff');
  });
});
