/** A lab that is well in every respect, played: tests of probes break one thing of it each. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { dnsRecords, familyOf } from '../../lab/dns/records.js';
import type { Host } from '../../lab/host/host.js';
import { markFor, wantedOf } from '../../lab/kinds/machine.js';
import { bareMachine, machineAspects } from '../../lab/kinds/machine-aspects.js';
import { bareNetwork, networkAspects } from '../../lab/kinds/network-aspects.js';
import { appliedOf, digestOf } from '../../lab/kinds/service.js';
import { hashOf, networkName, type Site } from '../../lab/kinds/site.js';
import { volumeName } from '../../lab/kinds/volume-names.js';
import { setMark } from '../../lab/libvirt/mark.js';
import type { FoundDomain, FoundNetwork, Survey } from '../../lab/libvirt/survey.js';
import { presetText } from '../../lab/presets.js';
import { servicesOf } from '../../lab/services/services.js';
import { uuidOf } from '../../lab/spec/identity.js';
import { loadLab } from '../../lab/spec/load.js';
import type { Lab } from '../../lab/spec/types.js';
import type { Probe, Result, Subject } from '../../lab/verify/probe.js';
import { probes } from '../../lab/verify/probes.js';
import type { DnsAnswer, Names, Senses } from '../../lab/verify/senses.js';

const capabilities = `<domainCapabilities>
  <os supported='yes'><enum name='firmware'><value>bios</value><value>efi</value></enum>
    <loader supported='yes'><enum name='secure'><value>yes</value><value>no</value></enum></loader></os>
  <devices><tpm supported='yes'/></devices></domainCapabilities>`;

/** As much as probes use of it; a part that is not played fails loudly. */
const played = <T>(part: Partial<T>): T => part as T;

const surveyOf = (lab: Lab): Survey => {
  const [spec] = lab.hypervisors;
  if (spec === undefined) throw new Error('a lab has a hypervisor');
  const volumes = lab.machines.flatMap((machine) =>
    machine.disks.map((disk) => [volumeName(lab, machine, disk), disk.size] as const),
  );
  const base: Survey = {
    spec,
    connection: played<Survey['connection']>({ getDomainCapabilities: async () => capabilities }),
    libvirt: '11.5.0',
    host: { model: 'x86_64', memory: 2 ** 30, cpus: 128, mhz: 3000, nodes: 1, sockets: 2, cores: 32, threads: 2 },
    kvm: true,
    networks: [],
    domains: [],
    pool: {
      active: true,
      autostart: true,
      path: spec.poolPath,
      stale: false,
      info: { state: 'running', capacity: 1e13, allocation: 0, available: 1e13 },
      volumes: new Map(volumes),
      occupied: new Map(),
      pool: played<NonNullable<Survey['pool']>['pool']>({}),
    },
  };
  const networks = lab.networks.map((network): FoundNetwork => {
    const name = networkName(lab, network);
    const tree = bareNetwork(uuidOf(name), name);
    for (const aspect of networkAspects) aspect.put(tree, { lab, network, name });
    const mark = { lab: lab.name, spec: hashOf(network), volumes: [] };
    setMark(tree, mark);
    return { name, network: played<FoundNetwork['network']>({}), tree, mark, active: true, autostart: true };
  });
  const site = played<Site>({ lab, surveys: [base] });
  const domains = lab.machines.map((machine): FoundDomain => {
    const tree = bareMachine(machine.uuid);
    for (const aspect of machineAspects) aspect.put(tree, wantedOf(site, base, machine));
    const mark = markFor(lab, base, machine);
    setMark(tree, mark);
    const { name, uuid } = machine;
    return { name, uuid, domain: played<FoundDomain['domain']>({}), tree, mark, state: 'running' };
  });
  return { ...base, networks, domains };
};

/** Its directory is swept once this process is no more: a worker of vitest's is ended before it could do so itself. */
const hostOf = (lab: Lab): Host => {
  const above = mkdtempSync(join(tmpdir(), `redfish-emu-test-${process.pid}-`));
  const dir = join(above, lab.name);
  const host: Host = {
    dir,
    hostsFile: '/nowhere',
    services: played<Host['services']>({
      name: 'processes',
      isInstalled: async () => true,
      isRunning: async () => true,
      installed: async () => servicesOf(lab, host).map(({ name }) => name),
    }),
  };
  const applied = servicesOf(lab, host).map((service): [string, string] => [
    appliedOf(dir, service.name),
    digestOf(service),
  ]);
  const files = servicesOf(lab, host).flatMap((service) => Object.entries(service.files));
  for (const [file, text] of [...files, ...applied]) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return host;
};

export const dns = (status: DnsAnswer['status'], ...values: readonly string[]): DnsAnswer => ({
  status,
  values,
  milliseconds: 1,
});

const namesOf = (lab: Lab): Names => {
  const records = dnsRecords(lab);
  const isOf = (name: string) => (record: (typeof records)[number]) =>
    record.wildcard ? name.endsWith(`.${record.name}`) : record.name === name;
  return {
    addresses: async (name, family) => {
      const found = records.find(isOf(name));
      if (found === undefined) return dns('no such name');
      const own = found.addresses.filter((address) => familyOf(address) === family);
      return own.length === 0 ? dns('no data') : dns('answer', ...own);
    },
    reverse: async (address) => {
      const found = records.find((record) => record.reverse && record.addresses.includes(address));
      return found === undefined ? dns('no such name') : dns('answer', found.name);
    },
    servers: async () => dns('answer', 'a.root-servers.net'),
  };
};

const linksOf = (lab: Lab): string =>
  JSON.stringify([
    { ifname: 'eth0', flags: ['UP'], addr_info: [{ local: lab.loadBalancer?.address, prefixlen: 24 }] },
    ...lab.networks.map(({ bridge, subnets }) => ({
      ifname: bridge,
      flags: ['UP'],
      addr_info: subnets.map(({ gateway, cidr }) => ({ local: gateway, prefixlen: cidr.prefix })),
    })),
    {},
  ]);

/** What a program prints, by the beginning of its command line. Others are not there. */
export type Programs = Readonly<Record<string, string>>;

export const programs =
  (all: Programs): Senses['run'] =>
  async (argv) => {
    const line = argv.join(' ');
    const found = Object.entries(all).find(([beginning]) => line.startsWith(beginning));
    if (found === undefined) throw new Error(`${argv[0]} is not installed`);
    return found[1];
  };

export const wellPrograms = (lab: Lab): Programs => ({
  'ip -json address': linksOf(lab),
  'ip -json -4 route': JSON.stringify([
    { dst: 'default', dev: 'eth0' },
    { dst: '10.8.3.0/24', dev: 'eth0' },
  ]),
  'ip -json -6 route': '[]',
  'ss -Hltnup': 'udp UNCONN 0 0 127.0.0.53%lo:53 0.0.0.0:* users:(("systemd-resolve",pid=7,fd=13))\n',
  ...Object.fromEntries(
    dnsRecords(lab)
      .filter(({ kind }) => kind === 'api')
      .map(({ name, addresses }) => [
        `getent ahosts ${name}`,
        addresses.map((address) => `${address}  STREAM ${name}\n${address}  DGRAM\n`).join(''),
      ]),
  ),
});

const sensesOf = (lab: Lab): Senses => ({
  run: programs(wellPrograms(lab)),
  read: async (path) => (path.endsWith('/password') ? 'secret\n' : undefined),
  names: () => namesOf(lab),
  clock: async () => ({ stratum: 3, synchronized: true, offset: 0.001 }),
  http: async ({ scheme, path, credentials }) => {
    const certificate = { fits: true, validTo: new Date(Date.now() + 300 * 86_400_000) };
    if (scheme === 'http') return { status: 308 };
    if (path === '/redfish/v1/') return { status: 200, body: { RedfishVersion: '1.22.1' }, certificate };
    if (credentials?.password !== 'secret') return { status: 401, certificate };
    const members = lab.machines.map(({ uuid }) => ({ '@odata.id': `/redfish/v1/Systems/${uuid}` }));
    if (path === '/redfish/v1/Systems') return { status: 200, body: { Members: members }, certificate };
    return { status: 200, body: { UUID: path.split('/').at(-1) }, certificate };
  },
  greet: async (_, port, name) => {
    const good = lab.clusters.some(({ fqdn }) =>
      port === 443 ? name.endsWith(`.apps.${fqdn}`) : name === `api.${fqdn}`,
    );
    return good ? { outcome: 'certificate', fits: true, names: name } : { outcome: 'refused' };
  },
  listens: async () => true,
});

/** The nine machines; the document may be another. With every service that a lab can have. */
export const wellSubject = (change: (text: string) => string = (text) => text): Subject => {
  const { lab } = loadLab(change(presetText('hub-and-two-spokes')), 'lab.yaml');
  const host = hostOf(lab);
  return {
    lab,
    site: { lab, host, surveys: [surveyOf(lab)] },
    clusters: lab.clusters,
    machines: lab.machines,
    services: servicesOf(lab, host),
    senses: sensesOf(lab),
  };
};

export const withSenses = (subject: Subject, change: (senses: Senses) => Partial<Senses>): Subject => ({
  ...subject,
  senses: { ...subject.senses, ...change(subject.senses) },
});

export const withPrograms = (subject: Subject, more: Programs): Subject =>
  withSenses(subject, () => ({ run: programs({ ...more, ...wellPrograms(subject.lab), ...more }) }));

export const withSurvey = (subject: Subject, change: (survey: Survey) => Partial<Survey>): Subject => ({
  ...subject,
  site: { ...subject.site, surveys: subject.site.surveys.map((here) => ({ ...here, ...change(here) })) },
});

/** Runs one probe; the test ends where it hangs. */
export const probed = async (id: string, subject: Subject): Promise<readonly Result[]> => {
  const probe = probes.find((one): one is Probe => one.id === id);
  if (probe === undefined) throw new Error(`there is no probe ${id}`);
  return probe.run(subject, new AbortController().signal);
};
