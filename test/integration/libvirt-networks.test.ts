import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connect,
  type Hypervisor,
  type LibvirtEvents,
  ListNetworksFlags,
  type Network,
  NetworkUpdateCommand,
  NetworkUpdateFlags,
  NetworkUpdateSection,
  NetworkXmlFlags,
} from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { waitFor } from '../helpers/wait.js';

const definition = `<network>
  <name>lab</name>
  <forward mode='nat'/>
  <bridge name='lab0'/>
  <ip address='192.168.135.1' netmask='255.255.255.0'><dhcp><range start='192.168.135.50' end='192.168.135.99'/></dhcp></ip>
</network>`;
const mac = '52:54:00:ab:cd:01';
// Nothing to boot from but the network: the card's own iPXE asks for an address.
const guest = `<domain type='qemu'>
  <name>asks</name><memory unit='MiB'>64</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='network'/></os>
  <devices><interface type='network'><mac address='${mac}'/><source network='lab'/><model type='virtio'/></interface></devices>
</domain>`;

let daemon: Libvirtd;
let hypervisor: Hypervisor;
let network: Network;
const events: LibvirtEvents['networkLifecycle'][] = [];
const seen = (event: string): Promise<unknown> =>
  waitFor(`network ${event}`, () => events.find((each) => each.event === event && each.network.name === 'lab'));

beforeAll(async () => {
  daemon = await startLibvirtd();
  hypervisor = await connect(daemon.uri);
  await hypervisor.subscribe('networkLifecycle', (event) => events.push(event));
});
afterAll(async () => {
  await hypervisor?.close();
  await daemon?.stop();
});

describe('libvirt client: networks', () => {
  it('are defined, found and listed', async () => {
    network = await hypervisor.defineNetwork(definition);
    await seen('defined');
    expect(await network.isActive()).toBe(false);
    expect(await network.isPersistent()).toBe(true);
    expect((await hypervisor.lookupNetworkByUUID(network.uuid)).name).toBe('lab');
    expect((await hypervisor.lookupNetworkByName('lab')).uuid).toBe(network.uuid);
    expect((await hypervisor.listNetworks(ListNetworksFlags.INACTIVE)).map(({ name }) => name)).toEqual(['lab']);
    await expect(hypervisor.lookupNetworkByName('nope')).rejects.toMatchObject({ codeName: 'NO_NETWORK' });
    await expect(hypervisor.defineNetwork('<network/>')).rejects.toMatchObject({ kind: 'remote' });
  });

  it('autostart when told', async () => {
    await network.setAutostart(true);
    expect(await network.getAutostart()).toBe(true);
    await network.setAutostart(false);
    expect(await network.getAutostart()).toBe(false);
  });

  it('start, with a bridge and a DHCP server', async () => {
    await network.start();
    await seen('started');
    expect(await network.getBridgeName()).toBe('lab0');
    expect(await daemon.exec('ip', '-br', 'addr', 'show', 'lab0')).toContain('192.168.135.1/24');
    await expect(network.start()).rejects.toMatchObject({ codeName: 'OPERATION_INVALID' });
  });

  it('are changed live, in the configuration, and both', async () => {
    const host = (last: number): string =>
      `<host mac='52:54:00:ab:cd:0${last}' name='h${last}' ip='192.168.135.1${last}'/>`;
    const add = { command: NetworkUpdateCommand.ADD_LAST, section: NetworkUpdateSection.IP_DHCP_HOST };
    await network.update({ ...add, xml: host(1), flags: NetworkUpdateFlags.LIVE });
    expect(await network.toXml()).toContain('192.168.135.11');
    expect(await network.toXml(NetworkXmlFlags.INACTIVE)).not.toContain('192.168.135.11');
    await network.update({ ...add, xml: host(2), flags: NetworkUpdateFlags.CONFIG });
    expect(await network.toXml()).not.toContain('192.168.135.12');
    expect(await network.toXml(NetworkXmlFlags.INACTIVE)).toContain('192.168.135.12');
    await network.update({ ...add, xml: host(3), flags: NetworkUpdateFlags.LIVE | NetworkUpdateFlags.CONFIG });
    const remove = { ...add, command: NetworkUpdateCommand.DELETE, xml: host(3) };
    await network.update({ ...remove, flags: NetworkUpdateFlags.LIVE | NetworkUpdateFlags.CONFIG });
    expect(await network.toXml()).not.toContain('192.168.135.13');
    await expect(network.update({ ...remove, flags: NetworkUpdateFlags.LIVE })).rejects.toMatchObject({
      kind: 'remote',
    });
  });

  it('tell of their leases', async () => {
    const domain = await hypervisor.createDomain(guest);
    const lease = await waitFor('a lease', async () => (await network.dhcpLeases())[0]);
    expect(lease).toMatchObject({
      interface: 'lab0',
      family: 'ipv4',
      mac,
      address: '192.168.135.11',
      prefix: 24,
      hostname: 'h1',
    });
    expect(lease.expires?.getTime()).toBeGreaterThan(Date.now());
    expect(await network.dhcpLeases(mac)).toHaveLength(1);
    expect(await network.dhcpLeases('52:54:00:00:00:99')).toEqual([]);
    const [addresses] = await domain.interfaceAddresses();
    expect(addresses).toMatchObject({
      hwaddr: mac,
      addresses: [{ family: 'ipv4', address: '192.168.135.11', prefix: 24 }],
    });
    await domain.destroy();
  });

  it('are stopped and undefined', async () => {
    await network.destroy();
    await seen('stopped');
    await network.undefine();
    await seen('undefined');
    expect(await hypervisor.listNetworks()).toEqual([]);
  });

  it('can be transient', async () => {
    const transient = await hypervisor.createNetwork(`<network><name>brief</name><bridge name='brief0'/></network>`);
    expect(await transient.isPersistent()).toBe(false);
    await transient.destroy();
    await expect(transient.isActive()).rejects.toMatchObject({ codeName: 'NO_NETWORK' });
  });
});
