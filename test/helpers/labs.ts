/** Labs at random, each one that can be planned. */
import fc from 'fast-check';
import { stringify } from 'yaml';

type Family = 'ipv4' | 'ipv6' | 'both';

interface Shape {
  readonly masters: 1 | 3 | 4 | 5;
  readonly workers: number;
  readonly storage: number;
  readonly arbiter: boolean;
}

const shape: fc.Arbitrary<Shape> = fc
  .record({
    masters: fc.constantFrom(1 as const, 3 as const, 4 as const, 5 as const),
    workers: fc.nat(3),
    storage: fc.nat(2),
    arbiter: fc.boolean(),
  })
  // A single node stands alone here.
  .map((one) => (one.masters === 1 ? { ...one, workers: 0, storage: 0, arbiter: false } : one));

const flavor = fc.record({
  vcpus: fc.integer({ min: 8, max: 32 }),
  memory: fc.constantFrom('16GiB', '32GiB'),
  disks: fc.array(
    fc.record({ size: fc.constant<string>('120GB'), bus: fc.constantFrom('virtio', 'sata', 'scsi', 'nvme') }),
    {
      minLength: 1,
      maxLength: 3,
    },
  ),
  firmware: fc.constantFrom('uefi', 'bios'),
  tpm: fc.boolean(),
  watchdog: fc.boolean(),
  serialLog: fc.boolean(),
});

const cluster = fc.record({
  shape,
  install: fc.constantFrom('agent', 'acm', 'none'),
  network: fc.nat(),
  fqdn: fc.boolean(),
  metallb: fc.boolean(),
  secureBoot: fc.boolean(),
  dhcp: fc.boolean(),
});

const fields = {
  families: fc.array(fc.constantFrom<Family>('ipv4', 'ipv6', 'both'), { minLength: 1, maxLength: 3 }),
  modes: fc.array(fc.constantFrom('nat', 'routed', 'isolated', 'open'), { minLength: 3, maxLength: 3 }),
  mtu: fc.option(fc.integer({ min: 1280, max: 9000 }), { nil: undefined }),
  flavor,
  clusters: fc.array(cluster, { minLength: 1, maxLength: 4 }),
  ntp: fc.constantFrom({}, { enabled: false }, { servers: ['time.example.org', '192.0.2.123'] }),
  dns: fc.constantFrom({}, { enabled: false }, { enabled: false, upstream: ['192.0.2.53'] }),
  balancer: fc.boolean(),
};
const seed = fc.record(fields);
type Seed = typeof seed extends fc.Arbitrary<infer Value> ? Value : never;

const has = (family: Family, one: 'ipv4' | 'ipv6'): boolean => family === one || family === 'both';

const network = ({ families, modes, mtu }: Seed, index: number) => {
  const family = families[index] ?? 'ipv4';
  return {
    mode: modes[index] ?? 'nat',
    ...(mtu !== undefined && { mtu }),
    ...(has(family, 'ipv4') && { ipv4: { cidr: `10.${index + 1}.0.0/16`, dhcp: '.255.0-.255.200' } }),
    ...(has(family, 'ipv6') && { ipv6: { cidr: `fd00:${index + 1}::/64`, dhcp: '::ff00-::ffff' } }),
  };
};

const both = (family: Family, four: string, six: string): readonly string[] => [
  ...(has(family, 'ipv4') ? [four] : []),
  ...(has(family, 'ipv6') ? [six] : []),
];

const nodes = (
  { shape: { masters, workers, storage, arbiter }, dhcp }: Seed['clusters'][number],
  at: number,
  family: Family,
) => {
  const groups = [
    { role: masters === 1 ? 'single' : 'master', count: arbiter ? 2 : masters },
    ...(workers > 0 ? [{ role: 'worker', count: workers }] : []),
    ...(storage > 0 ? [{ role: 'storage', count: storage }] : []),
    ...(arbiter ? [{ role: 'arbiter', count: 1 }] : []),
  ];
  return groups.map(({ role, count }, group) => ({
    role,
    count,
    flavor: 'any',
    // A master is where the others meet: it has a fixed address.
    ...((group === 0 || !dhcp) && {
      ...(has(family, 'ipv4') && { address: `.${at}.${20 + group * 10}` }),
      ...(has(family, 'ipv6') && { address6: `::${at}:${20 + group * 10}` }),
    }),
  }));
};

const clusterOf = (all: Seed, index: number) => {
  const one = all.clusters[index] as Seed['clusters'][number];
  const place = one.network % all.families.length;
  const family = all.families[place] ?? 'ipv4';
  const single = one.shape.masters === 1;
  return {
    ...(index === 0 && { hub: true }),
    install: index === 0 && one.install === 'acm' ? 'agent' : one.install,
    network: `net-${place}`,
    ...(one.fqdn && { fqdn: `c${index}.region-${index}.example.net` }),
    ...(!single && {
      apiVips: both(family, `.${index}.10`, `::${index}:10`),
      ingressVips: both(family, `.${index}.11`, `::${index}:11`),
    }),
    ...(one.metallb && { metallb: both(family, `.${index}.100-.${index}.120`, `::${index}:100-::${index}:120`) }),
    pods: both(family, '172.20.0.0/14', 'fd01::/48'),
    services: both(family, '172.30.0.0/16', 'fd02::/112'),
    nodes: nodes(one, index, family),
  };
};

const documentOf = (all: Seed) => {
  const uefi = all.flavor.firmware === 'uefi';
  return {
    name: 'random',
    baseDomain: 'lab.example',
    networks: Object.fromEntries(all.families.map((_, index) => [`net-${index}`, network(all, index)])),
    flavors: { any: { ...all.flavor, secureBoot: uefi && (all.clusters[0]?.secureBoot ?? false) } },
    clusters: Object.fromEntries(all.clusters.map((_, index) => [`cluster-${index}`, clusterOf(all, index)])),
    ...(all.balancer && { loadBalancer: { address: '192.0.2.1' } }),
    ntp: all.ntp,
    dns: all.dns,
    openshift: { imageSet: 'img4.20.14-x86-64-appsub', releaseImage: 'quay.io/example/release:4.20.14-x86_64' },
  };
};

/** The document of a lab. */
export const labs: fc.Arbitrary<string> = seed.map((all) => stringify(documentOf(all)));

type Disks = Seed['flavor']['disks'];

/** What people do to the disks of machines that they have, and what they had better not. */
const laterDisks = {
  same: (before: Disks) => before,
  fewer: (before: Disks) => before.slice(0, Math.max(1, before.length - 1)),
  more: (before: Disks, other: Disks) => [...before, ...other],
  larger: (before: Disks) => before.map((disk) => ({ ...disk, size: '150GB' })),
  others: (_: Disks, other: Disks) => other,
};

/** Less of it, as it is brought onto a hypervisor several times. */
const small = fc.record({ ...fields, clusters: fc.array(cluster, { minLength: 1, maxLength: 2 }) });

/** What only the definitions of machines and networks tell of. */
const more = fc.record({
  cpu: fc.constantFrom('host-passthrough', 'host-model', 'maximum'),
  virt: fc.constantFrom('auto', 'qemu'),
  machine: fc.constantFrom('q35', 'pc-q35-7.1'),
  /** A card in every network, and in a bridge of the host's. */
  everywhere: fc.boolean(),
  bridge: fc.constantFrom({ bridge: 'br-out' }, { bridge: 'ovs-out', vlan: 7 }),
});
type More = typeof more extends fc.Arbitrary<infer Value> ? Value : never;

const text = (all: Seed, { everywhere, bridge, ...flavor }: More): string => {
  const document = documentOf(all);
  const networks = {
    ...document.networks,
    ...(everywhere && { out: { mode: 'bridge', ...bridge, ipv4: { cidr: '203.0.113.0/24' } } }),
  };
  const cards = everywhere && { networks: Object.keys(networks) };
  return stringify({ ...document, networks, flavors: { any: { ...document.flavors.any, ...flavor, ...cards } } });
};

const isOwn = fc.constantFrom('before', 'other');
const change = fc.record({
  other: small,
  disks: fc.constantFrom(...(['same', 'same', 'fewer', 'more', 'more', 'larger', 'larger', 'others'] as const)),
  families: isOwn,
  modes: isOwn,
  mtu: isOwn,
  flavor: isOwn,
  clusters: fc.array(isOwn, { minLength: 2, maxLength: 2 }),
  count: isOwn,
  ntp: isOwn,
  dns: isOwn,
  balancer: isOwn,
});

const changed = (
  before: Seed,
  { other, disks, ...from }: typeof change extends fc.Arbitrary<infer C> ? C : never,
): Seed => {
  const all = { before, other };
  const [first] = other.clusters;
  const clusters = Array.from({ length: all[from.count].clusters.length }, (_, index) => {
    const place = all[from.clusters[index] ?? 'before'];
    return place.clusters[index] ?? before.clusters[index] ?? other.clusters[index] ?? first;
  });
  return {
    families: all[from.families].families,
    modes: all[from.modes].modes,
    mtu: all[from.mtu].mtu,
    flavor: { ...all[from.flavor].flavor, disks: laterDisks[disks](before.flavor.disks, other.flavor.disks) },
    clusters: clusters.filter((one) => one !== undefined),
    ntp: all[from.ntp].ntp,
    dns: all[from.dns].dns,
    balancer: all[from.balancer].balancer,
  };
};

/** The document of a lab, and what became of it later. */
export const labChanges: fc.Arbitrary<readonly [before: string, after: string]> = fc
  .tuple(small, more, change, fc.option(more))
  .map(([before, first, how, then]) => [text(before, first), text(changed(before, how), then ?? first)]);
