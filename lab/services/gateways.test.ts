import { expect, it } from 'vitest';
import type { Host } from '../host/host.js';
import { presetText } from '../presets.js';
import { loadLab } from '../spec/load.js';
import { gatewaysService } from './gateways.js';
import { servicesOf } from './services.js';

const host = { dir: '/state', services: { name: 'processes' } } as Host;
const labOf = (ipv6: string) =>
  loadLab(presetText('hub-and-two-spokes').replace('lab: { ipv4', `lab: { ${ipv6} ipv4`), 'lab.yaml').lab;

it('sees to the gateways of IPv6 alone, before all other services', () => {
  const lab = labOf('ipv6: { cidr: "fd00:135::/64" },');
  const service = gatewaysService(lab, host);
  expect(service?.command).toEqual(['sh', '/state/gateways/gateways.sh']);
  expect(service?.files['/state/gateways/gateways.sh']).toContain("'ic4s20-lab fd00:135::1/64')");
  expect(service?.files['/state/gateways/gateways.sh']).not.toContain('192.168.135.1');
  expect(servicesOf(lab, host)[0]?.name).toBe('gateways');
});

it('is not needed without IPv6, nor on a bridge that is somebody else’s', () => {
  expect(gatewaysService(labOf(''), host)).toBeUndefined();
  expect(gatewaysService(labOf('mode: bridge, bridge: br0, ipv6: { cidr: "fd00:135::/64" },'), host)).toBeUndefined();
});
