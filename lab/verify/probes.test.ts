import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  dns,
  probed,
  programs,
  wellPrograms,
  wellSubject,
  withPrograms,
  withSenses,
  withSurvey,
} from '../../test/helpers/played-lab.js';
import type { Subject } from './probe.js';
import { probes } from './probes.js';
import type { Names, Senses } from './senses.js';

const well = wellSubject();

/** Where there is nothing to be said on such a host. */
const silent = ['host.firewall', 'host.selinux', 'manifests.equal'];

describe('of a lab that is well', () => {
  it.each(probes.map(({ id }) => id))('%s passes', async (id) => {
    const results = await probed(id, well);
    expect(results.length).toBeGreaterThan(0);
    const wanted = silent.includes(id) ? 'skip' : 'pass';
    expect(results.filter(({ result }) => result !== wanted)).toEqual([]);
  });
});

const asking = (change: (names: Names) => Partial<Names>): Subject =>
  withSenses(well, ({ names }) => ({
    names: (server, signal) => ({ ...names(server, signal), ...change(names(server, signal)) }),
  }));

/** Other answers for names that begin so, of one family. */
const answering = (beginning: string, family: 4 | 6, answer: ReturnType<typeof dns>): Subject =>
  asking(({ addresses }) => ({
    addresses: async (name, asked) =>
      name.startsWith(beginning) && asked === family ? answer : addresses(name, asked),
  }));

const answeringHttp = (change: (question: Parameters<Senses['http']>[0]) => object | undefined): Subject =>
  withSenses(well, ({ http }) => ({
    http: async (question, signal) => ({ ...(await http(question, signal)), ...change(question) }),
  }));

const nothingAnswers = withSenses(well, () => ({ http: () => Promise.reject(new Error('connect ECONNREFUSED')) }));

const machine = (change: (found: ReturnType<typeof domains>[number]) => object): Subject =>
  withSurvey(well, (here) => ({
    domains: here.domains.map((found) => (found.name === 'etl4-master-0' ? { ...found, ...change(found) } : found)),
  }));
const brokenOff = (debts: object): Subject => {
  const subject = wellSubject();
  const dir = join(subject.site.host.dir, 'rehearsal');
  mkdirSync(dir);
  writeFileSync(join(dir, 'debts.json'), JSON.stringify(debts));
  return subject;
};
const domains = ({ site }: Subject) => site.surveys.flatMap((here) => here.domains);

const networksOf = ({ site }: Subject) => site.surveys.flatMap((here) => here.networks);

const network = (change: object): Subject =>
  withSurvey(well, ({ networks }) => ({ networks: networks.map((found) => ({ ...found, ...change })) }));

const devices = (change: (text: string) => string): Subject =>
  withPrograms(well, { 'ip -json address': change(wellPrograms(well.lab)['ip -json address'] ?? '') });

const greeting = (name: string, answer: Awaited<ReturnType<Senses['greet']>>): Subject =>
  withSenses(well, ({ greet }) => ({
    greet: async (address, port, asked, signal) => (asked === name ? answer : greet(address, port, asked, signal)),
  }));

const reading = (files: Readonly<Record<string, string>>, from: Subject = well): Subject =>
  withSenses(from, ({ read }) => ({ read: async (path) => files[path] ?? read(path) }));

const flavor = (say: string) =>
  wellSubject((text) => text.replace('master: { vcpus: 8,', `master: { ${say}, vcpus: 8,`));
const listening = (line: string): Subject => withPrograms(well, { 'ss -Hltnup': line });
const routed = (dst: string): Subject =>
  withPrograms(well, { 'ip -json -4 route': JSON.stringify([{ dst, dev: 'tun0' }]) });
/** As firewall-cmd(1) lists them. */
const firewalld = (zones: Readonly<Record<string, readonly string[]>>, policies: typeof zones = {}): Subject => {
  const listed = (places: typeof zones) =>
    Object.entries(places)
      .map(([name, lines]) => `${name}\n${lines.map((line) => `${line}\n`).join('')}\n`)
      .join('');
  return withPrograms(well, {
    'firewall-cmd --state': 'running\n',
    'firewall-cmd --list-all-zones': listed(zones),
    'firewall-cmd --list-all-policies': listed(policies),
    'firewall-cmd --get-default-zone': 'public\n',
  });
};
const libvirtZone = ['  target: ACCEPT', '  interfaces: ic4s20-lab', '  services: dhcp dns ssh', '  rich rules: '];
const rejecting = '\trule priority="32767" reject';
const capabilities = (text: string): Subject =>
  withSurvey(flavor('secureBoot: true, tpm: true'), ({ connection }) => ({
    connection: {
      ...connection,
      getDomainCapabilities: async () => `<domainCapabilities>${text}</domainCapabilities>`,
    },
  }));
const withoutDirectory = (): Subject => {
  const subject = wellSubject();
  rmSync(subject.site.host.dir, { recursive: true });
  return subject;
};

const efi = "<os><enum name='firmware'><value>efi</value></enum></os>";

const broken: readonly [string, string, Subject, RegExp][] = [
  ['host.virtualisation', 'fail', withSurvey(flavor('virt: kvm'), () => ({ kvm: false })), /^no KVM, which/],
  ['host.virtualisation', 'warn', withSurvey(well, () => ({ kvm: false })), /machines are emulated/],
  [
    'host.capacity',
    'fail',
    withSurvey(well, ({ host }) => ({ host: { ...host, memory: 2 ** 20 } })),
    /need 216 GiB of memory/,
  ],
  ['host.capacity', 'fail', withSurvey(well, ({ host }) => ({ host: { ...host, cpus: 2 } })), /need 72 vCPUs/],
  ['host.firmware', 'fail', capabilities(''), /no UEFI firmware for q35; no firmware with secure boot for q35; no TPM/],
  ['host.firmware', 'fail', capabilities(efi), /^no firmware with secure boot for q35; no TPM$/],
  [
    'host.obstacles',
    'fail',
    withSurvey(well, (here) => ({ domains: here.domains.map(({ mark: _, ...found }) => found) })),
    /not this lab's/,
  ],
  [
    'host.ports',
    'fail',
    listening('tcp LISTEN 0 5 0.0.0.0:8000 0.0.0.0:* users:(("nginx",pid=5,fd=6))'),
    /held by nginx \(process 5\)/,
  ],
  ['host.ports', 'fail', listening('tcp LISTEN 0 5 [::]:443 [::]:* users:(("nginx",pid=5,fd=6))'), /held by nginx/],
  ['host.ports', 'warn', listening('udp UNCONN 0 0 192.168.135.1:53 0.0.0.0:*'), /only root can see/],
  [
    'host.addresses',
    'fail',
    devices((text) => text.replace('10.8.3.197', '10.8.3.198')),
    /10\.8\.3\.197 is not an address/,
  ],
  ['host.addresses', 'fail', devices((text) => text.replace('["UP"]', '[]')), /eth0 with 10\.8\.3\.197 is down/],
  ['host.routes', 'fail', routed('192.168.135.128/25'), /reaches 192\.168\.135\.128\/25 by tun0/],
  ['host.routes', 'fail', routed('192.168.135.7'), /192\.168\.135\.7\/32 by tun0/],
  ['host.routes', 'warn', routed('192.168.0.0/16'), /hides a part of 192\.168\.0\.0\/16/],
  ['host.firewall', 'fail', firewalld({ libvirt: [...libvirtZone, rejecting], public: [] }), /closed in zone libvirt/],
  ['host.firewall', 'fail', firewalld({}), /there is no zone libvirt/],
  [
    'host.selinux',
    'fail',
    reading({ '/sys/fs/selinux/enforce': '1' }, withPrograms(well, { getsebool: 'haproxy_connect_any --> off\n' })),
    /off: HAProxy/,
  ],
  ['network.active', 'fail', network({ active: false }), /stopped/],
  ['network.active', 'fail', withSurvey(well, () => ({ networks: [] })), /not there/],
  ['network.autostart', 'fail', network({ autostart: false }), /does not start/],
  [
    'network.shape',
    'fail',
    withSurvey(
      wellSubject((text) => text.replace('dhcp: .200-.239', 'dhcp: .200-.230')),
      () => ({ networks: networksOf(well) }),
    ),
    /DHCP pool .*239 -> .*230/,
  ],
  [
    'network.bridge',
    'fail',
    devices((text) => text.replace('"192.168.135.1"', '"192.168.135.2"')),
    /has no address 192\.168\.135\.1\/24/,
  ],
  ['network.bridge', 'fail', devices((text) => text.replace('ic4s20-lab', 'virbr7')), /no ic4s20-lab/],
  ['network.bridge', 'fail', devices((text) => text.replaceAll('["UP"]', '[]')), /ic4s20-lab is down/],
  ['service.state', 'fail', withoutDirectory(), /not there/],
  [
    'dns.api',
    'fail',
    answering('api.etl4', 4, dns('answer', '192.0.2.1')),
    /api\.etl4\S+: 192\.0\.2\.1, not 192\.168\.135\.163 \(192\.168\.135\.1\)/,
  ],
  ['dns.api', 'fail', answering('api.etl4', 4, dns('answer', '192.0.2.1', '192.168.135.163')), /192\.0\.2\.1/],
  ['dns.api-int', 'fail', answering('api-int.etl6', 4, dns('no answer')), /no answer, not 192\.168\.135\.173/],
  ['dns.apps', 'fail', answering('lab-verify-', 4, dns('no such name')), /no such name, not/],
  ['dns.nodes', 'fail', answering('etl4-master-2', 4, dns('no data')), /no data, not 192\.168\.135\.162/],
  [
    'dns.reverse',
    'fail',
    asking(() => ({ reverse: async () => dns('answer', 'other.example.com') })),
    /other\.example\.com, not etl4-master-0/,
  ],
  ['dns.aaaa', 'fail', answering('api.', 6, dns('no answer')), /AAAA: no answer/],
  ['dns.aaaa', 'fail', answering('lab-verify', 6, dns('no such name')), /AAAA: no such name/],
  [
    'dns.nowildcard',
    'fail',
    answering('validateNo', 4, dns('answer', '192.168.135.164')),
    /192\.168\.135\.164, not NXDOMAIN/,
  ],
  ['dns.upstream', 'warn', asking(() => ({ servers: async () => dns('refused') })), /refused from upstream/],
  ['dns.host', 'fail', withSenses(well, () => ({ run: programs({ getent: '' }) })), /does not resolve api/],
  [
    'dns.host',
    'fail',
    withSenses(well, () => ({ run: programs({ getent: '192.0.2.1  STREAM api\n' }) })),
    /192\.0\.2\.1, not/,
  ],
  [
    'ntp.time',
    'fail',
    withSenses(well, () => ({ clock: () => Promise.reject(new Error('no answer')) })),
    /tells no time \(no answer\)/,
  ],
  [
    'ntp.time',
    'fail',
    withSenses(well, () => ({ clock: async () => ({ stratum: 3, synchronized: false, offset: 0 }) })),
    /not synchronized/,
  ],
  [
    'ntp.time',
    'fail',
    withSenses(well, () => ({ clock: async () => ({ stratum: 0, synchronized: true, offset: 0 }) })),
    /stratum 0/,
  ],
  [
    'ntp.time',
    'warn',
    withSenses(well, () => ({ clock: async () => ({ stratum: 3, synchronized: true, offset: -2 }) })),
    /-2\.000 s/,
  ],
  [
    'machine.pool',
    'fail',
    withSurvey(well, ({ pool }) => ({ ...(pool && { pool: { ...pool, active: false } }) })),
    /not active/,
  ],
  [
    'machine.pool',
    'fail',
    withSurvey(well, ({ pool }) => ({ ...(pool && { pool: { ...pool, stale: true } }) })),
    /files are gone from it/,
  ],
  [
    'machine.shape',
    'fail',
    machine((found) => ({
      tree: { ...found.tree, children: found.tree.children.filter(({ name }) => name !== 'memory') },
    })),
    /memory 0 MiB -> 24 GiB/,
  ],
  [
    'machine.shape',
    'fail',
    withSurvey(well, ({ domains: [, ...rest] }) => ({ domains: rest })),
    /there is no machine\/hub-master-0/,
  ],
  [
    'machine.shape',
    'fail',
    withSurvey(well, ({ pool }) => ({ ...(pool && { pool: { ...pool, volumes: new Map() } }) })),
    /there is no volume\/hub-master-0\/vda/,
  ],
  [
    'machine.extra',
    'fail',
    withSurvey(
      wellSubject((text) =>
        text.replace('count: 3', 'count: 1').replace(/ {4}(?:apiVips: \[.10\]|ingressVips: \[.11\])\n/g, ''),
      ),
      () => ({ domains: domains(well) }),
    ),
    /which runs/,
  ],
  [
    'machine.rehearsal',
    'fail',
    brokenOff({
      images: ['http://192.168.135.1:8079/lab-rehearsal.iso'],
      touched: [well.lab.machines[3]?.uuid],
      written: [],
      borrowed: [{ device: 'ic4s20-lab', address: '192.168.135.163' }],
    }),
    /broken off, and may have left etl4-master-0, 192\.168\.135\.163 /,
  ],
  ['machine.power', 'fail', machine(() => ({ state: 'crashed' })), /^crashed$/],
  ['machine.power', 'warn', machine(() => ({ state: 'paused' })), /^paused$/],
  ['machine.power', 'fail', withSurvey(well, () => ({ domains: [] })), /no such machine/],
  ['machine.running', 'fail', machine(() => ({ state: 'shutoff' })), /^shutoff$/],
  ['bmc.https', 'fail', nothingAnswers, /ECONNREFUSED/],
  ['bmc.https', 'fail', answeringHttp(() => ({ body: 'hello' })), /status 200, and no Redfish service root/],
  ['bmc.http', 'fail', nothingAnswers, /ECONNREFUSED/],
  [
    'bmc.http',
    'fail',
    answeringHttp(() => ({ status: 200, body: { RedfishVersion: '1.22.1' } })),
    /can be read on the wire/,
  ],
  ['bmc.http', 'fail', { ...well, lab: { ...well.lab, bmc: { ...well.lab.bmc, allowHttp: true } } }, /status 308/],
  ['bmc.certificate', 'fail', answeringHttp(() => ({ certificate: { fits: true, validTo: new Date(0) } })), /expired/],
  [
    'bmc.certificate',
    'warn',
    answeringHttp(() => ({ certificate: { fits: false, validTo: new Date(Date.now() + 1e10) } })),
    /^not good for 192\.168\.135\.1/,
  ],
  [
    'bmc.certificate',
    'warn',
    answeringHttp(() => ({ certificate: { fits: true, validTo: new Date(Date.now() + 1e8) } })),
    /1 more days/,
  ],
  ['bmc.credentials', 'fail', answeringHttp(() => ({ status: 200 })), /200 without them/],
  ['bmc.members', 'fail', answeringHttp(() => ({ status: 401 })), /status 401/],
  [
    'bmc.members',
    'fail',
    answeringHttp(() => ({ body: { Members: [{ '@odata.id': '/redfish/v1/Systems/x' }] } })),
    /hub-master-0 is missing.*x is not of the lab/,
  ],
  [
    'bmc.systems',
    'fail',
    answeringHttp(() => ({ body: { UUID: 'another' } })),
    /etl4-master-0: UUID another, not 10fcb067/,
  ],
  ['bmc.systems', 'fail', answeringHttp(() => ({ status: 404 })), /etl4-master-0: status 404/],
  [
    'balancer.listens',
    'fail',
    withSenses(well, () => ({ listens: async (_, port) => port !== 6443 })),
    /nobody listens on 10\.8\.3\.197:6443$/,
  ],
  [
    'balancer.refuses',
    'fail',
    greeting('evil-apps.etl4.qe.lab.redhat.com', { outcome: 'certificate', fits: false, names: '*.apps.etl4' }),
    /evil-apps\S+:443 reaches \*\.apps\.etl4/,
  ],
  ['balancer.refuses', 'fail', greeting('nobody.invalid', { outcome: 'silent' }), /nobody\.invalid:443 no answer/],
  [
    'balancer.refuses',
    'fail',
    withSenses(well, () => ({ greet: async () => ({ outcome: 'unreachable', why: 'ECONNREFUSED' }) })),
    /no connection \(ECONNREFUSED\)/,
  ],
  ['balancer.api', 'fail', greeting('api.etl6.qe.lab.redhat.com', { outcome: 'refused' }), /:6443 refused/],
  [
    'balancer.api',
    'fail',
    greeting('api.etl6.qe.lab.redhat.com', { outcome: 'certificate', fits: false, names: 'api.etl4' }),
    /reaches api\.etl4/,
  ],
  [
    'balancer.apps',
    'fail',
    greeting('console-openshift-console.apps.etl6.qe.lab.redhat.com', { outcome: 'silent' }),
    /no answer/,
  ],
  [
    'manifests.equal',
    'fail',
    {
      ...well,
      manifests: {
        dir: '/nowhere',
        renderings: [{ name: 'plain', files: [{ path: 'a', scope: 'cluster/etl4', text: 'a', secret: false }] }],
        isStale: () => true,
      },
    },
    /^a missing$/,
  ],
];

describe('a probe finds', () => {
  it.each(broken)('%s: %s', async (id, result, subject, value) => {
    const results = await probed(id, subject);
    const found = results.filter((one) => one.result === result);
    expect(found.map((one) => one.value)).toEqual(expect.arrayContaining([expect.stringMatching(value)]));
    // Who is told of something is told what to do.
    expect(found.filter(({ hint }) => hint === undefined || hint === '')).toEqual([]);
  });

  it('each what is broken: there is none that cannot fail', () => {
    const seen = new Set(broken.map(([id]) => id));
    expect(probes.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
    expect(new Set(probes.map(({ id }) => id)).size).toBe(probes.length);
  });
});

it('tells what firewalld has to be told, for the zone of each address', async () => {
  const ntp = 'rule family="ipv4" destination address="192.168.135.1" port port="123" protocol="udp" accept';
  const subject = firewalld({
    'libvirt (active)': [...libvirtZone, `\t${ntp}`, rejecting],
    public: [
      '  target: default',
      '  interfaces: ',
      '  services: https',
      '  ports: 6000-7000/tcp 80/udp',
      '  rich rules: ',
    ],
  });
  const results = await probed('host.firewall', subject);
  expect(results.map(({ of, result }) => `${of} ${result}`)).toEqual([
    'DNS 53/udp pass',
    'DNS 53/tcp pass',
    'NTP 123/udp pass',
    'BMC 8000/tcp fail',
    'load balancer 443/tcp pass',
    'load balancer 6443/tcp pass',
    'load balancer 80/tcp fail',
  ]);
  const bmc = ntp.replace('"123" protocol="udp"', '"8000" protocol="tcp"');
  expect(results.find(({ of }) => of === 'BMC 8000/tcp')?.commands).toEqual([
    ['firewall-cmd', '--zone=libvirt', `--add-rich-rule=${bmc}`],
    ['firewall-cmd', '--permanent', '--zone=libvirt', `--add-rich-rule=${bmc}`],
  ]);
});

it('takes a zone that accepts everything for open', async () => {
  const all = { libvirt: ['  target: ACCEPT'], public: ['  target: ACCEPT'] };
  expect((await probed('host.firewall', firewalld(all))).filter(({ result }) => result !== 'pass')).toEqual([]);
});

it("tells what a policy has to be told, where one comes before the bridge's zone", async () => {
  const results = await probed(
    'host.firewall',
    firewalld(
      { 'libvirt-routed (active)': ['  target: default', '  interfaces: ic4s20-lab'], public: ['  target: ACCEPT'] },
      {
        'libvirt-routed-in': ['  ingress-zones: ANY', '  egress-zones: libvirt-routed'],
        'libvirt-to-host (active)': [
          '  target: REJECT',
          '  ingress-zones: libvirt-routed',
          '  egress-zones: HOST',
          '  services: dhcp dns',
        ],
      },
    ),
  );
  expect(results.filter(({ result }) => result === 'fail').map(({ of, value }) => `${of} ${value}`)).toEqual([
    'NTP 123/udp closed in policy libvirt-to-host',
    'BMC 8000/tcp closed in policy libvirt-to-host',
  ]);
  expect(results.find(({ of }) => of === 'BMC 8000/tcp')?.commands?.[1]).toContain('--policy=libvirt-to-host');
});

it('takes ports that its own services hold for well', async () => {
  const { dir } = well.site.host;
  const held = withPrograms(reading({ '/proc/9/cmdline': `node\0--config\0${dir}/bmc/redfish-emu.yaml` }), {
    'ss -Hltnup': 'tcp LISTEN 0 5 192.168.135.1:8000 0.0.0.0:* users:(("node",pid=9,fd=6))',
  });
  const results = await probed('host.ports', held);
  expect(results.find(({ of }) => of === '192.168.135.1:8000/tcp')).toMatchObject({
    result: 'pass',
    value: "the lab's BMC",
  });
});

it('takes each address of the loopback network for one of this host', async () => {
  const loopback = JSON.stringify([{ ifname: 'lo', flags: ['UP'], addr_info: [{ local: '127.0.0.1', prefixlen: 8 }] }]);
  const subject = wellSubject((text) => text.replace('10.8.3.197', '127.0.0.7'));
  expect(await probed('host.addresses', withPrograms(subject, { 'ip -json address': loopback }))).toMatchObject([
    { result: 'pass', value: '127.0.0.7 on lo' },
  ]);
});

it('skips what the document does not have', async () => {
  const none = wellSubject(
    (text) => `${text.replace(/^loadBalancer.*$/m, '')}dns: { enabled: false }\nntp: { enabled: false }\n`,
  );
  for (const id of ['balancer.listens', 'balancer.api', 'ntp.time', 'dns.api', 'dns.upstream', 'dns.host'])
    expect((await probed(id, none)).filter(({ result }) => result !== 'skip')).toEqual([]);
});

it('says nothing of volumes in a pool that is off: the probe of pools does', async () => {
  const off = withSurvey(well, ({ pool }) => ({
    ...(pool && { pool: { ...pool, active: false, volumes: new Map() } }),
  }));
  expect((await probed('machine.shape', off)).filter(({ result }) => result !== 'pass')).toEqual([]);
});

it('looks for a wildcard only where something answers', async () => {
  const hintOf = async (answer: ReturnType<typeof dns>) =>
    (await probed('dns.nowildcard', answering('validateNo', 4, answer)))[0]?.hint;
  expect(await hintOf(dns('answer', '192.168.135.164'))).toContain('wildcard');
  const dead = asking(() => ({ addresses: async () => dns('no answer') }));
  expect((await probed('dns.nowildcard', dead))[0]?.hint).toMatch(/its log tells why it does not answer/);
});

it('knows an address of IPv4 however the host writes it', async () => {
  const { senses } = well;
  const mapped = withSenses(well, () => ({
    run: async (argv, signal) => {
      const text = await senses.run(argv, signal);
      return argv[0] === 'getent' ? text.replaceAll(/^(?=\d)/gm, '::ffff:') : text;
    },
  }));
  expect((await probed('dns.host', mapped)).filter(({ result }) => result !== 'pass')).toEqual([]);
});
