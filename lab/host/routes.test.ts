import { expect, it } from 'vitest';
import { routesIn } from './routes.js';

// As ip(8) of iproute2 6.1 writes them.
const four = JSON.stringify([
  { dst: 'default', gateway: '192.0.2.1', dev: 'eth0', flags: [] },
  { dst: '192.0.2.0/24', dev: 'eth0', protocol: 'kernel', scope: 'link', prefsrc: '192.0.2.2', flags: [] },
  { dst: '198.51.100.7', via: { family: 'inet', host: '192.0.2.9' }, dev: 'eth0', flags: [] },
  { type: 'blackhole', dst: '10.0.0.0/8', flags: [] },
  { dst: '203.0.113.0/24', flags: [], nexthops: [{ gateway: '192.0.2.3', dev: 'eth1', weight: 1, flags: [] }] },
]);

it('reads where packets go, in whatever form', () => {
  expect(routesIn(four).map(({ cidr, device }) => `${cidr.text} ${device}`)).toEqual([
    '192.0.2.0/24 eth0',
    '198.51.100.7/32 eth0',
    '10.0.0.0/8 blackhole',
    '203.0.113.0/24 eth1',
  ]);
  const six = [
    { dst: 'fd00:1::/64', dev: 'br0' },
    { dst: 'fd00::1', dev: 'lo' },
  ];
  expect(routesIn(JSON.stringify(six)).map(({ cidr }) => cidr.text)).toEqual(['fd00:1::/64', 'fd00::1/128']);
});
