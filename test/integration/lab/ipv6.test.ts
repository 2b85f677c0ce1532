/** A lab of IPv6 and one of both families beside each other, before any machine is on: all that it serves is there at once. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabHost, type Ran, startLabHost } from '../../helpers/lab-host.js';
import { waitFor } from '../../helpers/wait.js';

let host: LabHost;
let file: string;
let before: readonly string[];

beforeAll(async () => {
  host = await startLabHost();
  file = join(host.libvirtd.dir, 'lab.yaml');
  // libvirt switches it on with the first such network, and leaves it on.
  await host.libvirtd.exec('sysctl', '-q', '-w', 'net.ipv6.conf.all.forwarding=1');
  await writeFile(
    file,
    `name: six
baseDomain: v6.example
hypervisors: [{ name: here, uri: "${host.libvirtd.uri}", poolPath: ${host.libvirtd.dir}/pool }]
networks:
  six: { ipv6: { cidr: "fd00:135::/64", gateway: "::1", dhcp: "::1000-::10ff" } }
  both:
    ipv4: { cidr: 10.77.0.0/24, gateway: .1, dhcp: .200-.239 }
    ipv6: { cidr: "fd00:136::/64", gateway: "::1", dhcp: "::1000-::10ff" }
flavors: { one: { virt: qemu, vcpus: 4, memory: 16GiB, disks: [{ size: 120GB }] } }
clusters:
  hub:
    hub: true
    install: agent
    network: six
    apiVips: ["::10"]
    ingressVips: ["::11"]
    pods: ["fd01::/48"]
    services: ["fd02::/112"]
    nodes: [{ role: master, count: 3, flavor: one, address6: "::20" }]
  spoke:
    install: acm
    network: both
    apiVips: [.10, "::10"]
    ingressVips: [.11, "::11"]
    pods: [10.128.0.0/14, "fd01::/48"]
    services: [172.30.0.0/16, "fd02::/112"]
    nodes: [{ role: master, count: 3, flavor: one, address: .20, address6: "::20" }]
loadBalancer: { address: "::1" }
bmc: { address: "fd00:135::1" }
openshift: { imageSet: img4.20.14-x86-64-appsub }
scale: 0.02
floors: ignore
overcommit: { vcpus: 64, memory: 64, disk: 64 }
dns: { upstream: [192.0.2.53], host: hosts }
`,
  );
  before = await host.inventory();
});
afterAll(() => host?.stop());

const lab = (...args: readonly string[]): Promise<Ran> => host.run(...args, '--file', file);

const ask = async (server: string, ...question: readonly string[]): Promise<string> =>
  (await host.libvirtd.exec('dig', '+short', '+tries=1', '+time=2', `@${server}`, ...question)).trim();

it('is made, and everything of it answers over IPv6', async () => {
  const made = await lab('create');
  expect(made.code, made.out).toBe(0);
  expect(await lab('plan')).toMatchObject({ code: 0 });
  for (const server of ['fd00:135::1', 'fd00:136::1']) {
    expect(await ask(server, 'api.hub.v6.example', 'AAAA')).toBe('fd00:135::10');
    expect(await ask(server, 'x.apps.spoke.v6.example', 'AAAA')).toBe('fd00:136::11');
    expect(await ask(server, 'api.spoke.v6.example', 'A')).toBe('10.77.0.10');
    expect(await ask(server, 'api.hub.v6.example', 'A')).toBe('');
    expect(await ask(server, '-x', 'fd00:136::21')).toBe('spoke-master-1.spoke.v6.example.');
    expect(await ask(server, 'validateNoWildcardDNS.hub.v6.example', 'AAAA')).toBe('');
  }
  const verified = await lab('verify', '--timeout', '60');
  expect(verified.code, verified.out).toBe(0);
});

it('is whole again by itself when libvirt has started its networks', async () => {
  for (const name of ['six-six', 'six-both'])
    for (const verb of ['net-destroy', 'net-start']) await host.libvirtd.virsh(verb, name);
  await waitFor('names on both gateways', async () => {
    const answers = ['fd00:135::1', 'fd00:136::1'].map((server) => ask(server, 'api.hub.v6.example', 'AAAA'));
    return (await Promise.all(answers.map((one) => one.catch(() => '')))).every((one) => one === 'fd00:135::10');
  });
  expect(await lab('plan')).toMatchObject({ code: 0 });
});

it('goes, and leaves nothing', async () => {
  expect(await lab('destroy', '--yes')).toMatchObject({ code: 0 });
  const after = await host.inventory();
  expect({
    left: after.filter((line) => !before.includes(line) && !/run\/libvirt\/network\/six-/.test(line)),
    lost: before.filter((line) => !after.includes(line)),
  }).toEqual({ left: [], lost: [] });
});
