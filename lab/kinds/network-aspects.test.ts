import { expect, it } from 'vitest';
import { loadLab } from '../spec/load.js';
import type { LabNetwork } from '../spec/types.js';
import {
  bareNetwork,
  foundReservations,
  keyOf,
  networkAspects,
  reservations,
  type WantedNetwork,
} from './network-aspects.js';

const { lab } = loadLab(
  `
name: both
baseDomain: lab.example
networks:
  lab: { ipv4: { cidr: 192.168.136.0/24 }, ipv6: { cidr: "fd00:136::/64" } }
flavors: { small: { vcpus: 4, memory: 16GiB, disks: [{ size: 120GB }] } }
clusters:
  site: { nodes: [{ flavor: small, address: .20, address6: "::20", mac: "52:54:00:AA:04:00" }] }
`,
  'lab.yaml',
);
const network = lab.networks[0] as LabNetwork;
const wanted: WantedNetwork = { lab, network, name: 'both-lab' };

it('knows a machine by its card: in IPv6 by the identifier that OpenShift makes of it', () => {
  expect(reservations(wanted)).toEqual([
    { family: 4, mac: '52:54:00:aa:04:00', name: 'site-master-0', ip: '192.168.136.20' },
    { family: 6, id: '00:03:00:01:52:54:00:aa:04:00', name: 'site-master-0', ip: 'fd00:136::20' },
  ]);
});

it('finds what it has put there, and one by name alone is another', () => {
  const tree = bareNetwork('f5d6b8a0-0000-4000-8000-000000000000', 'both-lab');
  for (const aspect of networkAspects) aspect.put(tree, wanted);
  const found = foundReservations(tree);
  expect(found).toEqual(reservations(wanted));
  const [, six] = found;
  expect(keyOf({ family: 6, name: 'site-master-0', ip: 'fd00:136::20' })).not.toBe(six && keyOf(six));
});
