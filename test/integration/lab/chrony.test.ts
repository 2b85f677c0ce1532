/** What a lab says to chronyd, and what it serves then. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  chronyCheck,
  chronyCommand,
  chronyConf,
  type Lab,
  loadLab,
  presetText,
  timeNetworks,
} from '../../../lab/index.js';
import { createNamespace, type Namespace } from '../../helpers/namespace.js';
import { run } from '../../helpers/run.js';
import { remove, temporaryDirectory } from '../../helpers/temporary.js';
import { waitFor } from '../../helpers/wait.js';

const presets = ['hub-and-two-spokes', 'edge-sites', 'management-and-applications'] as const;
const labOf = (preset: (typeof presets)[number]): Lab => loadLab(presetText(preset), preset).lab;
const edge = labOf('edge-sites');

let dir: string;
let namespace: Namespace;

/** Of each network a file; its path. */
const written = async (lab: Lab): Promise<readonly string[]> => {
  const files: string[] = [];
  for (const network of timeNetworks(lab)) {
    const file = join(dir, `${lab.name}-${network.name}.conf`);
    await writeFile(file, chronyConf(lab, network, { pidFile: `${file}.pid`, user: 'root' }));
    files.push(file);
  }
  return files;
};

beforeAll(async () => {
  dir = await temporaryDirectory();
  const addresses = edge.networks.flatMap(({ subnets }) => subnets.map(({ gateway }) => gateway));
  namespace = await createNamespace([
    'mount -t tmpfs tmpfs /run',
    ...[...addresses, '192.168.153.20', 'fd00:153::20', '10.9.9.9'].map((one) => `ip address add ${one} dev lo`),
  ]);
  for (const file of await written(edge)) {
    // Without the right to set the clock it cannot be that it does.
    const command = ['setpriv', '--bounding-set', '-sys_time', ...chronyCommand(file)];
    await namespace.exec('sh', '-c', `"$@" >'${file}.log' 2>&1 </dev/null &`, 'sh', ...command);
  }
});
afterAll(async () => {
  await namespace?.stop();
  await remove(dir);
});

/** As a node asks: by chronyd's own client, which sets nothing (-Q). Undefined: no answer within `patience` seconds. */
const offset = async (server: string, from: string, patience = 45): Promise<number | undefined> => {
  const directives = [
    `server ${server} iburst maxsamples 2`,
    `bindacqaddress ${from}`,
    `pidfile ${join(dir, 'client.pid')}`,
    'port 0',
    'cmdport 0',
    'bindcmdaddress /',
    'user root',
  ];
  const script = 'chronyd -Q -t "$@" 2>&1 || true';
  const said = await namespace.exec('sh', '-c', script, 'sh', String(patience), ...directives);
  const [, seconds] = /System clock wrong by (-?[\d.]+) seconds/.exec(said) ?? [];
  if (seconds === undefined && !said.includes('Timeout reached')) throw new Error(said);
  return seconds === undefined ? undefined : Number(seconds);
};

it.each(presets)('every file of %s is one for chronyd', async (preset) => {
  for (const file of await written(labOf(preset))) {
    expect(await run(chronyCheck(file))).toContain('bindaddress');
    await writeFile(`${file}.wrong`, 'no-such-word\n');
    await expect(run(chronyCheck(`${file}.wrong`))).rejects.toThrow('Invalid directive');
  }
});

it('four networks have their time side by side, on their gateways alone', async () => {
  const sockets = await waitFor('all to listen', async () => {
    const lines = (await namespace.exec('ss', '-Hlnu')).trim().split('\n');
    return lines.length >= 5 && lines;
  });
  expect(sockets.map((line) => line.trim().split(/\s+/)[3]).toSorted()).toEqual([
    '192.168.150.1:123',
    '192.168.151.1:123',
    '192.168.152.1:123',
    '192.168.153.1:123',
    '[fd00:153::1]:123',
  ]);
});

it('a node gets it by both families, and it is the host’s', async () => {
  expect(await offset('192.168.153.1', '192.168.153.20')).toBeCloseTo(0, 1);
  expect(await offset('fd00:153::1', 'fd00:153::20')).toBeCloseTo(0, 1);
});

it('others get none', async () => {
  expect(await offset('192.168.153.1', '10.9.9.9', 5)).toBeUndefined();
});

it('nothing is put where the host’s own chronyd has its things', async () => {
  expect((await namespace.exec('find', '/run', '-mindepth', '1')).trim()).toBe('');
});
