/** What `lab export dns --format dnsmasq` prints, served by dnsmasq. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { dnsmasqConf } from '../../lab/dns/dnsmasq.js';
import { presetText } from '../../lab/presets.js';
import { loadLab } from '../../lab/spec/load.js';
import { remove, temporaryDirectory } from '../helpers/temporary.js';
import { waitFor } from '../helpers/wait.js';

const presets = ['hub-and-two-spokes', 'edge-sites'] as const;
let dir: string;
let upstream: Socket;
let dnsmasq: ChildProcess;
let asked = 0;
const resolver = new Resolver({ timeout: 2000, tries: 2 });

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

beforeAll(async () => {
  dir = await temporaryDirectory();
  // Never answers, as a resolver that is out of reach.
  upstream = createSocket('udp4', () => {
    asked += 1;
  }).bind(0, '127.0.0.1');
  await once(upstream, 'listening');
  const port = await freePort();
  const file = join(dir, 'dnsmasq.conf');
  const names = presets.map((preset) => dnsmasqConf(loadLab(presetText(preset), preset).lab));
  const own = [
    `port=${port}`,
    'listen-address=127.0.0.1',
    'bind-interfaces',
    'no-resolv',
    'no-hosts',
    'keep-in-foreground',
    `server=127.0.0.1#${upstream.address().port}`,
    'user=root',
    `pid-file=${join(dir, 'pid')}`,
  ];
  await writeFile(file, [...own, ...names].join('\n'));
  dnsmasq = spawn('dnsmasq', [`--conf-file=${file}`], { stdio: 'inherit' });
  resolver.setServers([`127.0.0.1:${port}`]);
  await waitFor('dnsmasq', async () => {
    if (dnsmasq.exitCode !== null) throw new Error(`dnsmasq ended with ${dnsmasq.exitCode}`);
    return resolver.resolve4('api.etl4.qe.lab.redhat.com').catch(() => false as const);
  });
});

afterAll(async () => {
  if (dnsmasq?.exitCode === null) {
    dnsmasq.kill();
    await once(dnsmasq, 'exit');
  }
  upstream?.close();
  await remove(dir);
});

it.each([
  ['api.etl4.qe.lab.redhat.com', '192.168.135.163'],
  ['api-int.etl6.qe.lab.redhat.com', '192.168.135.173'],
  ['whatever.apps.ocp3m0w-ic4s20.qe.lab.redhat.com', '192.168.135.11'],
  ['hub-master-1.ocp3m0w-ic4s20.qe.lab.redhat.com', '192.168.135.21'],
  ['ntp.qe.lab.redhat.com', '192.168.135.1'],
  ['console.apps.site-2.edge.example.com', '192.168.152.20'],
])('%s is %s', async (name, address) => {
  expect(await resolver.resolve4(name)).toEqual([address]);
});

it('addresses lead back to nodes, of both families', async () => {
  expect(await resolver.reverse('192.168.135.160')).toEqual(['etl4-master-0.etl4.qe.lab.redhat.com']);
  expect(await resolver.reverse('192.168.152.20')).toEqual(['site-2-single-0.site-2.edge.example.com']);
  expect(await resolver.reverse('fd00:153::20')).toEqual(['site-3-single-0.site-3.edge.example.com']);
  expect(await resolver.resolve6('a.apps.site-3.edge.example.com')).toEqual(['fd00:153::20']);
});

it('what is not there is said at once, without asking upstream', async () => {
  const code = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error);
  const before = asked;
  for (const name of ['validateNoWildcardDNS.etl4.qe.lab.redhat.com', 'nobody.etl6.qe.lab.redhat.com'])
    expect(await resolver.resolve4(name).catch(code)).toBe('ENOTFOUND');
  for (const name of ['api.etl4.qe.lab.redhat.com', 'x.apps.etl4.qe.lab.redhat.com', 'gateway.qe.lab.redhat.com'])
    expect(await resolver.resolve6(name).catch(code)).toBe('ENODATA');
  expect(asked).toBe(before);
  // The witness would see it: a name of nobody's does go upstream.
  await resolver.resolve4('example.org').catch(code);
  expect(asked).toBeGreaterThan(before);
});
