import { expect, it } from 'vitest';
import { loadLab } from '../spec/load.js';
import type { Lab, LabCluster, LabMachine } from '../spec/types.js';
import { familiesOf } from './families.js';
import { answersItself, frontsOf, receive, whyNoBalancer, whyNobody } from './fronts.js';

const labOf = (clusters: string, more = ''): Lab =>
  loadLab(
    `
name: lab
baseDomain: lab.example
networks:
  lab: { ipv4: { cidr: 192.168.135.0/24, dhcp: .200-.210 }, ipv6: { cidr: "fd00:135::/64" } }
  six: { ipv6: { cidr: "fd00:6::/64", dhcp: "::f0-::ff" } }
  end: { mode: isolated, ipv4: { cidr: 192.168.9.0/24 } }
  far: { mode: bridge, bridge: br0, ipv4: { cidr: 192.0.2.0/24 }, ipv6: { cidr: "fd00:f::/64" } }
  served: { mode: bridge, bridge: br1, ipv6: { cidr: "fd00:e::/64", dhcp: "::f0-::ff" } }
flavors:
  one: { vcpus: 8, memory: 16GiB, disks: [{ size: 120GB }] }
  two: { vcpus: 8, memory: 16GiB, disks: [{ size: 120GB }], networks: [lab, six] }
clusters:
${clusters}
loadBalancer: { address: 10.8.3.197 }
${more}`,
    'lab.yaml',
  ).lab;
const at = (lab: Lab, index = 0) => {
  const machine = lab.machines[index] as LabMachine;
  return [lab, lab.clusters.find(({ name }) => name === machine.cluster) as LabCluster, machine] as const;
};

it('takes a machine by the families that it has addresses of', () => {
  const of = (clusters: string) => familiesOf(...([labOf(clusters), labOf(clusters).machines[0]] as [Lab, LabMachine]));
  expect(of('  a: { nodes: [{ flavor: one, address: .20, address6: "::20" }] }')).toEqual([4, 6]);
  // Of IPv6 it has none there: no reservation, and no pool.
  expect(of('  a: { nodes: [{ flavor: one, address: .20 }] }')).toEqual([4]);
  expect(of('  a: { nodes: [{ flavor: one }] }')).toEqual([4]);
  expect(of('  a: { network: six, nodes: [{ flavor: one }] }')).toEqual([6]);
  expect(of('  a: { network: far, nodes: [{ flavor: one, address: .20, address6: "::20" }] }')).toEqual([4]);
  expect(of('  a: { network: served, nodes: [{ flavor: one, address6: "::20" }] }')).toEqual([6]);
});

it('has a single node answer itself, on its first card', () => {
  const args = at(labOf('  a: { nodes: [{ role: single, flavor: two, address: .20, address6: "::20" }] }'));
  expect(answersItself(...args)).toBe(true);
  expect(frontsOf(...args)).toEqual([
    { family: 4, api: '192.168.135.20', apps: '192.168.135.20' },
    { family: 6, api: 'fd00:135::20', apps: 'fd00:135::20' },
  ]);
  expect(whyNobody(...args)).toBeUndefined();
  expect(whyNoBalancer(...args)).toBeUndefined();
});

it('has nobody answer for a cluster without VIPs but its one master', () => {
  const lab = labOf('  a: { nodes: [{ flavor: one, address: .20 }, { role: worker, flavor: one, address: .21 }] }');
  expect(answersItself(...at(lab))).toBe(true);
  expect(answersItself(...at(lab, 1))).toBe(false);
  expect(whyNobody(...at(lab, 1))).toContain('not the node that answers');
  expect(whyNoBalancer(...at(lab, 1))).toContain('not the node that answers');
});

it('goes to VIPs of the families that a machine has, and never answers in their place', () => {
  const vips = 'apiVips: [.10, "::10"], ingressVips: [.11, "::11"]';
  const both = at(labOf(`  a: { ${vips}, nodes: [{ flavor: one, address: .20, address6: "::20" }] }`));
  expect(frontsOf(...both).map(({ family, api, apps }) => [family, api, apps])).toEqual([
    [4, '192.168.135.10', '192.168.135.11'],
    [6, 'fd00:135::10', 'fd00:135::11'],
  ]);
  expect(answersItself(...both)).toBe(false);
  const four = at(labOf(`  a: { ${vips}, nodes: [{ flavor: one, address: .20 }] }`));
  expect(frontsOf(...four).map(({ family }) => family)).toEqual([4]);
  const none = at(labOf('  a: { apiVips: ["::10"], ingressVips: ["::11"], nodes: [{ flavor: one, address: .20 }] }'));
  expect(frontsOf(...none)).toEqual([]);
});

it('says why a machine does not go by the load balancer', () => {
  const six = labOf('  a: { network: six, nodes: [{ role: single, flavor: one, address6: "::20" }] }');
  expect(whyNoBalancer(...at(six))).toBe('it has only IPv6, and the load balancer 10.8.3.197');
  const end = labOf('  a: { network: end, nodes: [{ role: single, flavor: one, address: .20 }] }');
  expect(whyNoBalancer(...at(end))).toBe('an isolated network has no way to it');
});

it('tells a node where the desk is', () => {
  const machine = { nics: [{ mac: '52:54:00:AA:04:00' }] } as unknown as LabMachine;
  expect(receive('http://[fd00:135::1]:8079/guest', machine)).toContain(
    'nc -ll -p $port -e /bin/relay fd00:135::1 8079 52-54-00-aa-04-00 $port ',
  );
  expect(receive('http://192.168.135.1:8079/guest', machine)).toContain('for port in 6443 443 80 1936; do');
});
