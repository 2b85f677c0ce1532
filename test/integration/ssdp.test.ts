import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Emulator, startEmulator } from '../helpers/emulator.js';
import { createNamespace, type Namespace } from '../helpers/namespace.js';
import { remove, temporaryDirectory } from '../helpers/temporary.js';

const client = join(dirname(fileURLToPath(import.meta.url)), 'ssdp-client.ts');
const address = '192.0.2.1';
const service = 'urn:dmtf-org:service:redfish-rest:1';
let dir: string;
let network: Namespace;
let emulator: Emulator;

beforeAll(async () => {
  dir = await temporaryDirectory();
  network = await createNamespace([
    'ip link add net0 type veth peer name net1',
    'ip link set net1 up',
    `ip addr add ${address}/24 dev net0`,
    'ip link set net0 up',
  ]);
  emulator = await startEmulator({
    dir,
    inNetwork: network.inNetwork,
    args: ['--driver', 'memory', '--ssdp', '--listen', '0.0.0.0'],
  });
});
afterAll(async () => {
  await emulator?.stop();
  await network?.stop();
  await remove(dir);
});

/** What is heard while `work` is done and for so long, answers to searches for `targets` too; less the searches themselves. */
const hear = async (milliseconds: number, targets: readonly string[], work = async () => {}): Promise<string[]> => {
  const argv = [
    ...network.inNetwork,
    process.execPath,
    '--import',
    'tsx',
    client,
    address,
    String(milliseconds),
    ...targets,
  ];
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line));
  const ended = once(child, 'exit');
  await once(output, 'line');
  await work();
  await ended;
  return lines
    .slice(1)
    .map((line): string => JSON.parse(line).text)
    .filter((text) => !text.startsWith('M-SEARCH'));
};

const request = async (method: string, path: string, body?: unknown) => {
  const data = body === undefined ? [] : ['-H', 'Content-Type: application/json', '-d', JSON.stringify(body)];
  const url = `${emulator.url}${path}`;
  // The process is there before it listens, after a restart.
  const patiently = ['--retry', '10', '--retry-delay', '1', '--retry-connrefused'];
  const login = `${emulator.user}:${emulator.password}`;
  return JSON.parse(await network.exec('curl', '-sS', ...patiently, '-u', login, '-X', method, ...data, url));
};
const protocolOf = async () => {
  const { Members } = await request('GET', '/redfish/v1/Managers');
  return `${Members[0]['@odata.id']}/NetworkProtocol`;
};

describe('a service with --ssdp', () => {
  it('answers who looks for Redfish or for everything, and nobody else', async () => {
    const { UUID, ...root } = await request('GET', '/redfish/v1/');
    expect(root.RedfishVersion).toMatch(/^1\./);
    const answers = await hear(2000, [service, 'ssdp:all', 'upnp:rootdevice']);
    const lines = [
      'HTTP/1.1 200 OK',
      'CACHE-CONTROL: max-age=1800',
      'EXT: ',
      `ST: ${service}`,
      `USN: uuid:${UUID}::${service}`,
      `AL: https://${address}:${emulator.port}/redfish/v1/`,
    ];
    expect(answers.map((text) => text.trimEnd().split('\r\n'))).toEqual([lines, lines]);
  });

  it('shows what it does, takes its leave when it is switched off, and then is silent, also after a restart', async () => {
    const protocol = await protocolOf();
    expect((await request('GET', protocol)).SSDP).toMatchObject({
      ProtocolEnabled: true,
      Port: 1900,
      NotifyMulticastIntervalSeconds: 600,
      NotifyTTL: 2,
      NotifyIPv6Scope: 'Link',
    });
    const said = await hear(1500, [], async () => {
      const { SSDP } = await request('PATCH', protocol, { SSDP: { ProtocolEnabled: false } });
      expect(SSDP.ProtocolEnabled).toBe(false);
    });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('NTS: ssdp:byebye');
    expect(await hear(1500, [service])).toEqual([]);

    await emulator.stop();
    await emulator.start();
    expect((await request('GET', protocol)).SSDP.ProtocolEnabled).toBe(false);
    expect(await hear(1500, ['ssdp:all'])).toEqual([]);
  });

  it('announces itself when it is switched on, and so often as it is told', async () => {
    const said = await hear(2500, [], async () => {
      await request('PATCH', await protocolOf(), {
        SSDP: { ProtocolEnabled: true, NotifyMulticastIntervalSeconds: 1 },
      });
    });
    expect(said.length).toBeGreaterThanOrEqual(2);
    for (const text of said) {
      expect(text).toContain('NTS: ssdp:alive');
      expect(text).toContain(`AL: https://${address}:${emulator.port}/redfish/v1/`);
    }
  });
});
