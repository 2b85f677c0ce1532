import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { isPreset, presets, presetText } from '../presets.js';
import { writeRange } from './addresses.js';
import { loadLab } from './load.js';
import { SpecError } from './problem.js';

const small = `
name: small
baseDomain: lab.example
networks:
  lan: { ipv4: { cidr: 192.0.2.0/24, dhcp: .200-.239, reserved: [.50-.59] } }
flavors:
  master: { vcpus: 4, memory: 16GiB, disks: [{ size: 120GB }] }
clusters:
  one:
    hub: true
    install: agent
    apiVips: [".10"]
    ingressVips: [".11"]
    nodes: [{ count: 3, flavor: master, address: ".20" }]
`;

/** The small lab, changed: each key is a path, and undefined takes it away. */
const changed = (changes: Readonly<Record<string, unknown>>): string => {
  const document = parseDocument(small);
  for (const [path, value] of Object.entries(changes)) {
    const at = path.split('/').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
    if (value === undefined) document.deleteIn(at);
    else document.setIn(at, document.createNode(value));
  }
  return document.toString();
};

const one = { flavor: 'master', address: '.20' };

const refusal = (text: string): string => {
  try {
    loadLab(text, 'lab.yaml');
  } catch (error) {
    if (error instanceof SpecError) return error.message;
    throw error;
  }
  throw new Error('it was taken');
};

describe('a preset', () => {
  it.each(Object.keys(presets).filter(isPreset))('%s is a lab without a warning but those it speaks of', (name) => {
    const { warnings } = loadLab(presetText(name), `${name}.yaml`);
    expect(warnings.filter((line) => !line.includes('floors: warn'))).toEqual([]);
    expect(warnings.length > 0).toBe(name === 'management-and-applications');
  });

  it('hub-and-two-spokes has the values of the lab that it stands for', () => {
    const { lab } = loadLab(presetText('hub-and-two-spokes'), 'lab.yaml');
    expect(lab.machines.map(({ name, nics }) => `${name} ${nics[0]?.addresses[0]}`)).toEqual(
      [
        ['hub', 20],
        ['etl4', 160],
        ['etl6', 170],
      ].flatMap(([cluster, first]) =>
        [0, 1, 2].map((index) => `${cluster}-master-${index} 192.168.135.${Number(first) + index}`),
      ),
    );
    const [hub, etl4, etl6] = lab.clusters;
    expect(hub).toMatchObject({ fqdn: 'ocp3m0w-ic4s20.qe.lab.redhat.com', apiVips: ['192.168.135.10'] });
    expect(etl4).toMatchObject({ fqdn: 'etl4.qe.lab.redhat.com', ingressVips: ['192.168.135.164'] });
    expect(etl4?.pods[0]?.text).toBe('10.136.0.0/14');
    expect(etl6?.services[0]?.text).toBe('172.30.0.0/16');
    expect(lab.machines[3]).toMatchObject({
      uuid: '10fcb067-2230-44db-b4d5-987298a23227',
      nics: [{ mac: '52:54:00:aa:04:00' }],
    });
    expect(lab.bmc).toMatchObject({ address: '192.168.135.1', port: 8000 });
    expect(lab.loadBalancer).toEqual({ address: '10.8.3.197' });
  });
});

describe('an identity', () => {
  it('is the same every time, and another one in another lab, cluster or node', () => {
    const ids = (text: string) => loadLab(text, 'x').lab.machines.map(({ uuid, nics }) => [uuid, nics[0]?.mac]);
    expect(ids(small)).toEqual(ids(small));
    const all = [...ids(small), ...ids(changed({ name: 'other' }))].flat();
    expect(new Set(all).size).toBe(12);
    for (const [uuid, mac] of ids(small)) {
      expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      // Locally administered, one machine's.
      expect(Number.parseInt(mac?.slice(0, 2) ?? '', 16) & 3).toBe(2);
    }
  });
});

describe('several hypervisors', () => {
  const two = {
    hypervisors: [
      { name: 'a', uri: 'qemu+ssh://a/system' },
      { name: 'b', uri: 'qemu+ssh://b/system' },
    ],
  };
  const torn = {
    ...two,
    'clusters/one/nodes': [
      { count: 2, flavor: 'master', address: '.20' },
      { flavor: 'master', address: '.22', hypervisor: 'b' },
    ],
  };

  it('share no network of libvirt, which ends at each of them, but a bridge', () => {
    expect(refusal(changed(torn))).toMatch(
      /clusters.one.nodes: one has nodes on a and b, and the nat network lan ends at each host\. Give it mode: bridge/,
    );
    const bridged = { ...torn, 'networks/lan/mode': 'bridge', 'networks/lan/bridge': 'br0' };
    expect(loadLab(changed(bridged), 'x').warnings).toEqual([
      expect.stringMatching(
        /bmc: the BMC is to be at 192.0.2.1, the gateway of the bridged network lan, which may be an/,
      ),
    ]);
    expect(loadLab(changed({ ...bridged, bmc: { address: '.1' } }), 'x').warnings).toEqual([]);
  });

  it('have services on the first of them alone', () => {
    expect(loadLab(changed({ ...two, 'clusters/one/hypervisor': 'a' }), 'x').warnings).toEqual([]);
    expect(loadLab(changed({ ...two, 'clusters/one/hypervisor': 'b' }), 'x').warnings).toEqual([
      expect.stringMatching(/networks.lan: the nat network lan ends at each host: on b .*nobody serves names/),
    ]);
  });
});

describe('a document', () => {
  it('may be in both families, with short addresses in each', () => {
    const { lab } = loadLab(
      changed({
        'networks/lan/ipv6': { cidr: 'fd00:5::/64', dhcp: '::200-::2ff' },
        'clusters/one/apiVips': ['.10', '::10'],
        'clusters/one/ingressVips': ['::11', '.11'],
        'clusters/one/pods': ['10.128.0.0/14', 'fd01::/48'],
        'clusters/one/services': ['172.30.0.0/16', 'fd02::/112'],
        'clusters/one/nodes/0/address6': '::20',
      }),
      'x',
    );
    expect(lab.clusters[0]?.apiVips).toEqual(['192.0.2.10', 'fd00:5::10']);
    expect(lab.machines[2]?.nics[0]?.addresses).toEqual(['192.0.2.22', 'fd00:5::22']);
  });

  it('shrinks to its scale', () => {
    const { lab } = loadLab(changed({ scale: 0.25, floors: 'ignore' }), 'x');
    expect(lab.machines[0]).toMatchObject({ vcpus: 1, memory: 4 * 2 ** 30 });
  });

  it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
    [
      'an unknown key',
      { 'flavors/master/vcpu': 4 },
      /^lab.yaml:6:.*flavors.master.vcpu: there is no such key. Did you mean vcpus\?/m,
    ],
    ['a missing key', { 'flavors/master/memory': undefined }, /flavors.master: memory is missing/],
    [
      'a size without a unit',
      { 'flavors/master/memory': '16' },
      /'16' does not have the right form. Bytes, with a unit/,
    ],
    ['a word that is none of its list', { 'clusters/one/install': 'agnet' }, /Did you mean agent\?/],
    [
      'an unknown flavor',
      { 'clusters/one/nodes/0/flavor': 'mastre' },
      /there is no flavor mastre. Did you mean master\?/,
    ],
    [
      'a flavor that is unknown, whatever objects have of that name',
      { 'clusters/one/nodes/0/flavor': 'constructor' },
      /there is no flavor constructor/,
    ],
    [
      'a bridge that is not named',
      { 'networks/lan/mode': 'bridge' },
      /^lab.yaml:4:3: networks.lan: bridge is missing. With mode: bridge it is the name of a bridge/,
    ],
    [
      'a list for an address',
      { 'clusters/one/apiVips': [['.10']] },
      /apiVips\[0\]: has to be an address, not \["\.10"\]\. An IP address, whole/,
    ],
    ['an unknown network', { 'clusters/one/network': 'wan' }, /there is no network wan/],
    ['no network at all', { 'networks/lan': {} }, /needs ipv4, ipv6, or both/],
    ['an address within a network for the network', { 'networks/lan/ipv4/cidr': '192.0.2.1/24' }, /is no network/],
    [
      'a VIP outside of its network',
      { 'clusters/one/apiVips': ['198.51.100.1'] },
      /198.51.100.1 of the API VIP of one is outside/,
    ],
    ['a VIP in the DHCP pool', { 'clusters/one/apiVips': ['.210'] }, /in the DHCP pool 192.0.2.200-192.0.2.239/],
    ['a VIP that is a node', { 'clusters/one/apiVips': ['.21'] }, /192.0.2.21 is to be that of node one-master-1/],
    [
      'a node that is the gateway',
      { 'clusters/one/nodes/0/address': '.1' },
      /node one-master-0, and is that of the gateway/,
    ],
    [
      'a node in a reserved range',
      { 'clusters/one/nodes/0/address': '.50' },
      /in the reserved range 192.0.2.50-192.0.2.59/,
    ],
    ['a node beyond its network', { 'clusters/one/nodes/0/address': '.254' }, /192.0.3.0 is outside of 192.0.2.0\/24/],
    [
      'a node at the broadcast address',
      { 'clusters/one/nodes/0/address': '.253' },
      /192.0.2.255 of node one-master-2 is no host/,
    ],
    [
      'networks that overlap',
      { 'networks/b': { ipv4: { cidr: '192.0.2.128/25' } } },
      /network b 192.0.2.128\/25 overlaps network lan/,
    ],
    [
      'pods over the machines',
      { 'clusters/one/pods': ['192.0.0.0/16'] },
      /pods of one, 192.0.0.0\/16 overlaps network lan/,
    ],
    ['pods over services', { 'clusters/one/pods': ['172.16.0.0/12'] }, /services of one, .* overlaps pods of one/],
    [
      'pods over the load balancer',
      { loadBalancer: { address: '10.128.0.9' } },
      /pods of one, 10.128.0.0\/14 hide 10.128.0.9/,
    ],
    [
      'one MAC address twice',
      {
        'clusters/one/nodes': [1, 2, 3].map((n) => ({ flavor: 'master', address: `.2${n}`, mac: '52:54:00:00:00:01' })),
      },
      /one-master-1 and one-master-0 have the same MAC address/,
    ],
    [
      'one name twice',
      { 'clusters/one/nodes': [1, 2, 3].map((n) => ({ flavor: 'master', address: `.2${n}`, name: 'same' })) },
      /the same name, same/,
    ],
    [
      'a node with the name of the API',
      {
        'clusters/one/nodes/0/count': 2,
        'clusters/one/nodes/1': { flavor: 'master', address: '.30', name: 'api-int' },
      },
      /nodes\[1\]\.name: a node of one is called api-int/,
    ],
    [
      'one UUID for several',
      { 'clusters/one/nodes/0/uuid': '00000000-0000-4000-8000-000000000000' },
      /nodes\[0\].uuid: cannot be given here/,
    ],
    [
      'a master that is too small',
      { 'flavors/master/memory': '8GiB' },
      /a master has 8 GiB of memory, and needs 16 GiB/,
    ],
    [
      'secure boot without UEFI',
      { 'flavors/master/firmware': 'bios', 'flavors/master/secureBoot': true },
      /secure boot needs UEFI/,
    ],
    [
      'a name with - at its end',
      { name: 'small-' },
      /name: 'small-' does not have the right form. Of the lab: lower-case/,
    ],
    ['a domain of one label', { baseDomain: 'lab' }, /A domain of two labels or more/],
    [
      'a cluster in upper case',
      { 'clusters/One': { nodes: [{ flavor: 'master' }] } },
      /clusters.One: is no name: lower/,
    ],
    [
      'a MAC address of other signs',
      { 'clusters/one/nodes/0': { ...one, mac: '52-54-00' } },
      /Six bytes in hexadecimal/,
    ],
    [
      'a MAC address of a group',
      { 'clusters/one/nodes/0': { ...one, mac: '01:00:5e:00:00:01' } },
      /is no MAC address of a/,
    ],
    [
      'a MAC address of a tap',
      { 'clusters/one/nodes/0': { ...one, mac: 'fe:54:00:00:00:01' } },
      /is no MAC address of a/,
    ],
    [
      'a UUID that libvirt takes for none',
      { 'clusters/one/nodes/0': { ...one, uuid: '00000000-0000-0000-0000-000000000000' } },
      /nodes\[0\].uuid: 0{8}-.* of one-master-0 is taken by no hypervisor/,
    ],
    ['a node called localhost', { 'clusters/one/nodes/0': { ...one, name: 'localhost' } }, /is called localhost/],
    ['a name with another place', { 'clusters/one/nodes/0/name': 'n-%x' }, /'n-%x' does not have the right form/],
    ['a name with two places', { 'clusters/one/nodes/0/name': 'n-%d-%d' }, /n-0-%d is no host name. It has at most 63/],
    [
      'a name that becomes too long',
      { 'clusters/one/nodes/0/name': `${'n'.repeat(61)}%d`, 'clusters/one/nodes/0/count': 101 },
      /n{61}100 is no host name/,
    ],
    [
      'names beyond what DNS has room for',
      { 'clusters/one/fqdn': `${'x.'.repeat(115)}example` },
      /clusters.one.fqdn: names of one have up to 268 characters, and DNS has room for 253/,
    ],
    [
      'one serial number for two disks',
      { 'flavors/master/disks': [1, 2].map(() => ({ size: '120GB', serial: 'same' })) },
      /disk vdb of one-master-0 and disk vda of one-master-0 have the same serial number/,
    ],
    [
      'no memory at all',
      { 'flavors/master/memory': '0GiB', floors: 'ignore' },
      /'0GiB' does not have .*Bytes, with a unit: .* not 0/,
    ],
    ['memory beyond measure', { 'flavors/master/memory': '99999999TiB' }, /does not have the right form/],
    ['a time server that is nobody', { ntp: { servers: ['10.1'] } }, /ntp.servers\[0\]: '10.1' is no address/],
    ['a bridge of odd letters', { 'networks/lan/bridge': '..' }, /'..' does not have .* at most 15 letters/],
    ['two masters', { 'clusters/one/nodes/0/count': 2 }, /one has 2 masters. A cluster has 1, 3, 4 or 5/],
    ['no VIP', { 'clusters/one/ingressVips': undefined }, /ingressVips is missing/],
    [
      'VIPs of a single master',
      {
        'clusters/one/nodes': [{ flavor: 'single', role: 'single', address: '.20' }],
        'flavors/single': { vcpus: 8, memory: '16GiB', disks: [{ size: '120GB' }] },
      },
      /apiVips: one has a single master, and that answers for itself\. Leave them out/,
    ],
    [
      'pods of a family that the network has not',
      { 'clusters/one/pods': ['fd01::/48'], 'clusters/one/services': ['fd02::/112'] },
      /one has pods of IPv6, and network lan has none of it/,
    ],
    [
      'services of another family than the pods',
      { 'clusters/one/services': ['172.30.0.0/16', 'fd02::/112'] },
      /services of one are of other families than its pods/,
    ],
    [
      'a VIP of a family that the pods have not',
      { 'networks/lan/ipv6': { cidr: 'fd00:5::/64' }, 'clusters/one/apiVips': ['.10', '::10'] },
      /fd00:5::10 is of IPv6, and one has no pods of it/,
    ],
    [
      'a network of groups',
      { 'networks/b': { ipv4: { cidr: '224.0.0.0/24' } } },
      /224.0.0.0\/24 is within or around 224/,
    ],
    [
      'a network of the host itself',
      { 'networks/b': { ipv4: { cidr: '127.1.0.0/24' } } },
      /127.0.0.0\/8: each host itself/,
    ],
    ['a network of everything', { 'networks/b': { ipv6: { cidr: '::/0' } } }, /::\/0 is within or around/],
    [
      'a network of one address',
      { 'networks/b': { ipv4: { cidr: '10.9.0.1/32' } } },
      /no room for a gateway and a machine/,
    ],
    [
      'a DHCP pool in a network that dnsmasq has none in',
      { 'networks/b': { ipv6: { cidr: 'fd00:9::/48', dhcp: '::100-::1ff' } } },
      /fd00:9::\/48 of network b has a DHCP pool, and dnsmasq/,
    ],
    ['IPv6 on short frames', { 'networks/b': { mtu: 1000, ipv6: { cidr: 'fd00:9::/64' } } }, /needs an MTU of 1280/],
    [
      'a DHCP pool with the broadcast address',
      { 'networks/lan/ipv4/dhcp': '.200-.255' },
      /an address of no host at its end/,
    ],
    [
      'a DHCP pool in a reserved range',
      { 'networks/lan/ipv4/dhcp': '.55-.70' },
      /the DHCP pool 192.0.2.55-192.0.2.70 overlaps the reserved range 192.0.2.50-192.0.2.59/,
    ],
    [
      'networks on one bridge',
      { 'networks/b': { bridge: 'small-lan', ipv4: { cidr: '10.9.0.0/24' } } },
      /networks lan and b have one bridge, small-lan/,
    ],
    [
      'nodes without an address of one family',
      {
        'networks/lan/ipv6': { cidr: 'fd00:5::/64' },
        'clusters/one/pods': ['10.128.0.0/14', 'fd01::/48'],
        'clusters/one/services': ['172.30.0.0/16', 'fd02::/112'],
      },
      /node one-master-0 has no address of IPv6, which one has pods of, .* Give it address6, or the network a pool/,
    ],
    [
      'a network of OVN’s own',
      { 'networks/lan/ipv4': { cidr: '100.64.1.0/24' } },
      /overlaps 100.64.0.0\/16, which OVN/,
    ],
    [
      'pods in a network of OVN’s own',
      { 'clusters/one/pods': ['100.88.0.0/15'] },
      /pods\[0\].*100.88.0.0\/16, which OVN/,
    ],
    [
      'pods too few for the nodes',
      { 'clusters/one/pods': ['10.9.0.0/24'] },
      /have no part for each of 3 nodes. .*\/23 or/,
    ],
    ['services too few', { 'clusters/one/services': ['172.30.0.0/28'] }, /172.30.0.0\/28 are too few/],
    [
      'two networks of services in one family',
      { 'clusters/one/services': ['172.30.0.0/16', '172.31.0.0/16'] },
      /services\[1\]: services of one are of IPv4 already/,
    ],
    [
      'services in IPv6 of another size',
      {
        'networks/lan/ipv6': { cidr: 'fd00:5::/64', dhcp: '::100-::1ff' },
        'clusters/one/pods': ['10.128.0.0/14', 'fd01::/48'],
        'clusters/one/services': ['172.30.0.0/16', 'fd02::/64'],
      },
      /services of one are fd02::\/64, and in IPv6 they have to be a \/112/,
    ],
    [
      'pods in IPv6 too few for the nodes',
      {
        'networks/lan/ipv6': { cidr: 'fd00:5::/64', dhcp: '::100-::1ff' },
        'clusters/one/pods': ['10.128.0.0/14', 'fd01::/64'],
        'clusters/one/services': ['172.30.0.0/16', 'fd02::/112'],
      },
      /pods of one, fd01::\/64 have no part for each of 3 nodes. A network of \/62 or larger/,
    ],
    ['a BMC that nobody reaches', { bmc: { address: '0.0.0.0' } }, /0.0.0.0 is no address to reach the BMC at/],
    [
      'a load balancer for a group',
      { loadBalancer: { address: '224.0.0.1' } },
      /loadBalancer.address: 224.0.0.1 is no address to reach the load/,
    ],
    [
      'a BMC where the host is not',
      { bmc: { address: '.5' } },
      /192.0.2.5 of the BMC is in network lan, where this host is 192.0.2.1. Take 192.0.2.1/,
    ],
    [
      'a BMC on a port of the load balancer',
      { bmc: { address: '198.51.100.7', port: 6443 }, loadBalancer: { address: '198.51.100.7' } },
      /bmc.port: 6443 of 198.51.100.7 is the load balancer's/,
    ],
    [
      'a resolver that asks itself',
      { dns: { upstream: ['.1'] } },
      /dns.upstream\[0\]: 192.0.2.1 is where the lab's DNS/,
    ],
    [
      'two VIPs of one family',
      { 'clusters/one/apiVips': ['.10', '.12'], 'clusters/one/ingressVips': ['.11', '.13'] },
      /apiVips: two of apiVips of one are of one family[\s\S]*two of ingressVips/,
    ],
    [
      'VIPs of different families',
      {
        'networks/lan/ipv6': { cidr: 'fd00:5::/64', dhcp: '::100-::1ff' },
        'clusters/one/pods': ['10.128.0.0/14', 'fd01::/48'],
        'clusters/one/services': ['172.30.0.0/16', 'fd02::/112'],
        'clusters/one/apiVips': ['.10', '::10'],
      },
      /one has API VIPs of IPv4 and IPv6, and ingress VIPs of IPv4\. Give both/,
    ],
    [
      'a hub that installs itself',
      { 'clusters/one/install': 'acm' },
      /is to be installed by a hub, and every hub is to be/,
    ],
    [
      'a node outside of its cluster’s network',
      { 'networks/b': { ipv4: { cidr: '10.9.0.0/24', dhcp: '.100-.199' } }, 'flavors/master/networks': ['b'] },
      /nodes\[0\].flavor: node one-master-0 has no card in network lan of one. Add it/,
    ],
    ['two cards in one network', { 'flavors/master/networks': ['lan', 'lan'] }, /two cards in network lan/],
    [
      'a master that is alone and too small for it',
      { 'clusters/one/apiVips': undefined, 'clusters/one/ingressVips': undefined, 'clusters/one/nodes/0/count': 1 },
      /a single node has 4 vCPU, and needs 8/,
    ],
    [
      'workers beside a single master of the agent-based installer',
      {
        'clusters/one/apiVips': undefined,
        'clusters/one/ingressVips': undefined,
        'flavors/master/vcpus': 8,
        'clusters/one/nodes': [
          { flavor: 'master', address: '.20' },
          { role: 'worker', flavor: 'master', address: '.21' },
        ],
      },
      /one has a single master and others, which the agent-based installer refuses/,
    ],
    [
      'a node with the name of its gateway',
      { 'clusters/one/fqdn': 'lab.example', 'clusters/one/nodes/0': { ...one, name: 'gateway' } },
      /node gateway would be gateway.lab.example, as this host is/,
    ],
    [
      'a MetalLB pool over a node',
      { 'clusters/one/metallb': ['.21-.25'] },
      /192.0.2.21-192.0.2.25 of the MetalLB pool of one overlaps 192.0.2.21 of node one-master-1/,
    ],
    [
      'a MetalLB pool in the DHCP pool',
      { 'clusters/one/metallb': ['.190-.205'] },
      /overlaps the DHCP pool 192.0.2.200-192.0.2.239/,
    ],
    [
      'a MetalLB pool elsewhere',
      { 'clusters/one/metallb': ['198.51.100.1-198.51.100.9'] },
      /is outside of its network/,
    ],
    ['a spoke without a hub', { 'clusters/one/hub': false, 'clusters/one/install': 'acm' }, /no cluster is one/],
    [
      'nodes without an address',
      { 'clusters/one/nodes/0/address': undefined, 'networks/lan/ipv4/dhcp': undefined },
      /node one-master-0 has no address/,
    ],
  ])('is refused for %s', (_, changes, message) => expect(refusal(changed(changes))).toMatch(message));

  it('may have several networks on one bridge, apart by their VLANs, and gateways that are not its own', () => {
    const bridged = (vlan: number, net: string) => ({
      mode: 'bridge',
      bridge: 'br0',
      vlan,
      ipv4: { cidr: `${net}.0/24`, reserved: ['.1-.9'], dhcp: '.200-.239' },
    });
    const text = changed({ 'networks/lan': bridged(10, '192.0.2'), 'networks/b': bridged(20, '198.51.100') });
    expect(loadLab(text, 'x').lab.networks.map(({ bridge, vlan }) => `${bridge} ${vlan}`)).toEqual([
      'br0 10',
      'br0 20',
    ]);
    expect(
      refusal(changed({ 'networks/lan': bridged(10, '192.0.2'), 'networks/b': bridged(10, '198.51.100') })),
    ).toMatch(/networks lan and b have one bridge, br0, VLAN 10/);
  });

  it('may name time servers as it names everything else', () => {
    const { lab } = loadLab(`${small}ntp: { servers: [.1, time.example.org, "fd00::1"] }\n`, 'x');
    expect(lab.ntp.servers).toEqual(['192.0.2.1', 'time.example.org', 'fd00::1']);
  });

  it('has disks that are no smaller than what it says', () => {
    const { lab } = loadLab(changed({ 'flavors/master/disks/0/size': '100GB' }), 'x');
    expect(lab.machines[0]?.disks[0]?.size).toBe(95_368 * 2 ** 20);
  });

  it('that is no YAML is refused where it breaks', () => {
    expect(refusal('name: [\n')).toMatch(/^lab.yaml:2:1: /);
    expect(refusal('name: a\nname: b\n')).toBe('lab.yaml:2:1: name is there already. A mapping has each key once');
    expect(refusal('')).toMatch(/lab.yaml:1:1: has to be a mapping/);
  });

  it.each<[string, string, RegExp]>([
    [
      'a tab',
      small.replace('    hub', '\thub'),
      /^lab.yaml:10:1: a tab indents this line. YAML is indented with spaces$/,
    ],
    [
      'wrong indentation',
      small.replace('    install:', '   install:'),
      /^lab.yaml:11:1: .*not indented as .*\. Begin.*$/,
    ],
    ['two documents', `${small}---\n${small}`, /^lab.yaml:15:1: a second document begins here. .*$/],
    [
      'an alias of nothing',
      small.replace('clusters:', '  other: *mster\nclusters:').replace('master: {', 'master: &master {'),
      /^lab.yaml:8:10: \*mster stands for nothing: .*There are: master$/,
    ],
    [
      'aliases that grow without end',
      ['a0: &a0 [x, x]', ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)].join('\n'),
      /^lab.yaml:1:1: aliases of aliases make this document too large/,
    ],
    ['bytes of something else', '\u007fELF\u0002\u0001\u0000\ufffd', /^lab.yaml:1:1: is no text in UTF-8/],
    ['a large file', `${small}# ${'x'.repeat(2 ** 18)}\n`, /^lab.yaml:1:1: is larger than 256 KiB/],
    ['a long value', `name: ${'x'.repeat(5000)}\n`, /^lab.yaml:1:1: name: "x{79}… does not have the right form/m],
  ])('is refused in one line for %s', (_, text, message) => expect(refusal(text)).toMatch(message));

  it('tells of what many nodes have of one entry once, and of a hundred mistakes at most', () => {
    expect(refusal(changed({ 'clusters/one/nodes/0/address': '::20' })).split('\n')).toHaveLength(1);
    const many = Array.from({ length: 150 }, (_, index) => `key-${index}: 1\n`).join('');
    const lines = refusal(small + many).split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([101, 'lab.yaml: there are more; these are the first 100']);
  });

  it('may be JSON, have anchors and merged mappings, and be written on any system', () => {
    const machines = (text: string) => loadLab(text, 'x').lab.machines;
    const merged = small
      .replace('master: {', 'master: &m {')
      .replace('clusters:', '  large: { <<: *m, vcpus: 8 }\nclusters:')
      .replace('flavor: master', 'flavor: large');
    expect(machines(merged)).toMatchObject(Array(3).fill({ vcpus: 8, memory: 16 * 2 ** 30 }));
    for (const text of [JSON.stringify(parseDocument(small)), `\ufeff${small.replaceAll('\n', '\r\n')}`])
      expect(machines(text)).toEqual(machines(small));
  });

  it('may have single addresses for ranges, however YAML reads them', () => {
    const { lab } = loadLab(small.replace('    nodes:', '    metallb: [.180, .18]\n    nodes:'), 'x');
    expect(lab.clusters[0]?.metallb.map(writeRange)).toEqual(['192.0.2.180', '192.0.2.18']);
  });
});
