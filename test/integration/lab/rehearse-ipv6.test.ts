/** Rehearsals by IPv6 alone and beside IPv4, and of a node that is a whole cluster; under TCG. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LabHost, startLabHost } from '../../helpers/lab-host.js';
import { readRehearsal } from '../../helpers/rehearsal.js';
import { waitFor } from '../../helpers/wait.js';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 300_000 });

let host: LabHost;
let file: string;

const documentOf = (uri: string, dir: string): string => `
name: six
baseDomain: lab.example
hypervisors: [{ uri: "${uri}", poolPath: ${dir}/pool }]
networks:
  alone: { ipv6: { cidr: "fd00:135::/64", dhcp: "::ff00-::ffff" } }
  both:
    ipv4: { cidr: 192.168.136.0/24, dhcp: .200-.230 }
    ipv6: { cidr: "fd00:136::/64", dhcp: "::ff00-::ffff" }
flavors:
  small: { virt: qemu, firmware: bios, vcpus: 1, memory: 384MiB, disks: [{ size: 4GB }] }
clusters:
  edge:
    install: agent
    network: alone
    pods: ["fd01::/48"]
    services: ["fd02::/112"]
    nodes: [{ role: single, flavor: small, address6: "::20" }]
  site:
    network: both
    apiVips: [.10, "::10"]
    ingressVips: [.11, "::11"]
    nodes: [{ flavor: small, address: .20, address6: "::20" }]
loadBalancer: { address: "fd00:8::197" }
dns: { upstream: [192.0.2.53], host: none }
ntp: { enabled: false }
floors: ignore
overcommit: { vcpus: 64, memory: 64, disk: 64 }
`;

const lab = (...args: readonly string[]) => host.run(...args, '--file', file);

const rehearse = async (...args: readonly string[]) => readRehearsal(await lab('rehearse', '-o', 'json', ...args));

const addresses = (): Promise<string> => host.libvirtd.exec('ip', '-oneline', 'address', 'show', 'scope', 'global');

/** A disk with something on it is left alone: nothing is installed there, which takes half of the time. */
const occupy = (machine: string): Promise<string> =>
  host.libvirtd.exec('qemu-io', '-c', 'write -P 0x5a 50M 2M', `${host.libvirtd.dir}/pool/six-${machine}-vda.qcow2`);

/** Ends a service's program, which is then started again with what it reads. */
const restart = async (name: string): Promise<void> => {
  const file = join(host.stateDir, `six/services/${name}.pid`);
  const program = async (): Promise<string> => (await readFile(file, 'utf8')).trim().split('\n')[1] ?? '';
  const before = await program();
  await host.libvirtd.exec('kill', before);
  await waitFor(`${name} to be there again`, async () => ![before, '', '0'].includes(await program()));
};

beforeAll(async () => {
  host = await startLabHost();
  const { libvirtd } = host;
  file = join(libvirtd.dir, 'lab.yaml');
  await writeFile(file, documentOf(libvirtd.uri, libvirtd.dir));
  // An address of this host that is not a network's of the lab, for the load balancer.
  await libvirtd.exec('ip', 'link', 'add', 'outside', 'type', 'bridge');
  await libvirtd.exec('ip', 'link', 'set', 'outside', 'up');
  await libvirtd.exec('ip', 'address', 'add', 'fd00:8::197/64', 'dev', 'outside', 'nodad');
  const { code, out } = await lab('create');
  expect(code, out).toBe(0);
});
afterAll(() => host?.stop());

it('has its gateways of IPv6 at once, with no machine on them, also when a network has started anew', async () => {
  const { exec, virsh } = host.libvirtd;
  const answers = () =>
    exec('nc', '-z', '-w', '1', 'fd00:135::1', '8000').then(
      () => true,
      () => false,
    );
  expect(await answers()).toBe(true);
  await virsh('net-destroy', 'six-alone');
  expect(await answers()).toBe(false);
  await virsh('net-start', 'six-alone');
  await waitFor('the BMC to be reached again', answers);
});

it('changes a reservation that is by name alone, while its network runs', async () => {
  const { virsh } = host.libvirtd;
  const update = (verb: string, entry: string) =>
    virsh('net-update', 'six-both', verb, 'ip-dhcp-host', entry, '--parent-index', '1', '--live', '--config');
  const byName = '<host name="site-master-0" ip="fd00:136::20"/>';
  await update('delete', byName);
  await update('add', byName);
  expect(await lab('plan')).toMatchObject({
    code: 2,
    out: expect.stringMatching(/network\/both +reservations .*site-master-0 fd00:136::20.* \[live\]/),
  });
  expect(await lab('create')).toMatchObject({ code: 0 });
  expect(await virsh('net-dumpxml', 'six-both')).toMatch(/<host id='00:03:00:01:52:54:.*' name='site-master-0'/);
});

it('refuses where somebody has a VIP of IPv6 and listens nowhere, and where there is no client of DHCPv6', async () => {
  const { exec, dir } = host.libvirtd;
  await exec(
    'sh',
    '-c',
    `ip link add one type veth peer name other && ip link set one master six-both up
     unshare --net sleep 600 >/dev/null 2>&1 </dev/null & echo $! >${dir}/silent
     while [ "$(readlink /proc/$!/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.1; done
     ip link set other netns $! && nsenter --target $! --net sh -c 'ip link set other address 52:54:00:01:02:03 up && ip address add fd00:136::11/64 dev other nodad'`,
  );
  // Spanning tree listens first, and learns.
  const port = '/sys/class/net/one/brport/state';
  await waitFor('the bridge to let it through', async () => (await exec('cat', port)).trim() === '3');
  const before = await addresses();
  expect(await lab('rehearse', '--only', 'cluster/site')).toMatchObject({
    code: 1,
    out: expect.stringContaining('somebody (52:54:00:01:02:03) has fd00:136::11: a cluster that is installed'),
  });
  await exec('kill', (await readFile(`${dir}/silent`, 'utf8')).trim());
  await exec('mount', '--bind', '/dev/null', '/sbin/dhclient');
  const without = await lab('rehearse', '--only', 'cluster/edge');
  await exec('umount', '/sbin/dhclient');
  expect(without).toMatchObject({
    code: 1,
    out: expect.stringContaining('dhclient is not installed: isc-dhcp-client'),
  });
  expect(await addresses()).toBe(before);
});

it('takes a single node by IPv6 alone to its disk, and a machine of both families to its VIPs, and leaves nothing', async () => {
  const before = await addresses();
  await occupy('site-master-0');
  const { code, results, of } = await rehearse();
  const others = results.filter(({ result }) => result !== 'pass');
  expect(others.map(({ machine, step, result }) => `${machine} ${step} ${result}`)).toEqual([
    'site-master-0 install skip',
    'site-master-0 disk skip',
  ]);
  expect(results).toHaveLength(20);
  expect(code).toBe(0);
  expect(of('edge-single-0', 'address')?.value).toBe('fd00:135::20');
  expect(of('edge-single-0', 'names')?.value).toBe('api fd00:135::20, *.apps fd00:135::20');
  expect(of('edge-single-0', 'balancer')?.value).toBe('fd00:8::197 leads to edge');
  expect(of('site-master-0', 'address')?.value).toBe('192.168.136.20/24, fd00:136::20');
  expect(of('site-master-0', 'names')?.value).toBe(
    'api 192.168.136.10, fd00:136::10, *.apps 192.168.136.11, fd00:136::11',
  );
  expect(of('site-master-0', 'vips')?.value).toBe('API, ingress and its plain port answer by IPv4 and IPv6');
  expect(await addresses()).toBe(before);
  expect(await lab('plan')).toMatchObject({ code: 0, out: expect.stringContaining('everything is as specified') });
});

it('finds a wrong reservation, a wrong address of a name and a load balancer that leads elsewhere, of IPv6 alone', async () => {
  const { libvirtd, stateDir } = host;
  const [entry = ''] = (await libvirtd.virsh('net-dumpxml', 'six-both')).match(/<host id=.*site-master-0.*>/) ?? [];
  const wrong = entry.replace('fd00:136::20', 'fd00:136::99');
  expect(wrong).toContain('fd00:136::99');
  const where = ['ip-dhcp-host', wrong, '--parent-index', '1', '--live'];
  await libvirtd.virsh('net-update', 'six-both', 'modify', ...where);
  const change = async (service: string, file: string, from: string, to: string): Promise<void> => {
    const path = join(stateDir, 'six', file);
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll(from, to));
    await restart(service);
  };
  await change('dns', 'dns/dnsmasq.conf', 'fd00:136::11', 'fd00:136::66');
  await change('lb', 'lb/haproxy.cfg', '[fd00:135::20]:6443', '[fd00:136::10]:6443');
  await occupy('edge-single-0');
  const { code, results, of } = await rehearse();
  expect(code).toBe(2);
  const failed = results.filter(({ result }) => result === 'fail').map(({ machine, step }) => `${machine} ${step}`);
  expect(failed.toSorted()).toEqual(['edge-single-0 balancer', 'site-master-0 address', 'site-master-0 names']);
  expect(of('site-master-0', 'address')?.value).toBe('fd00:136::99, and fd00:136::20 is reserved for it');
  expect(of('site-master-0', 'names')?.value).toMatch(
    /^rehearsal-\w+\.apps\.site\.lab\.example: 192\.168\.136\.11, fd00:136::66, not 192\.168\.136\.11, fd00:136::11 \(192\.168\.136\.1\); .*\(fd00:136::1\)$/,
  );
  expect(of('edge-single-0', 'balancer')?.value).toBe(
    'https://api.edge.lab.example:6443/rehearsal/edge-single-0: rehearsal api site api.edge.lab.example',
  );
});

it('is removed without a trace', async () => {
  const { code, out } = await lab('destroy', '--yes');
  expect(code, out).toBe(0);
  expect(await host.libvirtd.exec('ps', '-eo', 'args')).not.toContain('gateways');
  expect(await readdir(host.stateDir).catch(() => [])).toEqual([]);
});
