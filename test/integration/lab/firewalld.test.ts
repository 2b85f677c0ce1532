/** A lab on a host whose firewalld holds shut what nobody asked for: what is found, what it takes, and what passes. */

import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { labDocument, outside, type SystemdHost, startSystemdHost } from '../../helpers/systemd-host.js';
import { waitFor } from '../../helpers/wait.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let host: SystemdHost;
let before: string;

const sh = (script: string): Promise<string> => host.exec('sh', '-ec', script);

/** All that firewalld has, now and for good; but for bridges that are no more, which libvirt leaves in its zones. */
const told = (): Promise<string> =>
  sh(`for scope in '' --permanent; do for what in zones policies; do firewall-cmd $scope --list-all-$what; done; done |
      sed 's/ (active)$//; s/^  interfaces: .*/  interfaces: /'`);

/** Somebody at a bridge, with a card and an address of their own. */
const plugIn = (name: string, bridge: string, address: string): Promise<string> =>
  sh(`ip netns add ${name}
      ip link add ${name}0 type veth peer ${name}1 netns ${name}
      ip link set ${name}0 master ${bridge} up
      ip -n ${name} address add ${address} dev ${name}1
      ip -n ${name} link set ${name}1 up`);

const from = (name: string, ...argv: readonly string[]) => host.attempt('ip', 'netns', 'exec', name, ...argv);
const hasNames = async (): Promise<boolean> => {
  const question = ['dig', '+short', '+tries=1', '+time=1', '@192.168.141.1', 'api.one.lab.example'];
  return (await from('far', ...question)).out.trim() === '192.168.140.20';
};

/** What reaches whom. */
const reached = async (): Promise<Readonly<Record<string, boolean>>> => {
  const time = await from(
    'far',
    'chronyd',
    '-Q',
    '-t',
    '5',
    '-f',
    '/dev/null',
    'server 192.168.141.1 iburst maxsamples 1',
  );
  return {
    bmc: (await from('near', 'nc', '-z', '-w', '5', '192.168.140.1', '8000')).code === 0,
    balancer: (await from('client', 'nc', '-z', '-w', '5', outside.address, '6443')).code === 0,
    names: await hasNames(),
    time: time.out.includes('System clock wrong by'),
  };
};

const verify = async (...args: readonly string[]) => {
  const { code, out } = await host.lab('verify', '--timeout', '60', '-o', 'json', ...args);
  const { results } = JSON.parse(out) as { results: { id: string; of: string; result: string; value: string }[] };
  return { code, failed: results.filter(({ result }) => result === 'fail').map(({ of, value }) => `${of} ${value}`) };
};

beforeAll(async () => {
  host = await startSystemdHost();
  await host.install('firewalld');
  before = await told();
  const routed = 'far: { mode: routed, ipv4: { cidr: 192.168.141.0/24 } }';
  await host.document(labDocument().replace(/^(networks: .*) }$/m, `$1, ${routed} }`));
  expect(await host.lab('create')).toMatchObject({ code: 0 });
  await plugIn('near', 'sys-lab', '192.168.140.50/24');
  await plugIn('far', 'sys-far', '192.168.141.50/24');
  await plugIn('client', outside.device, '192.0.2.50/24');
  // libvirt's bridges listen for a moment before they forward.
  await waitFor('the bridges to forward', hasNames);
});
afterAll(() => host?.stop());

it('is found to be cut off, and is', async () => {
  expect(await verify()).toEqual({
    code: 2,
    failed: [
      'NTP 123/udp closed in zone libvirt',
      'NTP 123/udp closed in policy libvirt-to-host',
      'BMC 8000/tcp closed in zone libvirt',
      'load balancer 443/tcp closed in zone public',
      'load balancer 6443/tcp closed in zone public',
      'load balancer 80/tcp closed in zone public',
    ],
  });
  expect(await reached()).toEqual({ bmc: false, balancer: false, names: true, time: false });
});

it('is reached once this host is configured, also when firewalld reads its files again', async () => {
  expect(await verify('--configure-host')).toEqual({ code: 0, failed: [] });
  const all = { bmc: true, balancer: true, names: true, time: true };
  expect(await reached()).toEqual(all);
  await host.exec('firewall-cmd', '--reload');
  // libvirt gives it the bridges again when it hears of that.
  await waitFor('the bridges to be in their zones', async () => (await verify()).code === 0);
  expect(await reached()).toEqual(all);
});

it('is rehearsed once firewalld has been told what the rehearsal says', async () => {
  const refused = await host.lab('rehearse');
  expect(refused.code).toBe(1);
  const [command] = /firewall-cmd --zone=libvirt [^(]*/.exec(refused.out) ?? expect.fail(refused.out);
  await sh(command);
  expect(await host.lab('rehearse')).toMatchObject({ code: 0, out: expect.stringContaining('finds its way') });
  await host.exec('firewall-cmd', '--reload');
  expect((await host.lab('rehearse')).out).toContain(command);
  await waitFor('the bridges to be in their zones', async () => (await verify()).code === 0);
});

it('takes with it what firewalld was told for it', async () => {
  expect(await told()).not.toBe(before);
  expect(await host.lab('destroy', '--yes')).toMatchObject({ code: 0 });
  expect(await told()).toBe(before);
});
