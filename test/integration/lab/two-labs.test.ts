/** Two labs on one host: made at the same time, changed and removed without the other noticing, kept out of each other's way. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LabHost, type Ran, startLabHost } from '../../helpers/lab-host.js';
import { waitFor } from '../../helpers/wait.js';

vi.setConfig({ testTimeout: 300_000 });

let host: LabHost;
let before: readonly string[];

interface Place {
  readonly name: string;
  /** Third byte of its network. */
  readonly net: number;
  readonly balancer: string;
  readonly bmc: number;
}

const document = ({ name, net, balancer, bmc }: Place, uri: string, poolPath: string): string => `
name: ${name}
baseDomain: ${name}.example
hypervisors: [{ name: host, uri: "${uri}", poolPath: ${poolPath} }]
networks: { lab: { ipv4: { cidr: 192.168.${net}.0/24, dhcp: .200-.239 } } }
flavors: { master: { virt: qemu, firmware: bios, vcpus: 4, memory: 16GiB, disks: [{ size: 100GB }] } }
clusters:
  ${name}-c: { install: none, apiVips: [.10], ingressVips: [.11], nodes: [{ role: master, count: 3, flavor: master, address: .20 }] }
loadBalancer: { address: ${balancer} }
bmc: { port: ${bmc} }
dns: { host: hosts, upstream: [192.0.2.53] }
scale: 0.004
floors: ignore
overcommit: { vcpus: 64, memory: 64, disk: 64 }
`;

const east: Place = { name: 'east', net: 141, balancer: '127.0.0.8', bmc: 8000 };
const west: Place = { name: 'west', net: 142, balancer: '127.0.0.9', bmc: 8000 };

const fileOf = (name: string): string => join(host.libvirtd.dir, `${name}.yaml`);
const put = (place: Place): Promise<void> =>
  writeFile(fileOf(place.name), document(place, host.libvirtd.uri, `${host.libvirtd.dir}/pool`));

const edit = async (name: string, change: (text: string) => string): Promise<void> => {
  const text = await readFile(fileOf(name), 'utf8');
  const changed = change(text);
  expect(changed).not.toBe(text);
  await writeFile(fileOf(name), changed);
};

const lab = (of: string, ...args: readonly string[]): Promise<Ran> => host.run(...args, '--file', fileOf(of));

beforeAll(async () => {
  host = await startLabHost();
  await put(east);
  await put(west);
  await put({ ...west, name: 'third' });
  before = await host.inventory();
});
afterAll(() => host?.stop());

/** The bridge and what is on it: numbers stay as long as a device, and each time that it goes down is counted. */
const linksOf = (name: string): Promise<string> =>
  host.libvirtd.exec(
    'sh',
    '-c',
    `cd /sys/class/net; for link in ${name}-lab $(ls ${name}-lab/brif); do
      echo $link $(cat $link/ifindex $link/carrier $link/carrier_down_count); done`,
  );

/** Programs with their numbers, and all that libvirt says: anything done to a lab would show. */
const stateOf = async (name: string): Promise<string> => {
  const { exec, virsh, dir } = host.libvirtd;
  const machines = (await virsh('list', '--all', '--name')).split('\n').filter((one) => one.startsWith(name));
  return [
    await exec('sh', '-c', `ps -eo pid,args | grep '[ =]${dir}/labs/${name}/' | sort`),
    await linksOf(name),
    await exec('sh', '-c', `ls -li ${dir}/pool | grep ' ${name}-'`),
    await exec('sh', '-c', `sed -n '/^# lab ${name}: begin/,/^# lab ${name}: end/p' /etc/hosts`),
    await virsh('net-dumpxml', `${name}-lab`),
    ...(await Promise.all(machines.map((machine) => virsh('dumpxml', machine)))),
  ].join('\n');
};

it('are made at the same time, and each is well', async () => {
  const both = await Promise.all(['east', 'west'].map((name) => lab(name, 'create')));
  for (const { code, out } of both) expect(code, out).toBe(0);
  for (const name of ['east', 'west'])
    expect((await lab(name, 'plan')).out).toBe(`lab ${name}: everything is as specified.`);
  const verified = await Promise.all(['east', 'west'].map((name) => lab(name, 'verify', '--timeout', '60')));
  for (const { code, out } of verified) expect(code, out).toBe(0);
});

it('do not notice what is done to the other, and no link goes down where it is done', async () => {
  for (const name of ['east', 'west']) {
    await host.libvirtd.virsh('start', `${name}-c-master-0`, '--paused');
    await waitFor(`the links of ${name} to be up`, async () => !/ 0 \d+$/m.test(await linksOf(name)));
  }
  const [untouched, links] = await Promise.all([stateOf('west'), linksOf('east')]);
  expect(untouched).toContain('vnet');
  expect(links).toMatch(/^vnet\d+ \d+ 1 0$/m);
  // Names, a VIP, reservations, the load balancer's clusters, the BMC: all of it is another.
  await edit('east', (text) =>
    text
      .replace('port: 8000', 'port: 8001')
      .replace('apiVips: [.10]', 'apiVips: [.12]')
      .replace('address: .20', 'address: .30')
      .replace(
        'loadBalancer',
        '  spoke: { install: none, apiVips: [.13], ingressVips: [.14], nodes: [{ role: master, count: 3, flavor: master, address: .40 }] }\nloadBalancer',
      ),
  );
  const changed = await lab('east', 'create');
  expect(changed.code, changed.out).toBe(0);
  for (const item of ['service/dns', 'service/lb', 'service/bmc', 'machine/spoke-master-2', 'network/lab'])
    expect(changed.out).toContain(item);
  expect(await linksOf('east')).toBe(links);
  expect(await stateOf('west')).toBe(untouched);
  for (const name of ['east', 'west']) expect((await lab(name, 'plan')).code).toBe(0);
});

it('lose their links with a network that is restarted, and have them back', async () => {
  const untouched = await stateOf('west');
  const bridged = async (): Promise<string> => (await linksOf('east')).replaceAll(/ .*/g, '');
  const whole = await bridged();
  expect(whole).toMatch(/^east-lab\nvnet\d+\n$/);
  await edit('east', (text) => text.replace('lab: { ipv4', 'lab: { mtu: 1400, ipv4'));
  expect(await lab('east', 'create')).toMatchObject({ code: 1, out: expect.stringContaining('--allow-disruption') });
  const restarted = await lab('east', 'create', '--allow-disruption');
  expect(restarted.code, restarted.out).toBe(0);
  expect(await bridged()).toBe(whole);

  // By somebody else.
  for (const verb of ['net-destroy', 'net-start']) await host.libvirtd.virsh(verb, 'east-lab');
  expect(await bridged()).toBe('east-lab\n');
  expect(await lab('east', 'plan')).toMatchObject({
    code: 2,
    out: expect.stringMatching(/card vnet\d+ back on east-lab {2}\[live]/),
  });
  expect((await lab('east', 'create')).code).toBe(0);
  expect(await bridged()).toBe(whole);
  expect((await lab('east', 'plan')).code).toBe(0);
  expect(await stateOf('west')).toBe(untouched);
});

it('are refused what the other has, with its name', async () => {
  const third = { name: 'third', net: 143, balancer: '127.0.0.10', bmc: 8000 };
  const refused = async (place: Place, change: (text: string) => string = (text) => text): Promise<string> => {
    const text = document(place, host.libvirtd.uri, `${host.libvirtd.dir}/pool`);
    await writeFile(fileOf('third'), change(text));
    const { code, out } = await lab('third', 'create');
    expect(code, out).toBe(1);
    return out;
  };
  expect(await refused({ ...third, net: 142 })).toContain(
    '192.168.142.0/24 overlaps 192.168.142.0/24, which host reaches by west-lab',
  );
  expect(await refused({ ...third, balancer: west.balancer })).toMatch(
    /127.0.0.9:443\/tcp, which load balancer of the lab third needs, is held by process \d+ \(haproxy .*labs\/west\/.*: give the lab another/,
  );
  expect(
    await refused(third, (text) => text.replace('bmc: { port: 8000 }', 'bmc: { address: 192.168.142.1, port: 8000 }')),
  ).toMatch(/192.168.142.1:8000\/tcp, which BMC of the lab third needs, is held by process \d+/);
  expect(await host.libvirtd.virsh('net-list', '--all', '--name')).not.toContain('third');
});

it('have one state directory each, and are not made or removed from another', async () => {
  for (const command of ['create', 'destroy']) {
    const elsewhere = host.start(command, '--yes', '--file', fileOf('west'), '--state-dir', '/run/elsewhere');
    const { code, out } = await elsewhere.ended;
    expect(code, out).toBe(1);
    expect(out).toContain(`services of the lab west are in ${host.stateDir}/west: say --state-dir ${host.stateDir}`);
  }
});

it('go one by one, and with the last all is as it was', async () => {
  const untouched = await stateOf('west');
  const gone = await lab('east', 'destroy', '--yes');
  expect(gone.code, gone.out).toBe(0);
  expect(await stateOf('west')).toBe(untouched);
  expect((await lab('west', 'plan')).code).toBe(0);
  await lab('west', 'destroy', '--yes');
  const after = await host.inventory();
  expect({
    left: after.filter((line) => !before.includes(line)),
    lost: before.filter((line) => !after.includes(line)),
  }).toEqual({ left: [], lost: [] });
});
