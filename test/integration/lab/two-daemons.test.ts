/** One lab on two libvirtds, each in a network of its own as two hosts are. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runLab } from '../../../lab/cli/program.js';
import { freePort } from '../../helpers/emulator.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';
import { remove, temporaryDirectory } from '../../helpers/temporary.js';
import { waitFor } from '../../helpers/wait.js';

let dir: string;
let a: Libvirtd;
let b: Libvirtd;
let port: number;

// The service is started as this process was, and from source.

const document = (): string => `
name: two
baseDomain: lab.example
hypervisors:
  - { name: a, uri: "${a.uri}", poolPath: ${a.dir}/pool }
  - { name: b, uri: "${b.uri}", poolPath: ${b.dir}/pool }
networks:
  lan: { mode: bridge, bridge: br-lan, ipv4: { cidr: 192.0.2.0/24 } }
  inner: { mode: isolated, ipv4: { cidr: 198.51.100.0/24, dhcp: .200-.239 } }
flavors:
  master: { virt: qemu, firmware: bios, vcpus: 4, memory: 16GiB, disks: [{ size: 100GB }] }
  inner: { virt: qemu, firmware: bios, vcpus: 2, memory: 8GiB, disks: [{ size: 100GB }], networks: [inner] }
clusters:
  both:
    hub: true
    install: agent
    apiVips: [.10]
    ingressVips: [.11]
    nodes:
      - { role: master, count: 2, flavor: master, address: .20 }
      - { role: master, flavor: master, address: .22, hypervisor: b }
  here: { install: none, network: inner, nodes: [{ role: worker, flavor: inner, address: .20 }] }
scale: 0.02
floors: ignore
overcommit: { vcpus: 16 }
dns: { enabled: false }
ntp: { enabled: false }
bmc: { address: 127.0.0.1, port: ${port}, allowHttp: true }
`;

beforeAll(async () => {
  dir = await temporaryDirectory();
  [a, b] = [await startLibvirtd(), await startLibvirtd()];
  port = await freePort();
  for (const { exec } of [a, b]) {
    await exec('mkdir', '-p', '/var/log/libvirt/qemu');
    await exec('ip', 'link', 'add', 'br-lan', 'type', 'bridge');
  }
  await writeFile(join(dir, 'lab.yaml'), document());
});
afterAll(async () => {
  // Whatever failed, no service stays.
  await lab('destroy', '--yes');
  await a?.stop();
  await b?.stop();
  await remove(dir);
});

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

const lab = async (...args: readonly string[]): Promise<Ran> => {
  const out: string[] = [];
  const err: string[] = [];
  let code: number | undefined;
  const state = args[0] === 'start' ? [] : ['--state-dir', join(dir, 'labs')];
  await runLab([...args, '--file', join(dir, 'lab.yaml'), ...state], {
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    end: (given) => {
      code = given;
    },
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

const edit = async (change: (text: string) => string): Promise<void> => {
  const before = await readFile(join(dir, 'lab.yaml'), 'utf8');
  expect(change(before)).not.toBe(before);
  await writeFile(join(dir, 'lab.yaml'), change(before));
};

const listed = async ({ virsh }: Libvirtd, what: string): Promise<readonly string[]> =>
  (await virsh(what, '--all', '--name'))
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort();
const everything = (): Promise<readonly (readonly string[])[]> =>
  Promise.all([a, b].flatMap((one) => ['list', 'net-list', 'pool-list'].map((what) => listed(one, what))));

const done = { code: 0, err: '' };
const asSpecified = { ...done, out: 'lab two: everything is as specified.' };
let before: readonly (readonly string[])[];

it('is made on both, each machine where it belongs, and then nothing is left to do', async () => {
  before = await everything();
  expect(await lab('create')).toMatchObject(done);
  expect(await listed(a, 'list')).toEqual(['both-master-0', 'both-master-1', 'here-worker-0']);
  expect(await listed(b, 'list')).toEqual(['both-master-2']);
  expect(await listed(a, 'net-list')).toEqual(['two-inner', 'two-lan']);
  expect(await listed(b, 'net-list')).toEqual(['two-lan']);
  expect(await lab('plan')).toEqual(asSpecified);
});

it('is operated and shown as one, and its BMC serves the machines of both', async () => {
  expect(await lab('start', '--only', 'cluster/both')).toMatchObject(done);
  // The link is in the bridge of its own host.
  expect(await b.exec('ip', '-o', 'link', 'show', 'master', 'br-lan')).toContain('vnet');
  const { code, out } = await lab('status', '-o', 'json');
  expect(code).toBe(0);
  const { machines, networks, pools } = JSON.parse(out);
  const on = (all: readonly { readonly name: string; readonly hypervisor: string }[]) =>
    all.map(({ name, hypervisor }) => `${name}@${hypervisor}`);
  expect(on(machines)).toEqual(['both-master-0@a', 'both-master-1@a', 'here-worker-0@a', 'both-master-2@b']);
  expect(machines.map(({ power }: { readonly power: string }) => power)).toEqual([
    'running',
    'running',
    'shutoff',
    'running',
  ]);
  expect(on(networks)).toEqual(['lan@a', 'inner@a', 'lan@b']);
  expect(on(pools)).toEqual(['default@a', 'default@b']);
  expect((await lab('status')).out).toMatch(/both-master-2 .* b$/m);

  const password = (await readFile(join(dir, 'labs/two/bmc/password'), 'utf8')).trim();
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`;
  await waitFor('the BMC to have the machines of both', async () => {
    const asked = fetch(`http://127.0.0.1:${port}/redfish/v1/Systems`, { headers: { authorization } });
    const text = await asked.then((answer) => answer.text()).catch(() => '');
    return text.includes('"Members@odata.count":4');
  });
});

it('is changed on both, and a machine does not lose its disks by moving', async () => {
  await edit((text) => text.replace('vcpus: 4', 'vcpus: 100'));
  const planned = await lab('plan');
  expect(planned).toMatchObject({ code: 2 });
  expect(planned.out).toMatch(/change {2}machine\/both-master-0@a .*vCPUs 1 -> 2 {2}\[power cycle\]/);
  expect(planned.out).toMatch(/change {2}machine\/both-master-2@b .*vCPUs 1 -> 2 {2}\[power cycle\]/);
  expect(await lab('create')).toMatchObject(done);
  expect(await lab('plan')).toEqual(asSpecified);

  await edit((text) => text.replace('hypervisor: b }', 'hypervisor: a }'));
  expect(await lab('plan')).toMatchObject({
    code: 1,
    err: expect.stringContaining('both-master-2 is on b with its disks, and would get empty ones on a'),
  });
  await edit((text) => text.replace('hypervisor: a }', 'hypervisor: b }'));
});

it('is left alone as long as one of them cannot be reached', async () => {
  await b.kill();
  await edit((text) => text.replace('size: 100GB }]', 'size: 200GB }]'));
  for (const command of ['plan', 'create'])
    expect(await lab(command)).toMatchObject({ code: 1, err: expect.stringMatching(/^b \(.*\) cannot be reached/m) });
  await b.start();
  await edit((text) => text.replace('size: 200GB }]', 'size: 100GB }]'));
  expect(await lab('plan')).toEqual(asSpecified);
});

it('goes from both, and leaves nothing', async () => {
  expect(await lab('destroy', '--yes')).toMatchObject(done);
  expect(await everything()).toEqual(before);
});
