/** Snapshots of a lab over two libvirt daemons: a BIOS machine with two disks on one, a UEFI machine on the other. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { World } from '../../../lab/cli/output.js';
import { runLab } from '../../../lab/cli/program.js';
import { ownProgram } from '../../../src/package.js';
import { freePort } from '../../helpers/emulator.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';
import { probeImage } from '../../helpers/probe.js';
import { waitFor } from '../../helpers/wait.js';

const bios = 'old-single-0';
const uefi = 'new-single-0';
const hosts: Record<string, Libvirtd> = {};
let file: string;
let stateDir: string;

const on = (machine: string): Libvirtd => {
  const host = hosts[machine];
  if (host === undefined) throw new Error(`${machine} is nowhere`);
  return host;
};
const all = (): readonly Libvirtd[] => Object.values(hosts);

beforeAll(async () => {
  for (const machine of [bios, uefi]) {
    hosts[machine] = await startLibvirtd();
    await on(machine).exec('mkdir', '-p', '/var/log/libvirt/qemu');
  }
  file = join(on(bios).dir, 'lab.yaml');
  stateDir = join(on(bios).dir, 'labs');
  const [one, two] = all().map(({ uri, dir }) => `uri: "${uri}", poolPath: ${dir}/pool`);
  await writeFile(
    file,
    `
name: snap
baseDomain: lab.example
hypervisors: [{ name: one, ${one} }, { name: two, ${two} }]
networks: { lab: { ipv4: { cidr: 192.168.141.0/24, dhcp: .200-.239 } } }
flavors:
  old: { virt: qemu, firmware: bios, vcpus: 4, memory: 3GiB, disks: [{ size: 2GB }, { size: 2GB }] }
  new: { virt: qemu, firmware: uefi, vcpus: 4, memory: 12GiB, disks: [{ size: 2GB }] }
clusters:
  old: { install: none, nodes: [{ role: single, flavor: old, address: .20, hypervisor: one }] }
  new: { install: none, nodes: [{ role: single, flavor: new, address: .30, hypervisor: two }] }
scale: 0.02
floors: ignore
overcommit: { vcpus: 8 }
dns: { enabled: false }
ntp: { enabled: false }
bmc: { address: 127.0.0.1, port: ${await freePort()} }
`,
  );
});
afterAll(async () => {
  await lab(['destroy', '--yes', '--state-dir', stateDir]);
  for (const host of all()) await host.stop();
});

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

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
const good = async (...args: readonly string[]): Promise<string> => {
  const { code, out, err } = await lab(args);
  // A network that ends at its host is warned of where a lab has two, and nobody needs it here.
  const errors = err.split('\n').filter((line) => line !== '' && !line.includes(': warning: networks.'));
  expect([errors, code, out]).toEqual([[], 0, expect.not.stringContaining('FAILED')]);
  return out;
};
const snapshot = (...args: readonly string[]): Promise<string> => good('snapshot', ...args);
const nothingToDo = async (): Promise<void> => {
  expect(await good('plan', '--state-dir', stateDir)).toBe('lab snap: everything is as specified.');
};
const listed = async () => JSON.parse((await lab(['snapshot', 'list', '-o', 'json'])).out).snapshots;

const definition = (machine: string): Promise<string> => on(machine).virsh('dumpxml', '--inactive', machine);
const pathOf = async (machine: string, target: string): Promise<string> =>
  new RegExp(`<source file='([^']+)'/>\\s*(?:<backingStore/>\\s*)?<target dev='${target}'`).exec(
    await definition(machine),
  )?.[1] ?? '';
const storeOf = async (machine: string): Promise<string> =>
  />([^<]+)<\/nvram>/.exec(await definition(machine))?.[1] ?? `/var/lib/libvirt/qemu/nvram/${machine}_VARS.fd`;
const store = async (machine: string): Promise<string> =>
  on(machine).exec('sh', '-c', `sha256sum < ${await storeOf(machine)}`);

const probe = (says: string): Promise<string> => probeImage({ says, deed: 'deaf' });
const write = async (machine: string, target: string, says: string): Promise<void> => {
  const path = await pathOf(machine, target);
  await on(machine).exec('qemu-img', 'convert', '-n', '-f', 'raw', '-O', 'qcow2', await probe(says), path);
};
const reads = async (machine: string, target: string, says: string): Promise<void> => {
  const compare = ['qemu-img', 'compare', '-f', 'raw', '-F', 'qcow2', await probe(says), await pathOf(machine, target)];
  expect(await on(machine).exec(...compare)).toContain('Images are identical');
};
/** Every disk of both. */
const writeAll = async (says: string): Promise<void> => {
  // Built once, before three ask for it.
  await probe(says);
  await Promise.all([write(bios, 'vda', says), write(bios, 'vdb', says), write(uefi, 'vda', says)]);
};
const readAll = async (says: string): Promise<void> => {
  await Promise.all([reads(bios, 'vda', says), reads(bios, 'vdb', says), reads(uefi, 'vda', says)]);
};

const boots = async (machine: string, says: string): Promise<void> => {
  const log = `${on(machine).dir}/log/qemu/snap-${machine}-serial0.log`;
  const before = (await readFile(log, 'latin1').catch(() => '')).length;
  await on(machine).virsh('start', machine);
  await waitFor(`${machine} to boot from ${says}`, async () =>
    (await readFile(log, 'latin1').catch(() => '')).slice(before).includes(`probe: booted from ${says}`),
  );
  await on(machine).virsh('destroy', machine);
};

const poolFiles = (): readonly string[] =>
  all().flatMap(({ dir }) => {
    try {
      return readdirSync(`${dir}/pool`);
    } catch {
      return [];
    }
  });
const stores = async (): Promise<string> =>
  (await on(uefi).exec('sh', '-c', 'ls /var/lib/libvirt/qemu/nvram 2>/dev/null || true')).trim();

/** Runs a command and kills it, by SIGKILL, once the pools have a new file of this kind. */
const killed = async (args: readonly string[], kind: RegExp): Promise<void> => {
  const before = new Set(poolFiles());
  const [node = '', ...program] = ownProgram('lab/cli/lab');
  const child = spawn(node, [...program, ...args, '--file', file], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await waitFor(
    `${args.join(' ')} to make a file`,
    () => child.exitCode !== null || poolFiles().some((name) => !before.has(name) && kind.test(name)),
    { every: 1 },
  );
  child.kill('SIGKILL');
  await ended;
};

it('are made of machines that are off, and leave nothing to plan', async () => {
  await good('create', '--state-dir', stateDir);
  await writeAll('first');
  await boots(uefi, 'first');
  await on(bios).virsh('start', bios);
  expect(await lab(['snapshot', 'create', 'clean'])).toMatchObject({
    code: 1,
    err: `${bios}: on, and snapshots are of machines that are off (lab stop switches them off)`,
  });
  await on(bios).virsh('destroy', bios);
  expect(await listed()).toEqual([]);
  expect(await snapshot('create', 'clean')).toContain('lab snap: snapshot clean of 2 machines.');
  await nothingToDo();
  expect(await listed()).toEqual([
    expect.objectContaining({ name: 'clean', machines: [bios, uefi], of: 2, complete: true }),
  ]);
  expect(await snapshot('list')).toMatch(/^clean +\S+ \S+ UTC +2 of 2 +\S+ MiB +complete$/m);
  expect(await lab(['snapshot', 'create', 'clean'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('take another name, or delete it first'),
  });
  await readAll('first');
  expect(await on(bios).exec('qemu-img', 'info', await pathOf(bios, 'vda'))).toContain('compat: 1.1');
});

describe('reverting', () => {
  it('asks for a name that there is, and whether it is meant', async () => {
    expect(await lab(['snapshot', 'revert', 'claen'])).toMatchObject({
      code: 1,
      err: 'there is no snapshot claen. Did you mean clean?',
    });
    expect(await lab(['snapshot', 'revert', 'clean'])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/All that old-single-0@one, new-single-0@two wrote .* is lost[\s\S]*--yes does it/),
    });
    const no = await lab(['snapshot', 'revert', 'clean'], { ask: async () => 'no' });
    expect(no).toMatchObject({ code: 1, err: 'nothing was changed' });
  });

  it('brings back disks, UEFI variables and the definition, and machines boot from them', async () => {
    const was = { store: await store(uefi), boot: await definition(uefi) };
    await writeAll('second');
    await readAll('second');
    // Keys of secure boot, as somebody would enroll them.
    await on(uefi).exec('cp', '/usr/share/OVMF/OVMF_VARS_4M.ms.fd', await storeOf(uefi));
    const changed = join(on(uefi).dir, 'changed.xml');
    await writeFile(changed, was.boot.replace("<boot dev='hd'/>", "<boot dev='network'/>"));
    await on(uefi).virsh('define', changed);
    expect(await store(uefi)).not.toBe(was.store);

    expect(await snapshot('revert', 'clean', '--yes')).toContain('2 machines reverted to clean');
    await nothingToDo();
    await readAll('first');
    expect(await store(uefi)).toBe(was.store);
    expect(await definition(uefi)).toContain("<boot dev='hd'/>");
    expect(await stores()).toBe(`${uefi}_VARS.back-1.fd`);
    await Promise.all([boots(uefi, 'first'), boots(bios, 'first')]);
    // What it wrote is lost in turn.
    await snapshot('revert', 'clean', '--yes', '--only', 'cluster/new');
    expect(await store(uefi)).toBe(was.store);
    expect(await stores()).toBe(`${uefi}_VARS.back-2.fd`);
  });

  it('goes to and fro between snapshots', async () => {
    await writeAll('second');
    await snapshot('create', 'later');
    await writeAll('third');
    await snapshot('revert', 'clean', '--yes');
    await readAll('first');
    await snapshot('revert', 'later', '--yes');
    await readAll('second');
    await nothingToDo();
    expect((await listed()).map(({ name }: { name: string }) => name)).toEqual(['clean', 'later']);
  });

  it('is the way out where the file of a disk is missing', async () => {
    const lost = await pathOf(bios, 'vda');
    await on(bios).exec('rm', lost);
    await on(bios).virsh('pool-refresh', (await on(bios).virsh('pool-list', '--name')).trim());
    expect(await lab(['snapshot', 'create', 'more'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('is missing, and an empty file is not what'),
    });
    await snapshot('revert', 'later', '--yes');
    expect(await pathOf(bios, 'vda')).not.toBe(lost);
    await readAll('second');
    await nothingToDo();
  });
});

describe('deleting', () => {
  it('keeps what another snapshot stands on', async () => {
    await snapshot('delete', 'clean', '--yes');
    await readAll('second');
    await writeAll('third');
    await snapshot('revert', 'later', '--yes');
    await readAll('second');
  });

  it('leaves one file of each disk with the last one, with what is in it now', async () => {
    await writeAll('third');
    const deleted = await snapshot('delete', 'later', '--yes');
    expect(deleted).toMatch(/its last: up to \S+ MiB are copied/);
    expect([...poolFiles()].sort()).toHaveLength(3);
    expect(await on(bios).exec('qemu-img', 'info', await pathOf(bios, 'vda'))).not.toContain('backing file');
    await readAll('third');
    await nothingToDo();
    expect(await snapshot('list')).toBe('lab snap: there is no snapshot.');
  });
});

describe('what was killed in the middle', () => {
  it('of making one is shown, and gone on with', async () => {
    await killed(['snapshot', 'create', 'again'], /vda\.\d+\.qcow2$/);
    await readAll('third');
    await nothingToDo();
    const [half] = await listed();
    if (half !== undefined && !half.complete) {
      expect(await lab(['snapshot', 'list'])).toMatchObject({ code: 2, out: expect.stringContaining('incomplete') });
      expect(await lab(['snapshot', 'revert', 'again', '--yes'])).toMatchObject({
        code: 1,
        err: expect.stringContaining('lab snapshot create again or delete again goes on'),
      });
      await snapshot('create', 'again');
    }
    expect(await listed()).toEqual([expect.objectContaining({ name: 'again', of: 2, complete: true })]);
    await nothingToDo();
  });

  it('of reverting leaves every machine with its disks', async () => {
    await writeAll('second');
    await killed(['snapshot', 'revert', 'again', '--yes'], /vda\.\d+\.qcow2$/);
    await nothingToDo();
    for (const machine of [bios, uefi])
      expect(await on(machine).exec('qemu-img', 'info', await pathOf(machine, 'vda'))).toContain('backing file');
    await snapshot('revert', 'again', '--yes');
    await readAll('third');
    await nothingToDo();
    // Of each disk what the snapshot holds and what is above it, and the two states.
    expect(poolFiles()).toHaveLength(8);
    expect((await stores()).split('\n')).toHaveLength(1);
  });

  it('of deleting loses nothing', async () => {
    await killed(['snapshot', 'delete', 'again', '--yes'], /vda\.\d+\.qcow2$/);
    await readAll('third');
    await nothingToDo();
    if ((await listed()).length > 0) await snapshot('delete', 'again', '--yes');
    await readAll('third');
    expect(await listed()).toEqual([]);
    await nothingToDo();
  });
});

it('are removed with the lab', async () => {
  await snapshot('create', 'last');
  await writeAll('second');
  await snapshot('revert', 'last', '--yes');
  expect(await good('destroy', '--yes', '--state-dir', stateDir)).toContain('lab snap: removed.');
  expect(poolFiles()).toEqual([]);
  expect(await stores()).toBe('');
  for (const host of all()) expect((await host.virsh('pool-list', '--all', '--name')).trim()).toBe('');
});
