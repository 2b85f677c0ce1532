/** A lab's services beside a libvirtd of the test's own, in its network: `lab` itself runs there, as on a hypervisor. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LabHost, nineMachines, type Ran, startLabHost } from '../../helpers/lab-host.js';
import type { Libvirtd } from '../../helpers/libvirtd.js';
import { waitFor } from '../../helpers/wait.js';

let host: LabHost;
let libvirtd: Libvirtd;
let file: string;
let hosts: string;

beforeAll(async () => {
  host = await startLabHost();
  ({ libvirtd, hosts } = host);
  file = join(libvirtd.dir, 'lab.yaml');
  await writeFile(hosts, '127.0.0.1 localhost\n192.0.2.1 mine\n');
  await writeFile(file, `${await nineMachines(libvirtd)}dns: { upstream: [192.0.2.53] }\n`);
});
afterAll(() => host?.stop());

const lab = (...args: readonly string[]): Promise<Ran> => host.run(...args, '--file', file);

const ask = (...question: readonly string[]): Promise<string> =>
  libvirtd.exec('dig', '+short', '+tries=1', '+time=2', '@192.168.135.1', ...question);

/** Processes of the namespace, by what they are. */
const processes = async (): Promise<string> =>
  (await libvirtd.exec('ps', '-eo', 'pid,args'))
    .split('\n')
    .filter((line) => /labs\//.test(line))
    .join('\n');

it('stand with the lab, and answer', async () => {
  const made = await lab('create');
  expect(made.out).not.toContain('FAILED');
  expect(made.code).toBe(0);
  expect(await lab('plan')).toMatchObject({ code: 0 });

  await waitFor(
    'dnsmasq to answer',
    async () => (await ask('api.etl4.qe.lab.redhat.com')).trim() === '192.168.135.163',
  );
  expect((await ask('whatever.apps.etl6.qe.lab.redhat.com')).trim()).toBe('192.168.135.174');
  expect((await ask('etl4-master-2.etl4.qe.lab.redhat.com')).trim()).toBe('192.168.135.162');
  expect((await ask('-x', '192.168.135.162')).trim()).toBe('etl4-master-2.etl4.qe.lab.redhat.com.');
  // Answered at once, where upstream would be silent: nothing is there.
  expect((await ask('api.etl4.qe.lab.redhat.com', 'AAAA')).trim()).toBe('');
  expect((await ask('validateNoWildcardDNS.etl4.qe.lab.redhat.com')).trim()).toBe('');
  expect(await readFile(hosts, 'utf8')).toMatch(
    /^127.0.0.1 localhost\n192.0.2.1 mine\n# lab ic4s20: begin[\s\S]*192.168.135.163 api.etl4/,
  );

  // The name leads to its own VIP, where nobody is yet: refused, as is a name that the lab has not.
  const status = (name: string) =>
    libvirtd.exec(
      'sh',
      '-c',
      `curl -s -o /dev/null -w '%{http_code}' --resolve ${name}:80:127.0.0.7 http://${name}/ || true`,
    );
  await waitFor('HAProxy to answer', async () => (await status('console.apps.etl4.qe.lab.redhat.com')) === '503');
  expect(await status('console.apps.etl5.qe.lab.redhat.com')).toBe('421');
  await waitFor('the time', async () => {
    const question = "chronyd -Q -t 3 -f /dev/null 'server 192.168.135.1 iburst maxsamples 1' 2>&1 || true";
    return (await libvirtd.exec('sh', '-c', question)).includes('System clock wrong by');
  });

  const bmc = 'https://192.168.135.1:8000/redfish/v1';
  const password = (await libvirtd.exec('cat', join(libvirtd.dir, 'labs/ic4s20/bmc/password'))).trim();
  await waitFor('the BMC to answer', async () =>
    (await libvirtd.exec('sh', '-c', `curl -sk ${bmc}/ || true`)).includes('RedfishVersion'),
  );
  expect(await libvirtd.exec('curl', '-sk', '-o', '/dev/null', '-w', '%{http_code}', `${bmc}/Systems`)).toBe('401');
  const systems = JSON.parse(await libvirtd.exec('curl', '-sk', '-u', `admin:${password}`, `${bmc}/Systems`));
  expect(systems['Members@odata.count']).toBe(9);
});

it('change names without an interruption of anything else', async () => {
  const before = await processes();
  await writeFile(file, (await readFile(file, 'utf8')).replace('apiVips: [.163]', 'apiVips: [.166]'));
  expect((await lab('plan')).out).toContain('service/dns');
  expect(await lab('create')).toMatchObject({ code: 0 });
  expect(await lab('plan')).toMatchObject({ code: 0 });
  await waitFor('the new address', async () => (await ask('api.etl4.qe.lab.redhat.com')).trim() === '192.168.135.166');
  const others = (text: string) => text.split('\n').filter((line) => /supervisor.*(bmc|lb|ntp-lab).service/.test(line));
  expect(others(before)).toHaveLength(3);
  expect(others(await processes())).toEqual(others(before));
});

it('come back after they were killed, and are missed where nobody watches over them', async () => {
  const pidOf = async (what: string): Promise<string> =>
    (await libvirtd.exec('sh', '-c', `pgrep -o -f '^dnsmasq.*${what}' || true`)).trim();
  const first = await pidOf('labs/ic4s20/dns');
  await libvirtd.exec('kill', '-KILL', first);
  await waitFor('another dnsmasq', async () => ![first, ''].includes(await pidOf('labs/ic4s20/dns')));
  const supervisor = (await readFile(join(libvirtd.dir, 'labs/ic4s20/services/dns.pid'), 'utf8')).split('\n')[0] ?? '';
  await libvirtd.exec('kill', '-TERM', supervisor);
  await waitFor('the plan to miss it', async () => (await lab('plan')).out.includes('start   service/dns'));
  expect(await lab('create')).toMatchObject({ code: 0 });
  await waitFor(
    'dnsmasq to answer',
    async () => (await ask('api.etl6.qe.lab.redhat.com')).trim() === '192.168.135.173',
  );
});

it('go with the lab', async () => {
  expect(await lab('destroy', '--yes')).toMatchObject({ code: 0 });
  expect(await processes()).toBe('');
  expect(await libvirtd.exec('ls', libvirtd.dir)).not.toMatch(/^labs$/m);
  expect(await readFile(hosts, 'utf8')).toBe('127.0.0.1 localhost\n192.0.2.1 mine\n');
  expect((await libvirtd.virsh('list', '--all', '--name')).trim()).toBe('');
  expect(await lab('destroy', '--yes')).toMatchObject({
    code: 0,
    out: expect.stringContaining('there is nothing of it'),
  });
});
