/** A lab on a libvirtd of the test's own: made, left alone, changed under running machines, broken off, removed. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runLab } from '../../../lab/cli/program.js';
import { freePort } from '../../helpers/emulator.js';
import { nineMachines } from '../../helpers/lab-host.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';

let libvirtd: Libvirtd;
let file: string;

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  // A host has it from libvirt's package.
  await libvirtd.exec('mkdir', '-p', '/var/log/libvirt/qemu');
  file = join(libvirtd.dir, 'lab.yaml');
  const text = await nineMachines(libvirtd);
  // Of services only the BMC, which is here with the test; the others have tests of their own.
  const bmc = `bmc: { address: 127.0.0.1, port: ${await freePort()} }`;
  await writeFile(
    file,
    `${text.replace(/^loadBalancer:.*\n/m, '')}dns: { enabled: false }\nntp: { enabled: false }\n${bmc}\n`,
  );
});
afterAll(async () => {
  // Whatever failed, no service stays.
  await lab(['destroy', '--yes']);
  await libvirtd?.stop();
});

interface Ran {
  readonly code: number | undefined;
  readonly out: string;
  readonly err: string;
}

const lab = async (args: readonly string[], signal?: AbortSignal): Promise<Ran> => {
  const out: string[] = [];
  const err: string[] = [];
  let code: number | undefined;
  await runLab([...args, '--file', file, '--state-dir', join(libvirtd.dir, 'labs')], {
    print: (text) => void out.push(text),
    complain: (text) => void err.push(text),
    end: (given) => {
      code = given;
    },
    ...(signal && { signal }),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
};

const edit = async (change: (text: string) => string): Promise<void> => {
  const before = await readFile(file, 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(file, after);
};

/** Everything that libvirt has, for before and after. */
const inventory = async (): Promise<string> =>
  (
    await Promise.all([
      libvirtd.virsh('list', '--all', '--name'),
      libvirtd.virsh('net-list', '--all', '--name'),
      libvirtd.virsh('pool-list', '--all', '--name'),
      libvirtd.exec(
        'sh',
        '-c',
        'ls /var/lib/libvirt/qemu/nvram 2>/dev/null; ip -br link | grep -c virbr; iptables -S | grep -v LIBVIRT',
      ),
    ])
  ).join('|');

describe('the nine machines', () => {
  let before: string;

  it('are planned, made, and then nothing is left to do', async () => {
    before = await inventory();
    const planned = await lab(['plan']);
    expect(planned.err).toBe('');
    expect(planned).toMatchObject({ code: 2, out: expect.stringContaining('create  machine/etl4-master-0') });
    const made = await lab(['create']);
    expect(made.err).toBe('');
    expect(made.code).toBe(0);
    expect((await libvirtd.virsh('list', '--all', '--name')).trim().split('\n')).toHaveLength(9);
    expect(await lab(['plan'])).toMatchObject({ code: 0, out: 'lab ic4s20: everything is as specified.' });
  });
  it('keep their links while reservations and pools change', async () => {
    await libvirtd.virsh('start', 'etl4-master-0');
    const link = () => libvirtd.exec('sh', '-c', 'ip -o link show master ic4s20-lab | cut -d: -f1,2');
    const before = await link();
    expect(before).toContain('vnet');
    await edit((text) =>
      text
        .replace('apiVips: [.163]', 'apiVips: [.166]')
        .replace('address: .160,', 'address: .165,')
        .replace('dhcp: .200-.239', 'dhcp: .200-.230'),
    );
    const planned = await lab(['plan']);
    expect(planned.out).toContain(
      'reservations -etl4-master-0 192.168.135.160, +etl4-master-0 192.168.135.165  [live]',
    );
    expect(planned.out).toContain(
      'DHCP pool 192.168.135.200-192.168.135.239 -> 192.168.135.200-192.168.135.230  [live]',
    );
    const changed = await lab(['create']);
    expect(changed.out).not.toContain('FAILED');
    expect(changed).toMatchObject({ code: 0, err: '' });
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
    expect(await link()).toBe(before);
    const served = await libvirtd.exec('sh', '-c', 'cat /var/lib/libvirt/dnsmasq/ic4s20-lab.hostsfile');
    expect(served).toContain('52:54:00:aa:04:00,192.168.135.165,etl4-master-0');
    expect(served).not.toContain('192.168.135.160');
  });

  it('get what changed of a running machine at its next power cycle, and nothing else of it is touched', async () => {
    const xml = () => libvirtd.virsh('dumpxml', '--inactive', 'etl4-master-0');
    await libvirtd.virsh(
      'metadata',
      'etl4-master-0',
      'urn:somebody',
      '--key',
      's',
      '--set',
      '<note>mine</note>',
      '--config',
    );
    await edit((text) => text.replace('memory: 24GiB', 'memory: 26GiB'));
    const planned = await lab(['plan', '--only', 'cluster/etl4/master-0']);
    expect(planned).toMatchObject({
      code: 2,
      out: expect.stringMatching(/memory 492 MiB -> 532 MiB {2}\[power cycle\]/),
    });
    const before = await xml();
    expect(await lab(['create', '--only', 'cluster/etl4/master-0'])).toMatchObject({ code: 0 });
    const after = await xml();
    expect(after).toContain('<s:note xmlns:s="urn:somebody">mine</s:note>');
    const memory = /<(memory|currentMemory) unit='KiB'>\d+<|spec="\w+"|spec='\w+'/g;
    const others = (text: string): string => text.replaceAll(memory, '').replaceAll(/^ +/gm, '');
    expect(others(after)).toBe(others(before));
    expect((await lab(['plan'])).out).toContain('lab ic4s20: 8 changes');
    expect(await lab(['create'])).toMatchObject({ code: 0 });
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it('get a larger disk while they run', async () => {
    await edit((text) => text.replace('size: 120GB', 'size: 130GB'));
    const planned = await lab(['plan']);
    expect(planned.out).toMatch(/volume\/etl4-master-0\/vda +volume 2.2 GiB -> 2.4 GiB {2}\[live\]/);
    const { code, out } = await lab(['create']);
    expect(code, out).toBe(0);
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
    const info = await libvirtd.virsh('domblkinfo', 'etl4-master-0', 'vda');
    expect(Number(/Capacity: +(\d+)/.exec(info)?.[1]) / 2 ** 30).toBeCloseTo(2.42, 1);
  });

  it('lose a cluster, and get another, while the others run on', async () => {
    const etl6 = / {2}etl6:\n(?: {4}.*\n)+/;
    const text = await readFile(file, 'utf8');
    await edit((whole) => whole.replace(etl6, ''));
    expect(await lab(['create'])).toMatchObject({ code: 1, err: expect.stringContaining('machine/etl6-master-0') });
    expect(await lab(['create', '--yes'])).toMatchObject({ code: 0 });
    expect(await libvirtd.virsh('list', '--all', '--name')).not.toContain('etl6');
    expect((await lab(['plan'])).out).toBe('lab ic4s20: everything is as specified.');
    await writeFile(file, text);
    expect(await lab(['create'])).toMatchObject({ code: 0 });
    expect(await libvirtd.virsh('list', '--name')).toContain('etl4-master-0');
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it('keep a network that they are plugged into, unless a disruption is allowed', async () => {
    const text = await readFile(file, 'utf8');
    await edit((whole) =>
      whole
        .replace('networks:\n', 'networks:\n  more: { mode: isolated, ipv4: { cidr: 192.168.136.0/24 } }\n')
        .replace('master: { virt: qemu,', 'master: { networks: [lab, more], virt: qemu,'),
    );
    expect(await lab(['create'])).toMatchObject({ code: 0, err: '' });
    await libvirtd.virsh('start', 'hub-master-0');
    await writeFile(file, text);
    expect(await lab(['create', '--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('--allow-disruption'),
    });
    expect(await libvirtd.exec('sh', '-c', 'ip -o link show master ic4s20-more')).toContain('vnet');
    expect(await lab(['create', '--yes', '--allow-disruption'])).toMatchObject({ code: 0, err: '' });
    expect(await libvirtd.virsh('net-list', '--all', '--name')).not.toContain('ic4s20-more');
    await libvirtd.virsh('destroy', 'hub-master-0');
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it('are made in the end, wherever the work was broken off', async () => {
    expect(await lab(['destroy', '--yes'])).toMatchObject({ code: 0 });
    for (const milliseconds of [0, 50, 150, 300, 600]) {
      const broken = await lab(['create'], AbortSignal.timeout(milliseconds));
      if (broken.code === 0) break;
      expect(broken.err).toMatch(/not begun. The same command goes on from here/);
    }
    expect(await lab(['create'])).toMatchObject({ code: 0, err: '' });
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it("are not made over what is somebody else's", async () => {
    await libvirtd.virsh('metadata', 'etl4-master-1', 'https://redfish-emu.dev/xmlns/lab/1', '--remove', '--config');
    expect(await lab(['plan'])).toMatchObject({
      code: 1,
      err: expect.stringContaining("has a machine etl4-master-1 that is not this lab's: lab adopt"),
    });
    expect(await lab(['create'])).toMatchObject({ code: 1 });
    await libvirtd.virsh('undefine', 'etl4-master-1', '--nvram');
    expect(await lab(['plan'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('etl4-master-1-vda.qcow2 that no machine of this lab owns'),
    });
    await libvirtd.virsh('vol-delete', 'ic4s20-etl4-master-1-vda.qcow2', 'default');
    expect(await lab(['create'])).toMatchObject({ code: 0 });
  });

  it('keep their disks when a document would give them others', async () => {
    const text = await readFile(file, 'utf8');
    for (const [from, to] of [
      ['disks: [{ size: 130GB }]', 'disks: [{ size: 130GB, bus: sata }]'],
      ['uuid: 10fcb067', 'name: renamed, uuid: 10fcb067'],
    ] as const) {
      await edit((whole) => whole.replace(from, to));
      expect(await lab(['plan'])).toMatchObject({ code: 1, err: expect.stringContaining('would get an empty volume') });
      await writeFile(file, text);
    }
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it('find a pool that was off as it is', async () => {
    await libvirtd.virsh('pool-destroy', 'default');
    const made = await lab(['create']);
    expect(made.out).not.toContain('FAILED');
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it('have a file anew that somebody removed without libvirt', async () => {
    await libvirtd.exec('rm', `${libvirtd.dir}/pool/ic4s20-hub-master-0-vda.qcow2`);
    expect((await lab(['plan'])).out).toContain('read anew, files are gone from it');
    const made = await lab(['create']);
    expect(made.out).not.toContain('FAILED');
    expect(await lab(['plan'])).toMatchObject({ code: 0 });
  });

  it('go, and leave nothing, also where the document names another pool by now', async () => {
    await edit((text) => text.replace('poolPath:', 'pool: another, poolPath:'));
    expect(await lab(['destroy'])).toMatchObject({ code: 1, err: expect.stringContaining('--yes') });
    expect(await lab(['destroy', '--yes'])).toMatchObject({ code: 0, err: '' });
    expect(await inventory()).toBe(before);
  });
});
