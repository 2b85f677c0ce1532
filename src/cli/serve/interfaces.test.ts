import { describe, expect, it } from 'vitest';
import { cardOf, createInterfaces, nameServers } from './interfaces.js';

describe('a card of the host', () => {
  it('has its addresses but those of its link alone, and the gateways by it', () => {
    const card = {
      ifname: 'eth0',
      link_type: 'ether',
      address: '52:54:00:00:00:01',
      mtu: 1500,
      operstate: 'UP',
      addr_info: [
        { family: 'inet', local: '192.0.2.1', prefixlen: 24, scope: 'global', dynamic: true },
        { family: 'inet', local: '192.0.2.9', prefixlen: 24, scope: 'global' },
        { family: 'inet6', local: '2001:db8::1', prefixlen: 64, scope: 'global', dynamic: true },
        { family: 'inet6', local: 'fe80::1', prefixlen: 64, scope: 'link' },
        {},
      ],
    };
    const routes = [{ dev: 'eth0', gateway: '192.0.2.254' }, { dev: 'eth1', gateway: '198.51.100.1' }, { dev: 'eth0' }];
    expect(cardOf(card, routes, 1000)).toEqual({
      name: 'eth0',
      mac: '52:54:00:00:00:01',
      up: true,
      mtu: 1500,
      speed: 1000,
      addresses: [
        { address: '192.0.2.1', prefix: 24, origin: 'DHCP' },
        { address: '192.0.2.9', prefix: 24, origin: 'Static' },
        { address: '2001:db8::1', prefix: 64, origin: 'SLAAC' },
      ],
      gateways: ['192.0.2.254'],
    });
    expect(cardOf({ ifname: 'br0', link_type: 'ether', operstate: 'UNKNOWN' }, [], undefined)).toEqual({
      name: 'br0',
      addresses: [],
      gateways: [],
    });
  });
});

it('the cards of this host have addresses, and none is that of loopback', async () => {
  const cards = await createInterfaces()();
  for (const { name, addresses } of cards) {
    expect(name).not.toBe('lo');
    expect(addresses.length).toBeGreaterThan(0);
  }
  for (const server of nameServers()) expect(server).toMatch(/^[0-9a-fA-F.:]+$/);
});
