import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { version } from '../package.js';
import { run } from './program.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'redfish-emu-'));
});
afterEach(() => rm(dir, { recursive: true }));

async function command(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  let [out, complaints] = ['', ''];
  const status = await run({
    arguments: words,
    environment,
    cwd: dir,
    isRoot: false,
    isTerminal: false,
    print: (text) => {
      out += text;
    },
    complain: (text) => {
      complaints += text;
    },
    onSignal: () => () => {},
  });
  return { status, out, complaints };
}

describe('the command line', () => {
  it.each([['--help'], ['serve', '--help'], ['check-config', '--help']])('helps: %s %s', async (...words) => {
    const { status, out } = await command(words);
    expect([status, out]).toEqual([0, expect.stringMatching(/^Usage: redfish-emu/)]);
  });

  it('tells its version', async () => {
    expect(await command(['--version'])).toEqual({ status: 0, out: `${version()}\n`, complaints: '' });
  });

  it('names file, line, column and key of every mistake', async () => {
    await writeFile(join(dir, 'emu.yaml'), 'driver: memory\nport: eight\npowerDelay: soon\n');
    const { status, complaints } = await command(['serve', '-c', 'emu.yaml']);
    expect(status).toBe(2);
    expect(complaints).toBe(
      `redfish-emu: ${dir}/emu.yaml:2:7: port: expected a whole number from 0 to 65535, found "eight"\n` +
        `redfish-emu: ${dir}/emu.yaml:3:13: powerDelay: expected a time such as 500ms, 30s, 15m, 2h, 7d, or a number of seconds, found "soon"\n`,
    );
    await writeFile(join(dir, 'emu.yaml'), 'passwordfile: x\n');
    const { complaints: unknown } = await command(['check-config'], { REDFISH_EMU_CONFIG: 'emu.yaml' });
    expect(unknown).toBe(
      `redfish-emu: ${dir}/emu.yaml:1:1: unknown key "passwordfile"; did you mean "passwordFile"?\n`,
    );
  });

  it.each<[string[], number, RegExp]>([
    [['serve', '--prot', '1'], 2, /unknown option '--prot'\n\(Did you mean --port\?\)/],
    [['serve', '--port', '99999'], 2, /--port: expected a whole number from 0 to 65535, found 99999/],
    [['serve', '--port'], 2, /argument missing/],
    [['serve', '--uri', 'qemu'], 2, /--uri: expected a libvirt URI .*, found "qemu"/],
    [['serve', '--tls-cert', 'a.pem'], 2, /tlsCert is given alone/],
    [['serve', '--config', 'no.yaml'], 2, /\/no\.yaml: cannot be read/],
    [['check-config', '--tls-cert', 'c', '--tls-key', 'k'], 2, /TLS certificate \S+\/c with key \S+\/k: ENOENT/],
    [['check-config', '--password-file', 'none'], 2, /\/none: cannot be read/],
    [
      ['serve', '--state-dir', '/dev/null/state', '--driver', 'memory', '--log-level', 'silent'],
      1,
      /\/dev\/null\/state/,
    ],
    [['serv'], 2, /unknown command 'serv'\n\(Did you mean serve\?\)/],
    [['serve', 'more'], 2, /too many arguments/],
  ])('refuses %j with status %d', async (words, status, message) => {
    expect(await command(words)).toEqual({ status, out: '', complaints: expect.stringMatching(message) });
  });

  it('prints the settings in force and their origins', async () => {
    await writeFile(join(dir, 'emu.yaml'), 'port: 8443\nuri: [qemu:///system]\nallowHttp: true\n');
    const { status, out } = await command(['check-config', '--config', 'emu.yaml', '--no-auth'], {
      REDFISH_EMU_LISTEN: '::',
    });
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        `port: 8443 # ${dir}/emu.yaml:1:7: port`,
        `uri: ["qemu:///system"] # ${dir}/emu.yaml:2:6: uri`,
        'noAuth: true # --no-auth',
        'listen: "::" # REDFISH_EMU_LISTEN',
        'driver: "auto" # default',
      ]),
    );
  });
});

it.each(['1.2.3', '10.0.0.0/40'])('refuses %s as a host of images, whoever reads it', async (host) => {
  const { status, complaints } = await command(['check-config', '--image-allow', host]);
  expect([status, complaints]).toEqual([2, expect.stringContaining(`--image-allow: ${host} is neither`)]);
});

it('names the state directory where it cannot be made', async () => {
  await writeFile(join(dir, 'file'), '');
  const state = join(dir, 'file', 'state');
  const { status, complaints } = await command(['serve', '--driver', 'memory', '--state-dir', state]);
  expect([status, complaints]).toEqual([1, expect.stringContaining(`the state directory ${state} cannot be made`)]);
});

it.each([
  ['tls', 'the certificate cannot be kept in'],
  ['bmc', 'the state directory'],
  ['media', 'the image cache'],
])('names what cannot be used in the state directory: %s', async (part, said) => {
  const state = join(dir, 'state');
  await mkdir(state);
  await writeFile(join(state, part), '');
  const { status, complaints } = await command(['serve', '--driver', 'memory', '--state-dir', state]);
  expect([status, complaints]).toEqual([1, expect.stringContaining(said)]);
  expect(complaints).toContain(join(state, part));
});
