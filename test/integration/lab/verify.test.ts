/** What `lab verify` finds of a lab that is well, and of one that is broken in one way after the other. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type LabHost, nineMachines, type Ran, startLabHost } from '../../helpers/lab-host.js';
import type { Libvirtd } from '../../helpers/libvirtd.js';
import { startStandIns } from '../../helpers/stand-ins.js';
import { waitFor } from '../../helpers/wait.js';

let host: LabHost;
let libvirtd: Libvirtd;
let file: string;

// Each test runs the program several times, and it waits for those that do not answer.
vi.setConfig({ testTimeout: 300_000 });

beforeAll(async () => {
  host = await startLabHost();
  ({ libvirtd } = host);
  file = join(libvirtd.dir, 'lab.yaml');
  await writeFile(file, `${await nineMachines(libvirtd)}dns: { upstream: [192.0.2.53] }\n`);
});
afterAll(() => host?.stop());

const lab = (...args: readonly string[]): Promise<Ran> => host.run(...args, '--file', file);

interface Finding {
  readonly id: string;
  readonly of: string;
  readonly result: string;
  readonly value: string;
  readonly hint?: string;
}

/** A loaded machine may take long to answer, and a time-out would be a finding. */
const verify = async (...args: readonly string[]) => {
  const { code, out } = await lab('verify', '--timeout', '60', '-o', 'json', ...args);
  expect(out).toMatch(/^\{/);
  const findings = JSON.parse(out).results as readonly Finding[];
  return {
    code,
    findings,
    failed: [...new Set(findings.filter(({ result }) => result === 'fail').map(({ id }) => id))],
  };
};

/** All that a probe found, in a line. */
const foundBy = (findings: readonly Finding[], id: string): string =>
  findings
    .filter((finding) => finding.id === id)
    .map(({ of, value }) => `${of} ${value}`.trim())
    .join('; ');

/** Brings the lab back, and waits until it is well. */
const mend = async (): Promise<void> => {
  const { code: made, out } = await lab('create');
  expect(made, out).toBe(0);
  let found: readonly Finding[] = [];
  try {
    await waitFor('the lab to be well', async () => {
      const { code, findings } = await verify();
      found = findings.filter(({ result }) => result === 'fail');
      return code === 0;
    });
  } catch {
    expect(found).toEqual([]);
  }
};

it('finds a host ready, and nothing of the lab, before it is made', async () => {
  const { code, failed } = await verify('--phase', 'host');
  expect(failed).toEqual([]);
  expect(code).toBe(0);
  const later = await verify();
  expect(later.code).toBe(2);
  expect(later.failed).toEqual(
    expect.arrayContaining(['network.active', 'dns.api', 'machine.shape', 'bmc.https', 'service.state', 'dns.host']),
  );
});

it('finds all well once it is made', async () => {
  await mend();
  const manifests = join(libvirtd.dir, 'manifests');
  expect((await verify('--manifests', manifests)).failed).toEqual(['manifests.equal']);
  expect(await lab('render', '--to', manifests)).toMatchObject({ code: 0 });
  const { code, findings, failed } = await verify('--manifests', manifests);
  expect(failed).toEqual([]);
  expect(code).toBe(0);
  expect(foundBy(findings, 'dns.api')).toContain('cluster/etl4 192.168.135.163');
  expect(foundBy(findings, 'dns.nodes')).toContain('cluster/hub 3 nodes');
  expect(foundBy(findings, 'dns.nowildcard')).toContain('cluster/etl6 NXDOMAIN');
  expect(foundBy(findings, 'bmc.members')).toBe('9 machines');
  expect(foundBy(findings, 'bmc.http')).toBe('not served (308)');
  expect(foundBy(findings, 'host.ports')).toContain("192.168.135.1:53/udp the lab's DNS");
  expect(foundBy(findings, 'ntp.time')).toMatch(/^network\/lab stratum \d+, [+-]0\.\d+ s$/);
  expect(foundBy(findings, 'balancer.listens')).toContain('127.0.0.7');
  expect(foundBy(findings, 'balancer.refuses')).toContain('cluster/etl6 6 names refused');
  // 192.0.2.53 is nobody.
  expect(findings.find(({ id }) => id === 'dns.upstream')).toMatchObject({ result: 'warn' });
});

it('tells the right cluster behind the load balancer from another, and from none', async () => {
  const dir = join(libvirtd.dir, 'stand-ins');
  await mkdir(dir);
  const vips = { etl4: [163, 164], etl6: [173, 174] };
  for (const last of Object.values(vips).flat())
    await libvirtd.exec('ip', 'address', 'add', `192.168.135.${last}/32`, 'dev', 'ic4s20-lab');
  const clusters = Object.entries(vips).map(([name, [api, apps]]) => ({
    name,
    api: `192.168.135.${api}`,
    apps: `192.168.135.${apps}`,
  }));
  // Both show the certificate of etl4.
  const names = ['api.etl4.qe.lab.redhat.com', '*.apps.etl4.qe.lab.redhat.com'];
  const standIns = await startStandIns(libvirtd, dir, clusters, names);
  try {
    const of = (findings: readonly Finding[], id: string) =>
      findings.filter((one) => one.id === id).map((one) => `${one.of} ${one.result}`);
    const wanted = ['cluster/hub fail', 'cluster/etl4 pass', 'cluster/etl6 fail'];
    let found: readonly Finding[] = [];
    await waitFor('HAProxy to find them well', async () => {
      ({ findings: found } = await verify('--phase', 'installed'));
      // HAProxy looks at each of its backends in its own time.
      return ['balancer.api', 'balancer.apps'].every(
        (id) => of(found, id).includes('cluster/etl4 pass') && /cluster\/etl6 .* reaches /.test(foundBy(found, id)),
      );
    });
    expect(of(found, 'balancer.api')).toEqual(wanted);
    expect(of(found, 'balancer.apps')).toEqual(wanted);
    expect(foundBy(found, 'balancer.api')).toMatch(/cluster\/hub \S+:6443 refused/);
    expect(foundBy(found, 'balancer.api')).toMatch(/cluster\/etl6 \S+:6443 reaches .*api\.etl4/);
    // They are up, and strangers are refused all the same.
    expect(of(found, 'balancer.refuses')).toEqual(['cluster/hub pass', 'cluster/etl4 pass', 'cluster/etl6 pass']);
    // Nothing is installed on these machines, nor do they run.
    expect(found.filter(({ id, result }) => id === 'machine.running' && result === 'fail')).toHaveLength(9);
  } finally {
    await standIns.stop();
    for (const last of Object.values(vips).flat())
      await libvirtd.exec('ip', 'address', 'del', `192.168.135.${last}/32`, 'dev', 'ic4s20-lab');
  }
});

/** Ends the supervisor of a service, and so the service. */
const stopService = async (name: string): Promise<void> => {
  const file = join(libvirtd.dir, `labs/ic4s20/services/${name}.pid`);
  const pid = (await readFile(file, 'utf8')).split('\n')[0] ?? '';
  await libvirtd.exec('kill', '-TERM', pid);
  await waitFor(`${name} to be gone`, async () =>
    (await libvirtd.exec('sh', '-c', `test -e /proc/${pid} || echo gone`)).includes('gone'),
  );
};

const everyName = ['dns.api', 'dns.api-int', 'dns.apps', 'dns.nodes', 'dns.reverse', 'dns.aaaa', 'dns.nowildcard'];

it('finds out that nobody answers for names, or that somebody else does', async () => {
  await stopService('dns');
  const silent = await verify();
  expect(silent).toMatchObject({ code: 2, failed: ['service.state', ...everyName] });
  expect(foundBy(silent.findings, 'dns.api')).toContain('api.etl4.qe.lab.redhat.com: no answer, not 192.168.135.163');

  const pidFile = join(libvirtd.dir, 'impostor.pid');
  await libvirtd.exec(
    'dnsmasq',
    '--conf-file=/dev/null',
    `--pid-file=${pidFile}`,
    '--bind-interfaces',
    '--listen-address=192.168.135.1',
    '--except-interface=lo',
    '--no-resolv',
    '--no-hosts',
    '--address=/#/192.168.135.99',
  );
  const wrong = await verify();
  expect(wrong.code).toBe(2);
  expect(wrong.failed).toEqual(
    expect.arrayContaining(['host.ports', 'dns.api', 'dns.api-int', 'dns.apps', 'dns.nodes', 'dns.nowildcard']),
  );
  expect(foundBy(wrong.findings, 'dns.api')).toContain('192.168.135.99, not 192.168.135.163');
  expect(foundBy(wrong.findings, 'host.ports')).toContain('held by dnsmasq');
  await libvirtd.exec('kill', (await readFile(pidFile, 'utf8')).trim());
  await mend();
});

it('finds out that a network is stopped', async () => {
  await libvirtd.virsh('net-destroy', 'ic4s20-lab');
  await libvirtd.virsh('net-autostart', 'ic4s20-lab', '--disable');
  const { code, failed } = await verify();
  expect(code).toBe(2);
  expect(failed).toEqual(expect.arrayContaining(['network.active', 'network.autostart', 'network.bridge', 'dns.api']));
  await mend();
});

it('finds out that a machine is another than specified', async () => {
  await libvirtd.virsh('setmaxmem', 'etl4-master-0', '307200', '--config');
  await libvirtd.virsh('vol-delete', 'ic4s20-etl4-master-1-vda.qcow2', 'default');
  const { code, findings, failed } = await verify();
  expect([code, failed]).toEqual([2, ['machine.shape']]);
  expect(foundBy(findings, 'machine.shape')).toContain('cluster/etl4/etl4-master-0 memory 300 MiB -> 492 MiB');
  expect(foundBy(findings, 'machine.shape')).toContain(
    'cluster/etl4/etl4-master-1 there is no volume/etl4-master-1/vda',
  );
  expect(await verify('--only', 'cluster/etl6')).toMatchObject({ code: 0 });
  expect(await verify('--only', 'cluster/etl4/master-2')).toMatchObject({ code: 0 });
  await mend();
});

it('finds out that load balancer and time are gone', async () => {
  await stopService('lb');
  await stopService('ntp-lab');
  const { code, findings, failed } = await verify();
  expect([code, failed]).toEqual([2, ['service.state', 'ntp.time', 'balancer.listens', 'balancer.refuses']]);
  expect(foundBy(findings, 'balancer.refuses')).toContain('no connection');
  await mend();
});

it('finds out that the BMC is gone', async () => {
  await stopService('bmc');
  const { code, failed } = await verify();
  expect([code, failed]).toEqual([
    2,
    ['service.state', 'bmc.https', 'bmc.http', 'bmc.certificate', 'bmc.credentials', 'bmc.members', 'bmc.systems'],
  ]);
  const { code: shown, out } = await lab('verify', '--timeout', '60');
  expect(shown).toBe(2);
  expect(out).toMatch(/^bmc\.https +FAIL +connect ECONNREFUSED 192\.168\.135\.1:8000\n {4}lab create starts it/m);
});
