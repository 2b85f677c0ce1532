import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connect,
  DeviceModifyFlags,
  type Domain,
  DomainDefineFlags,
  DomainDestroyFlags,
  DomainLifecycle,
  DomainLifecycleAction,
  DomainMetadataType,
  DomainStatsTypes,
  DomainUndefineFlags,
  DomainXmlFlags,
  type EventKind,
  type Hypervisor,
  type LibvirtEvents,
  ListDomainsFlags,
} from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { waitFor } from '../helpers/wait.js';

const uuid = '0f3c1a52-9d5e-4c0e-8d0a-3f1c2b7a6e11';
const machine = (name: string, id: string, more = ''): string => `<domain type='qemu'>
  <name>${name}</name><uuid>${id}</uuid><memory unit='MiB'>32</memory><vcpu>1</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type><bios useserial='yes'/></os>
  <features><acpi/></features>
  <pm><suspend-to-mem enabled='yes'/></pm>
  <devices>
    <controller type='usb' model='qemu-xhci'/>
    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/><readonly/></disk>
    <serial type='pty'/>
    <graphics type='vnc' port='-1' listen='127.0.0.1' passwd='hush'/>
    <video><model type='vga'/></video>
    <watchdog model='i6300esb' action='reset'/>
    ${more}
  </devices>
</domain>`;

let daemon: Libvirtd;
let hypervisor: Hypervisor;
let domain: Domain;
const events: { [K in EventKind]?: LibvirtEvents[K][] } = {};

async function record<K extends EventKind>(kind: K): Promise<void> {
  const list: LibvirtEvents[K][] = [];
  Object.assign(events, { [kind]: list });
  await hypervisor.subscribe(kind, (event) => list.push(event));
}
const seen = <K extends EventKind>(kind: K, match: Partial<LibvirtEvents[K]>): Promise<LibvirtEvents[K]> =>
  waitFor(`${kind} ${JSON.stringify(match)}`, () =>
    (events[kind] as LibvirtEvents[K][] | undefined)?.find((event) =>
      Object.entries(match).every(([key, value]) => (event as Record<string, unknown>)[key] === value),
    ),
  );

beforeAll(async () => {
  daemon = await startLibvirtd();
  // Where libvirtd locks the terminals of consoles.
  await daemon.exec('mkdir', '-p', '/run/lock');
  hypervisor = await connect(daemon.uri);
  await record('domainLifecycle');
  await record('domainReboot');
  await record('deviceAdded');
  await record('deviceRemoved');
  await record('trayChange');
  await record('metadataChange');
  domain = await hypervisor.defineDomain(machine('one', uuid), DomainDefineFlags.VALIDATE);
});
afterAll(async () => {
  await hypervisor?.close();
  await daemon?.stop();
});

describe('libvirt client: hypervisor', () => {
  it('tells of itself and its host', async () => {
    expect(await hypervisor.getVersion()).toMatch(/^\d+\.\d+\.\d+$/);
    expect(await daemon.virsh('version')).toContain(await hypervisor.getLibVersion());
    expect(await hypervisor.getHostname()).toBe((await daemon.virsh('hostname')).trim());
    expect(await hypervisor.getType()).toBe('QEMU');
    expect(await hypervisor.getUri()).toBe('qemu:///system');
    const info = await hypervisor.getNodeInfo();
    expect(info.model).toBe('x86_64');
    expect(info.memory).toBeGreaterThan(1024);
    expect(info.cpus).toBeGreaterThanOrEqual(1);
    expect(await hypervisor.getCapabilities()).toContain('<capabilities>');
    const capabilities = await hypervisor.getDomainCapabilities({ virttype: 'qemu', machine: 'q35', arch: 'x86_64' });
    expect(capabilities).toMatch(/<machine>pc-q35/);
  });

  it('lists domains by flags and finds them by name, UUID and id', async () => {
    const names = async (flags: number) => (await hypervisor.listDomains(flags)).map(({ name }) => name);
    expect(await names(0)).toEqual(['one']);
    expect(await names(ListDomainsFlags.ACTIVE)).toEqual([]);
    expect((await hypervisor.lookupDomainByName('one')).uuid).toBe(uuid);
    expect((await hypervisor.lookupDomainByUUID(uuid.toUpperCase())).name).toBe('one');
    await expect(hypervisor.lookupDomainByName('two')).rejects.toMatchObject({
      codeName: 'NO_DOMAIN',
      domainName: 'QEMU',
    });
    await expect(hypervisor.lookupDomainById(4711)).rejects.toMatchObject({ codeName: 'NO_DOMAIN' });
    await expect(hypervisor.lookupDomainByUUID('4711')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(hypervisor.defineDomain('<domain>')).rejects.toMatchObject({ codeName: 'XML_DETAIL' });
  });
});

describe('libvirt client: a domain', () => {
  it('is off after its definition', async () => {
    expect(domain).toMatchObject({ name: 'one', uuid });
    expect(domain.id).toBeUndefined();
    expect(await domain.getState()).toEqual({ state: 'shutoff', reason: 'unknown' });
    expect(await domain.isActive()).toBe(false);
    expect(await domain.isPersistent()).toBe(true);
    await seen('domainLifecycle', { event: 'defined', detail: 'added' });
    await expect(domain.destroy()).rejects.toMatchObject({ codeName: 'OPERATION_INVALID' });
  });

  it('autostarts when told', async () => {
    expect(await domain.getAutostart()).toBe(false);
    await domain.setAutostart(true);
    expect(await domain.getAutostart()).toBe(true);
    await domain.setAutostart(false);
  });

  it('keeps metadata, title and description, and tells of it', async () => {
    const uri = 'http://example.org/lab';
    expect(await domain.getMetadata(DomainMetadataType.ELEMENT, uri)).toBeUndefined();
    await domain.setMetadata(
      DomainMetadataType.ELEMENT,
      '<state a="1"/>',
      { key: 'lab', uri },
      DeviceModifyFlags.CONFIG,
    );
    expect(await domain.getMetadata(DomainMetadataType.ELEMENT, uri)).toBe('<state a="1"/>');
    await seen('metadataChange', { type: 'element', uri });
    await domain.setMetadata(DomainMetadataType.ELEMENT, undefined, { uri }, DeviceModifyFlags.CONFIG);
    expect(await domain.getMetadata(DomainMetadataType.ELEMENT, uri)).toBeUndefined();
    await domain.setDescription('Für den Test');
    expect(await domain.getMetadata(DomainMetadataType.DESCRIPTION)).toBe('Für den Test');
  });

  it('starts, and shows its secrets only to who asks', async () => {
    const started = await domain.start();
    expect(started.id).toBeGreaterThan(0);
    expect(await domain.getState()).toEqual({ state: 'running', reason: 'booted' });
    await seen('domainLifecycle', { event: 'started', detail: 'booted' });
    expect((await hypervisor.lookupDomainById(started.id ?? 0)).uuid).toBe(uuid);
    expect(await domain.toXml()).not.toContain('hush');
    expect(await domain.toXml(DomainXmlFlags.SECURE)).toContain('hush');
    expect(await domain.toXml(DomainXmlFlags.INACTIVE)).not.toMatch(/<domain type='qemu' id=/);
    const info = await domain.getInfo();
    expect(info).toMatchObject({ state: 'running', vcpus: 1, maxMemory: 32 * 1024 });
    await expect(domain.start()).rejects.toMatchObject({ codeName: 'OPERATION_INVALID' });
  });

  it('has statistics, also in bulk', async () => {
    const [stats] = await hypervisor.getDomainStats(DomainStatsTypes.STATE | DomainStatsTypes.BALLOON);
    expect(stats?.domain.uuid).toBe(uuid);
    expect(stats?.stats).toMatchObject({ 'state.state': 1, 'balloon.maximum': 32 * 1024 });
    expect(await hypervisor.getDomainStats(0, 0, [domain])).toHaveLength(1);
    expect((await domain.memoryStats()).size).toBeGreaterThan(0);
    expect(await domain.interfaceAddresses()).toEqual([]);
  });

  it('changes the medium of a drive', async () => {
    const image = `${daemon.dir}/medium.iso`;
    await daemon.exec('truncate', '-s', '1M', image);
    const drive = (source = ''): string =>
      `<disk type='file' device='cdrom'><driver name='qemu' type='raw'/>${source}<target dev='sda' bus='sata'/><readonly/></disk>`;
    await domain.updateDevice(drive(`<source file='${image}'/>`), DeviceModifyFlags.LIVE);
    expect(await domain.toXml()).toContain(image);
    expect(await domain.toXml(DomainXmlFlags.INACTIVE)).not.toContain(image);
    expect(await domain.blockInfo('sda')).toMatchObject({ capacity: 1024 * 1024 });
    await expect(domain.blockInfo('sdz')).rejects.toMatchObject({ codeName: 'INVALID_ARG' });
    await domain.updateDevice(drive(), DeviceModifyFlags.LIVE | DeviceModifyFlags.FORCE);
    expect(await domain.toXml()).not.toContain(image);
    await seen('trayChange', { device: 'sata0-0-0', reason: 'open' });
    await seen('trayChange', { device: 'sata0-0-0', reason: 'close' });
  });

  it('takes a hot-plugged drive, and gives it back', async () => {
    // libvirt can change no medium in a USB drive, and plugs in no empty one (9.0.0).
    const drive = `<disk type='file' device='cdrom'><driver name='qemu' type='raw'/><source file='${daemon.dir}/medium.iso'/><target dev='sdb' bus='usb'/><readonly/></disk>`;
    // A machine of its own: QEMU 7.2 may crash when it is reset after its firmware lost a USB drive.
    const plug = await hypervisor.defineDomain(machine('plug', 'b6b0b0a2-55b0-4a0e-9a2b-0d1d5a1f6c33'));
    await plug.start();
    await plug.attachDevice(drive, DeviceModifyFlags.LIVE | DeviceModifyFlags.CONFIG);
    const { device } = await seen('deviceAdded', {});
    expect(await plug.toXml()).toContain(`<alias name='${device}'/>`);
    await plug.detachDeviceAlias(device, DeviceModifyFlags.LIVE);
    await seen('deviceRemoved', { device });
    expect(await plug.toXml()).not.toContain('sdb');
    expect(await plug.toXml(DomainXmlFlags.INACTIVE)).toContain('sdb');
    await plug.detachDevice(drive, DeviceModifyFlags.CONFIG);
    expect(await plug.toXml(DomainXmlFlags.INACTIVE)).not.toContain('sdb');
    await expect(plug.attachDevice('<disk/>')).rejects.toMatchObject({ kind: 'remote' });
    await plug.destroy();
    await plug.undefine();
  });

  it('pauses and goes on', async () => {
    await domain.suspend();
    expect(await domain.getState()).toEqual({ state: 'paused', reason: 'user' });
    await seen('domainLifecycle', { event: 'suspended', detail: 'paused' });
    await domain.resume();
    expect(await domain.getState()).toEqual({ state: 'running', reason: 'unpaused' });
    await seen('domainLifecycle', { event: 'resumed', detail: 'unpaused' });
  });

  it('is reset, asked to reboot and to shut down, and interrupted', async () => {
    await domain.reset();
    await seen('domainReboot', {});
    await domain.injectNMI();
    await domain.sendKey([28]);
    await domain.reboot();
    // The firmware does not listen: asking is all that these do.
    await domain.shutdown();
    expect((await domain.getState()).state).toBe('running');
    await expect(domain.pmWakeup()).rejects.toMatchObject({ kind: 'remote' });
    await domain.setLifecycleAction(DomainLifecycle.REBOOT, DomainLifecycleAction.DESTROY, DeviceModifyFlags.LIVE);
    expect(await domain.toXml()).toContain('<on_reboot>destroy</on_reboot>');
    await domain.setLifecycleAction(DomainLifecycle.REBOOT, DomainLifecycleAction.RESTART, DeviceModifyFlags.LIVE);
  });

  it('shows its screen', async () => {
    const { mime, data } = await domain.screenshot();
    expect(mime).toMatch(/^image\//);
    expect(data.length).toBeGreaterThan(1000);
    const png = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    expect(['P6', png.toString('latin1').slice(0, 2)]).toContain(data.subarray(0, 2).toString('latin1'));
    await expect(domain.screenshot(9)).rejects.toMatchObject({ kind: 'remote' });
  });

  it('has a console', async () => {
    const console = await domain.openConsole();
    let text = '';
    console.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    await domain.reset();
    await waitFor('the firmware to say its name', () => text.includes('SeaBIOS'));
    await new Promise<void>((resolve, reject) => console.write('x', (error) => (error ? reject(error) : resolve())));
    console.destroy();
    await waitFor('the console to close', () => console.closed);
    await expect(domain.openConsole('nosuch0')).rejects.toMatchObject({ kind: 'remote' });
  });

  it('says where its graphics are, password and all', async () => {
    expect(await domain.graphics()).toEqual([{ type: 'vnc', host: '127.0.0.1', port: 5900, password: 'hush' }]);
    await expect(domain.openGraphics(3)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('speaks QMP', async () => {
    const reply: unknown = JSON.parse(await domain.qemuMonitorCommand('{"execute":"query-status"}'));
    expect(reply).toMatchObject({ return: { running: true } });
    await expect(domain.qemuAgentCommand('{"execute":"guest-ping"}', 1)).rejects.toMatchObject({ kind: 'remote' });
  });

  it('saves its state and goes on from it', async () => {
    await domain.managedSave();
    expect(await domain.hasManagedSaveImage()).toBe(true);
    expect(await domain.getState()).toEqual({ state: 'shutoff', reason: 'saved' });
    await seen('domainLifecycle', { event: 'stopped', detail: 'saved' });
    await domain.start();
    expect(await domain.getState()).toEqual({ state: 'running', reason: 'restored' });
    await domain.managedSave();
    await expect(domain.undefine()).rejects.toMatchObject({ kind: 'remote' });
    await domain.managedSaveRemove();
    expect(await domain.hasManagedSaveImage()).toBe(false);
  });

  it('is stopped, renamed and undefined', async () => {
    await domain.start();
    await domain.destroy(DomainDestroyFlags.GRACEFUL);
    expect(await domain.getState()).toEqual({ state: 'shutoff', reason: 'destroyed' });
    await seen('domainLifecycle', { event: 'stopped', detail: 'destroyed' });
    await domain.rename('uno');
    const renamed = await hypervisor.lookupDomainByName('uno');
    await renamed.undefine(DomainUndefineFlags.NVRAM | DomainUndefineFlags.MANAGED_SAVE);
    await waitFor('the event', () =>
      events.domainLifecycle?.find((each) => each.domain.name === 'uno' && each.event === 'undefined'),
    );
    expect(await hypervisor.listDomains()).toEqual([]);
  });

  it('can be transient', async () => {
    const id = 'c2a3a1ce-1f0d-4a53-9a0b-5b7a3c6d9e22';
    const transient = await hypervisor.createDomain(machine('fleeting', id));
    expect(await transient.isPersistent()).toBe(false);
    await transient.destroy();
    await expect(transient.getState()).rejects.toMatchObject({ codeName: 'NO_DOMAIN' });
  });
});
