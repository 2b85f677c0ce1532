/** A lab on a host that systemd runs, as it runs a hypervisor: real units, a real reboot. */

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ownProgram } from '../../../src/package.js';
import { documentFile, labDocument, outside, type SystemdHost, startSystemdHost } from '../../helpers/systemd-host.js';
import { waitFor } from '../../helpers/wait.js';

let host: SystemdHost;
let before: readonly string[];

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** With IPv6, whose gateway has to count before a machine is on. */
const document = (options?: Parameters<typeof labDocument>[0]): string =>
  labDocument(options).replace('ipv4:', 'ipv6: { cidr: "fd00:140::/64" }, ipv4:');

const services = ['bmc', 'dns', 'gateways', 'lb', 'ntp-lab'];
const unitOf = (service: string): string => `lab-sys-${service}.service`;
const units = services.map(unitOf);

const property = async (unit: string, name: string): Promise<string> =>
  (await host.exec('systemctl', 'show', '--value', `--property=${name}`, unit)).trim();
const pidsOf = async (): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries(
    await Promise.all(services.map(async (service) => [service, await property(unitOf(service), 'MainPID')] as const)),
  );

/** Names and sums of what is kept, and what libvirt and the kernel have. */
const inventory = async (): Promise<readonly string[]> =>
  (
    await host.exec(
      'sh',
      '-c',
      `find /etc /var/lib ! -path '/var/lib/systemd/*' -printf '%M %u:%g %p %l\\n' | sort
       find /etc -type f -exec md5sum {} + | sort -k 2
       systemctl list-unit-files --no-legend; systemctl list-units --all --no-legend --plain 'lab-*'
       ip -o link | sed 's/^[0-9]*: \\([^:@]*\\).*/link \\1/' | sort
       for kind in list net-list pool-list; do virsh -q -c qemu:///system $kind --all --name | sort; done`,
    )
  ).split('\n');

/** A network that is never online, as with a card that nothing is plugged in: some hosts wait two minutes for it, and go on. */
const waiting = `[Unit]
Before=network-online.target
[Service]
Type=oneshot
ExecStart=sleep infinity
[Install]
WantedBy=network-online.target
`;

/** libvirt makes directories for itself when it is first used, and keeps them. */
const useLibvirt = async (): Promise<void> => {
  await host.write(
    '/tmp/net.xml',
    "<network><name>first</name><bridge name='first0'/><ip address='192.168.1.1'/></network>",
  );
  await host.write('/tmp/pool.xml', "<pool type='dir'><name>first</name><target><path>/tmp</path></target></pool>");
  for (const kind of ['net', 'pool'])
    for (const verb of ['define', 'autostart', 'start', 'destroy', 'undefine'])
      await host.exec(
        'virsh',
        '-c',
        'qemu:///system',
        `${kind}-${verb}`,
        verb === 'define' ? `/tmp/${kind}.xml` : 'first',
      );
};

/** It stands, and every probe finds it well. */
const isWell = async (): Promise<void> => {
  expect(await host.lab('plan')).toMatchObject({ code: 0 });
  expect(await host.lab('status')).toMatchObject({ code: 0 });
  const { out } = await host.lab('verify', '--timeout', '60', '-o', 'json');
  const { results } = JSON.parse(out) as { results: { id: string; of: string; result: string; value: string }[] };
  expect(results.filter(({ result }) => result === 'fail')).toEqual([]);
  expect(results.filter(({ id, result }) => id === 'service.state' && result === 'pass').map(({ of }) => of)).toEqual(
    services.map((service) => `service/${service}`),
  );
};

beforeAll(async () => {
  host = await startSystemdHost();
  await host.document(document());
  await host.write('/etc/systemd/system/waiting.service', waiting);
  await host.exec('systemctl', 'enable', 'waiting.service');
  await useLibvirt();
  before = await inventory();
});
afterAll(() => host?.stop());

it('has its services as units that start with the host, also where it was killed as soon as there was one', async () => {
  const create = [...ownProgram('lab/cli/lab'), 'create', '--file', documentFile];
  const script = `"$@" & until ls /etc/systemd/system/lab-sys-* 2>/dev/null || ! kill -0 $!; do sleep 0.01; done; kill -KILL $!; wait`;
  expect((await host.attempt('sh', '-c', script, 'sh', ...create)).out).not.toContain('done');
  expect(await host.lab('create')).toMatchObject({ code: 0, out: expect.not.stringContaining('FAILED') });
  await isWell();
  expect((await host.exec('systemctl', 'is-enabled', ...units)).trim().split('\n')).toEqual(units.map(() => 'enabled'));
  expect((await host.exec('systemctl', 'is-active', ...units)).trim().split('\n')).toEqual(units.map(() => 'active'));
  expect(await host.attempt('systemd-analyze', 'verify', ...units)).toEqual({ code: 0, out: '' });
});

it('has a program that was killed back', async () => {
  const pids = await pidsOf();
  await host.exec('kill', '-KILL', ...Object.values(pids));
  await waitFor('other programs', async () =>
    Object.entries(await pidsOf()).every(([service, pid]) => pid !== '0' && pid !== pids[service]),
  );
  await waitFor('the lab to be as specified', async () => (await host.lab('plan')).code === 0);
});

it('reads a new configuration in without an interruption, where its program can', async () => {
  const pids = await pidsOf();
  const workers = () => host.exec('ps', '--ppid', pids.lb ?? '', '-o', 'pid=');
  const old = await workers();
  await host.document(document({ address: '.21' }));
  expect(await host.lab('create')).toMatchObject({ code: 0 });
  const now = await pidsOf();
  expect(now).toEqual({ ...pids, dns: now.dns });
  expect(now.dns).not.toBe(pids.dns);
  await waitFor('HAProxy to work with another process', async () => (await workers()) !== old);
  for (const server of ['192.168.140.1', 'fd00:140::1'])
    expect((await host.exec('dig', '+short', `@${server}`, 'api.one.lab.example')).trim()).toBe('192.168.140.21');
  await isWell();
});

it('tells that a program does not stay up', async () => {
  await host.document(document({ address: '.21' }).replace(/^loadBalancer.*$/m, ''));
  expect(await host.lab('create', '--yes')).toMatchObject({ code: 0 });
  // An address that this host does not have.
  await host.document(document({ address: '.21' }).replace(outside.address, '192.0.2.11'));
  const { code, out } = await host.lab('create');
  expect(code).toBe(1);
  expect(out).toMatch(/FAILED {2}service\/lb {2}lb does not stay up: .*cannot bind socket/);
  expect(await host.lab('plan')).toMatchObject({ code: 2 });
  await host.document(document({ address: '.21' }));
  expect(await host.lab('create')).toMatchObject({ code: 0 });
  await isWell();
});

it('is there again when the host has started anew', async () => {
  const boot = () => host.exec('cat', '/proc/sys/kernel/random/boot_id');
  const first = await boot();
  await host.reboot();
  expect(await boot()).not.toBe(first);
  const bmc = ['curl', '-sk', 'https://192.168.140.1:8000/redfish/v1/'];
  await waitFor('the BMC to answer', async () => (await host.attempt(...bmc)).code === 0);
  const names = ['dig', '+short', '+tries=1', '+time=1', '@fd00:140::1', 'api.one.lab.example'];
  await waitFor('names by IPv6', async () => (await host.attempt(...names)).out.trim() === '192.168.140.21');
  await isWell();
});

it('goes, and leaves nothing', async () => {
  expect(await host.lab('destroy', '--yes')).toMatchObject({ code: 0 });
  await host.document(document());
  expect(await inventory()).toEqual(before);
});
