/** A lab in use, on a libvirtd of the test's own: looked at, switched on and off, talked to on its consoles, adopted. */

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../../lab/cli/output.js';
import { runLab } from '../../../lab/cli/program.js';
import type { Terminal } from '../../../lab/operate/console.js';
import { ownProgram } from '../../../src/package.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';
import { type Deed, probeImage } from '../../helpers/probe.js';
import { waitFor } from '../../helpers/wait.js';

const mark = 'https://redfish-emu.dev/xmlns/lab/1';
let libvirtd: Libvirtd;
let file: string;

const document = (uri: string, poolPath: string): string => `
name: ops
baseDomain: lab.example
hypervisors: [{ name: host, uri: "${uri}", poolPath: ${poolPath} }]
networks: { lab: { ipv4: { cidr: 192.168.140.0/24, dhcp: .200-.239 } } }
flavors: { master: { virt: qemu, firmware: bios, vcpus: 4, memory: 16GiB, disks: [{ size: 100GB }] } }
clusters:
  one: { install: none, apiVips: [.10], ingressVips: [.11], nodes: [{ role: master, count: 3, flavor: master, address: .20 }] }
scale: 0.02
floors: ignore
overcommit: { vcpus: 8 }
dns: { enabled: false }
ntp: { enabled: false }
`;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  // A host has both: logs from libvirt's package, and locks of serial lines.
  await libvirtd.exec('mkdir', '-p', '/var/log/libvirt/qemu', '/run/lock');
  file = join(libvirtd.dir, 'lab.yaml');
  await writeFile(file, document(libvirtd.uri, `${libvirtd.dir}/pool`));
});
afterAll(() => libvirtd?.stop());

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

/** On the hypervisor: what sees to services as well. */
const inside = async (...args: readonly string[]): Promise<Ran> => {
  const command = `${ownProgram('lab/cli/lab').join(' ')} "$@" 2>${libvirtd.dir}/err; echo "code $?"`;
  const stateDir = join(libvirtd.dir, 'labs');
  const all = ['sh', '-c', command, 'lab', ...args, '--file', file, '--state-dir', stateDir];
  const [, out = '', code] = /^([\s\S]*?)\n?code (\d+)\s*$/.exec(await libvirtd.exec(...all)) ?? [];
  return { code: Number(code), out, err: await readFile(`${libvirtd.dir}/err`, 'utf8') };
};

const lab = async (args: readonly string[], world: Partial<World> = {}): Promise<Ran> => {
  const out: string[] = [];
  const err: string[] = [];
  let code: number | undefined;
  await runLab([...args, '--file', file], {
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    end: (given) => {
      code = given;
    },
    ...world,
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

/** What a guest does that boots from its disk. */
const install = async (machine: string, deed: Deed): Promise<void> => {
  const image = await probeImage({ says: 'disk', deed });
  const volume = `${libvirtd.dir}/pool/ops-${machine}-vda.qcow2`;
  await libvirtd.exec('qemu-img', 'convert', '-n', '-f', 'raw', '-O', 'qcow2', image, volume);
};

const booted = (machine: string): Promise<unknown> =>
  waitFor(`${machine} to boot`, async () =>
    (await readFile(`${libvirtd.dir}/log/qemu/ops-${machine}-serial0.log`, 'latin1').catch(() => '')).includes(
      'probe: booted from disk',
    ),
  );

const running = async (): Promise<readonly string[]> =>
  (await libvirtd.virsh('list', '--name')).split('\n').filter((name) => name !== '');

const statusJson = async () => JSON.parse((await inside('status', '-o', 'json')).out);

describe('plan and create', () => {
  it('refuse what the host cannot hold, and say what would fit', async () => {
    const text = await readFile(file, 'utf8');
    // Three machines with half of the host's memory each.
    const [, kibibytes] = /Memory size: +(\d+) KiB/.exec(await libvirtd.virsh('nodeinfo')) ?? [];
    const memory = Math.ceil(Number(kibibytes) / 2 / 0.02 / 2 ** 20);
    await writeFile(file, text.replace('memory: 16GiB', `memory: ${memory}GiB`));
    const refused = await inside('create');
    await writeFile(file, text);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(
      /lab.yaml:\d+:\d+: scale: the machines on host need \S+ GiB of memory, 1.5 times .*scale: 0.01 would fit/,
    );
    expect(await libvirtd.virsh('list', '--all', '--name')).toMatch(/^\s*$/);
  });

  it('refuse a network that is elsewhere already, for the host or for libvirt', async () => {
    await libvirtd.exec('ip', 'link', 'add', 'far', 'type', 'bridge');
    await libvirtd.exec('ip', 'address', 'add', '192.168.140.129/25', 'dev', 'far');
    await libvirtd.exec('ip', 'link', 'set', 'far', 'up');
    expect(await inside('plan')).toMatchObject({
      code: 1,
      err: expect.stringContaining('192.168.140.0/24 overlaps 192.168.140.128/25, which host reaches by far'),
    });
    await libvirtd.exec('ip', 'link', 'delete', 'far');

    const path = join(libvirtd.dir, 'other.xml');
    const ip = "<ip address='192.168.140.1' netmask='255.255.255.128'/>";
    await writeFile(path, `<network><name>other</name><bridge name='other0'/>${ip}</network>`);
    await libvirtd.virsh('net-create', path);
    // From elsewhere, where the host's routes are others.
    expect(await lab(['plan'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('192.168.140.0/24 overlaps 192.168.140.0/25, which host reaches by other0'),
    });
    await libvirtd.virsh('net-destroy', 'other');
  });
});

describe('status', () => {
  it('tells of a lab that is not there yet', async () => {
    const { code, out } = await inside('status');
    expect(code).toBe(2);
    expect(out).toMatch(
      /^one-master-0 +missing +- +192.168.140.20 +- +- +https:\/\/192.168.140.1:8000\/redfish\/v1\/Systems\//m,
    );
    expect(out).toMatch(/^lab +missing/m);
    expect(out).toContain('lab ops: not as specified');
  });

  it('tells of one that is as specified', async () => {
    expect(await inside('create')).toMatchObject({ code: 0, err: '' });
    const { code, out } = await inside('status');
    expect(code).toBe(0);
    expect(out).toMatch(/^one-master-0 +shutoff +disk vda +192.168.140.20 +- +- /m);
    expect(out).toMatch(/^lab +active/m);
    expect(out).toMatch(/^default +active +\S+ GiB of \S+ GiB +\S+\/pool/m);
    expect(await statusJson()).toMatchObject({
      asSpecified: true,
      machines: [{ name: 'one-master-0', power: 'shutoff', asSpecified: true, leases: [] }, {}, {}],
      networks: [{ name: 'lab', state: 'active', leases: 0 }],
      pools: [{ state: 'active' }],
      services: [{ name: 'bmc', running: true }],
    });
  });

  it('shows which service differs, and takes no machine for other than specified by that', async () => {
    await libvirtd.exec('sh', '-c', 'echo "# mine" >> "$1"', 'sh', join(libvirtd.dir, 'labs/ops/bmc/redfish-emu.yaml'));
    const { code, out } = await inside('status');
    expect(code).toBe(2);
    expect(out).toMatch(/^one-master-0 +shutoff +disk/m);
    expect(out).toMatch(/^bmc +running, differs/m);
    expect((await statusJson()).machines).toMatchObject([{ asSpecified: true }, { asSpecified: true }, {}]);
    expect(await inside('create')).toMatchObject({ code: 0 });
  });

  it('shows the image in a drive, and the machine that differs', async () => {
    const image = await probeImage({ says: 'cd', deed: 'deaf' });
    await libvirtd.virsh('change-media', 'one-master-1', 'sda', image, '--insert', '--config');
    await libvirtd.virsh('setmem', 'one-master-2', '100MiB', '--config');
    await libvirtd.virsh('setmaxmem', 'one-master-2', '100MiB', '--config');
    const { code, out } = await inside('status');
    expect(code).toBe(2);
    expect(out).toMatch(/^one-master-1 +shutoff +disk vda .*redfish-emu-probe-\w+.iso/m);
    expect(out).toMatch(/^one-master-2 +shutoff, differs/m);
    expect((await statusJson()).machines[1].media).toBe(image);
    await libvirtd.virsh('change-media', 'one-master-1', 'sda', '--eject', '--config');
    expect(await inside('create')).toMatchObject({ code: 0 });
  });
});

describe('start and stop', () => {
  it('switch on what is off, and then nothing', async () => {
    for (const [machine, deed] of [
      ['one-master-0', 'polite'],
      ['one-master-1', 'polite'],
      ['one-master-2', 'deaf'],
    ] as const)
      await install(machine, deed);
    expect(await lab(['start', '--only', 'cluster/one/master-0'])).toMatchObject({ code: 0, err: '' });
    expect(await running()).toEqual(['one-master-0']);
    const rest = await lab(['start']);
    expect(rest).toMatchObject({ code: 0, out: expect.stringContaining('2 of 3 machines switched') });
    expect([...(await running())].sort()).toEqual(['one-master-0', 'one-master-1', 'one-master-2']);
    expect((await lab(['start'])).out).toBe('lab ops: 3 machines are on already.');
    await libvirtd.virsh('suspend', 'one-master-1');
    expect(await lab(['start'])).toMatchObject({ code: 0, out: expect.stringContaining('it is paused') });
    expect(await libvirtd.virsh('domstate', 'one-master-1')).toContain('running');
    expect(await statusJson()).toMatchObject({ asSpecified: true, machines: [{ power: 'running' }, {}, {}] });
  });

  it('ask the guests, and cut the power of those that are deaf only when told to', async () => {
    await Promise.all(['one-master-0', 'one-master-1', 'one-master-2'].map(booted));
    // The guest needs a moment between saying so and listening for the button, so it is asked again.
    await waitFor('the polite ones to go', async () => {
      const { code, err } = await lab(['stop', '--timeout', '5']);
      expect([code, err]).toEqual([1, expect.stringContaining('1 failed')]);
      return (await running()).length === 1;
    });
    expect(await running()).toEqual(['one-master-2']);
    const told = await lab(['stop', '--timeout', '1']);
    expect(told).toMatchObject({
      code: 1,
      out: expect.stringContaining('it still runs after 1 s: --force cuts its power'),
    });
    expect(await lab(['stop', '--timeout', '1', '--force', '-o', 'json'])).toMatchObject({ code: 0 });
    expect(await running()).toEqual([]);
    expect((await lab(['stop', '--only', 'cluster/one/master-2'])).out).toBe('lab ops: one-master-2 is off already.');
  });
});

describe('console', () => {
  const terminal = () => {
    const chunks: Buffer[] = [];
    const [input, output] = [new PassThrough(), new PassThrough()];
    output.on('data', (chunk: Buffer) => chunks.push(chunk));
    const seen = (): string => Buffer.concat(chunks).toString('latin1');
    return { input, output, raw: () => {}, seen } satisfies Terminal & { seen: () => string };
  };

  /** The guest says what it hears, but not before it has booted. */
  const talk = ({ input, seen }: ReturnType<typeof terminal>, text: string): Promise<unknown> =>
    waitFor(`the guest to say ${text}`, () => {
      input.write(text);
      return seen().includes(text);
    });

  it('needs a terminal, and a machine that runs', async () => {
    expect(await lab(['console', 'one-master-0'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('a terminal'),
    });
    expect(await lab(['console', 'one-master-7'], { terminal: terminal() })).toMatchObject({
      code: 1,
      err: expect.stringContaining('Did you mean'),
    });
    expect(await lab(['console', 'one-master-0'], { terminal: terminal() })).toMatchObject({
      code: 1,
      err: 'one-master-0 is off: lab start --only cluster/one/one-master-0',
    });
  });

  it('carries what is typed and said, for one at a time', async () => {
    await install('one-master-0', 'echo');
    await libvirtd.virsh('start', 'one-master-0');
    const mine = terminal();
    const first = lab(['console', 'cluster/one/master-0'], { terminal: mine });
    await talk(mine, 'hello');
    const yours = terminal();
    expect(await lab(['console', 'one-master-0'], { terminal: yours })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/somebody has its console .*--force takes it/),
    });
    const second = lab(['console', 'one-master-0', '--force'], { terminal: yours });
    expect(await first).toMatchObject({ code: 1, err: expect.stringContaining('somebody else took it') });
    await talk(yours, 'are you there\x03');
    yours.input.write('\x1d');
    expect(await second).toMatchObject({ code: 0, err: expect.stringContaining('left the console') });
    expect(await lab(['stop', '--timeout', '0', '--force'])).toMatchObject({ code: 0 });
  });
});

describe('adopt', () => {
  const unmark = async (): Promise<void> => {
    for (const index of [0, 1, 2])
      await libvirtd.virsh('metadata', `one-master-${index}`, mark, '--remove', '--config');
    const xml = await libvirtd.virsh('net-dumpxml', '--inactive', 'ops-lab');
    const path = join(libvirtd.dir, 'net.xml');
    await writeFile(path, xml.replace(/<metadata>[\s\S]*<\/metadata>/, ''));
    await libvirtd.virsh('net-define', path);
  };

  it('finds nothing in a lab that is all its own', async () => {
    expect(await lab(['adopt'])).toMatchObject({ code: 0, out: 'lab ops: there is nothing to adopt.' });
  });

  it('refuses what is not as specified, and touches nothing', async () => {
    await unmark();
    await libvirtd.virsh('setvcpus', 'one-master-1', '2', '--config', '--maximum');
    const before = await libvirtd.virsh('dumpxml', 'one-master-0');
    const refused = await lab(['adopt', '--yes']);
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('machine/one-master-1: vCPUs 2 -> 1') });
    expect(await libvirtd.virsh('dumpxml', 'one-master-0')).toBe(before);
    expect(JSON.parse((await lab(['adopt', '--yes', '-o', 'json'])).out)).toMatchObject({
      done: [],
      refused: [{ item: 'machine/one-master-1', differences: ['vCPUs 2 -> 1'] }],
    });
    await libvirtd.virsh('setvcpus', 'one-master-1', '1', '--config', '--maximum');
  });

  it('asks first', async () => {
    expect(await lab(['adopt'])).toMatchObject({ code: 1, err: expect.stringContaining('--yes adopts them') });
    const no = await lab(['adopt'], { ask: async () => 'no' });
    expect(no).toMatchObject({ code: 1, err: 'nothing was adopted' });
  });

  it('keeps other commands away meanwhile, and does only what was shown', async () => {
    const before = await libvirtd.virsh('dumpxml', 'one-master-0');
    let other: Ran | undefined;
    const shown = await lab(['adopt'], {
      ask: async () => {
        other = await lab(['snapshot', 'create', 'clean']);
        await libvirtd.virsh('setvcpus', 'one-master-1', '2', '--config', '--maximum');
        return 'yes';
      },
    });
    const refused = `lab adopt (process ${process.pid}) is at work on the lab ops: wait for it`;
    expect(other).toMatchObject({ code: 1, out: '', err: refused });
    expect(shown).toMatchObject({ code: 1, err: expect.stringContaining('has changed since this was shown') });
    expect(await libvirtd.virsh('dumpxml', 'one-master-0')).toBe(before);
    await libvirtd.virsh('setvcpus', 'one-master-1', '1', '--config', '--maximum');
  });

  it('marks the rest, running ones too, and then nothing is left to plan', async () => {
    await libvirtd.virsh('start', 'one-master-0');
    const link = () => libvirtd.exec('sh', '-c', 'ip -o link show master ops-lab | cut -d: -f1,2');
    const before = await link();
    expect(before).toContain('vnet');
    expect(await inside('plan')).toMatchObject({ code: 1 });
    expect(await lab(['adopt', '--yes'])).toMatchObject({ code: 0, err: '' });
    expect(await link()).toBe(before);
    expect(await inside('plan')).toMatchObject({ code: 0, out: 'lab ops: everything is as specified.' });
    expect(await inside('destroy', '--yes')).toMatchObject({ code: 0 });
    expect(await libvirtd.virsh('list', '--all', '--name')).toMatch(/^\s*$/);
    expect(await libvirtd.exec('sh', '-c', `ls ${libvirtd.dir}/pool 2>/dev/null || true`)).toBe('');
  });
});
