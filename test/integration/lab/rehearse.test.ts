/** Machines under TCG, taken through everything that an installation goes through. */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ownProgram } from '../../../src/package.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';
import { readRehearsal } from '../../helpers/rehearsal.js';
import { waitFor } from '../../helpers/wait.js';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 300_000 });

let libvirtd: Libvirtd;
let file: string;

/**
 * The preset, on small machines: the spokes with a BIOS, the hub with UEFI, which takes an emulated processor longer, one of
 * them with Secure Boot.
 */
const documentOf = async (): Promise<string> => {
  const preset = await readFile('lab/presets/hub-and-two-spokes.yaml', 'utf8');
  return preset
    .replace('uri: "qemu:///system"', `uri: "${libvirtd.uri}", poolPath: ${libvirtd.dir}/pool`)
    .replace('master: { vcpus: 8, memory: 24GiB,', 'master: { virt: qemu, vcpus: 1, memory: 16GiB,')
    .replace(
      'clusters:',
      [
        '  old: { virt: qemu, firmware: bios, vcpus: 1, memory: 16GiB, disks: [{ size: 120GB }] }',
        '  secure: { virt: qemu, secureBoot: true, vcpus: 1, memory: 16GiB, disks: [{ size: 120GB }] }',
        'clusters:',
      ].join('\n'),
    )
    .replace(
      'nodes: [{ role: master, count: 3, flavor: master, address: .20 }]',
      'nodes: [{ count: 2, flavor: master, address: .20 }, { flavor: secure, address: .22 }]',
    )
    .replaceAll(/flavor: master, address: \.1(6|7)/g, 'flavor: old, address: .1$1')
    .concat('scale: 0.024\nfloors: ignore\novercommit: { vcpus: 64, memory: 64, disk: 64 }\n')
    .concat('dns: { upstream: [192.0.2.53], host: none }\nntp: { enabled: false }\n');
};

interface Ran {
  readonly code: number;
  readonly out: string;
}

/** In the background, since machines under TCG take longer than a command of the tests may. */
const begin = async (...args: readonly string[]) => {
  const out = join(libvirtd.dir, 'out');
  const command = `(echo $$ >${out}.pid; ${ownProgram('lab/cli/lab').join(' ')} "$@" & echo $! >${out}.pid; wait $!; echo "code $?") >${out} 2>&1 </dev/null &`;
  const where = ['--file', file, '--state-dir', join(libvirtd.dir, 'labs')];
  await libvirtd.exec('sh', '-c', `rm -f ${out}; ${command}`, 'lab', ...args, ...where);
  const said = (): Promise<string> => readFile(out, 'utf8').catch(() => '');
  return {
    said,
    kill: async (): Promise<void> => {
      await libvirtd.exec('kill', '-KILL', (await readFile(`${out}.pid`, 'utf8')).trim());
    },
    ended: async (): Promise<Ran> => {
      const [, text = '', code] = await waitFor(
        `lab ${args.join(' ')}`,
        async () => /^([\s\S]*?)code (\d+)\s*$/.exec(await said()) ?? false,
        { limit: 840_000 },
      );
      return { code: Number(code), out: text };
    },
  };
};

const lab = async (...args: readonly string[]): Promise<Ran> => (await begin(...args)).ended();

const rehearse = async (...args: readonly string[]) => readRehearsal(await lab('rehearse', '-o', 'json', ...args));

const one = ['--only', 'cluster/etl4/master-0'] as const;
const secure = ['--only', 'cluster/hub/master-2'] as const;
const volume = (): string => `${libvirtd.dir}/pool/ic4s20-etl4-master-0-vda.qcow2`;

/** Bytes that hold data, by qemu-img's map. */
const dataIn = async (path: string): Promise<number> => {
  const map = JSON.parse(await libvirtd.exec('qemu-img', 'map', '--output=json', path)) as readonly {
    readonly data: boolean;
    readonly length: number;
  }[];
  return map.filter(({ data }) => data).reduce((sum, { length }) => sum + length, 0);
};

/** As `lab create` left it. */
const empty = async (): Promise<void> => {
  const info = JSON.parse(await libvirtd.exec('qemu-img', 'info', '--output=json', volume())) as Record<
    string,
    unknown
  >;
  await libvirtd.exec('qemu-img', 'create', '-f', 'qcow2', volume(), String(info['virtual-size']));
};

/** At the BMC, by somebody who has none. */
const openSessions = async (): Promise<unknown> => {
  const password = (await readFile(join(libvirtd.dir, 'labs/ic4s20/bmc/password'), 'utf8')).trim();
  const sessions = 'https://192.168.135.1:8000/redfish/v1/SessionService/Sessions';
  const found = JSON.parse(await libvirtd.exec('curl', '-sk', '-u', `admin:${password}`, sessions));
  return (found as Record<string, unknown>)['Members@odata.count'];
};

/** Everything that a rehearsal touches is as it was. */
const expectClean = async (): Promise<void> => {
  expect((await libvirtd.virsh('list', '--name')).trim()).toBe('');
  expect(await libvirtd.exec('ip', '-brief', 'address', 'show', 'dev', 'ic4s20-lab')).not.toContain('/32');
  for (const name of await readdir(`${libvirtd.dir}/pool`))
    if (name.endsWith('.qcow2')) expect(await dataIn(`${libvirtd.dir}/pool/${name}`), name).toBe(0);
  expect(await readdir(join(libvirtd.dir, 'labs/ic4s20'))).not.toContain('rehearsal');
  for (const machine of ['hub-master-0', 'etl4-master-0'])
    expect(await libvirtd.virsh('domblklist', machine)).toMatch(/sda +-/);
  expect(await lab('plan')).toMatchObject({ code: 0, out: expect.stringContaining('everything is as specified') });
};

beforeAll(async () => {
  libvirtd = await startLibvirtd();
  file = join(libvirtd.dir, 'lab.yaml');
  await libvirtd.exec('mkdir', '-p', '/var/log/libvirt/qemu');
  // An address of this host that is not the lab's network's, for the load balancer.
  await libvirtd.exec('ip', 'link', 'add', 'outside', 'type', 'bridge');
  await libvirtd.exec('ip', 'address', 'add', '10.8.3.197/24', 'dev', 'outside');
  await libvirtd.exec('ip', 'link', 'set', 'outside', 'up');
  await writeFile(file, await documentOf());
  const { code, out } = await lab('create');
  expect(code, out).toBe(0);
});
afterAll(() => libvirtd?.stop());

it('takes nine machines at once from their CD to their disk, and leaves nothing', async () => {
  const { code, out } = await lab('rehearse');
  expect(code, out).toBe(0);
  const passed = out.split('\n').filter((line) => line.startsWith('pass '));
  // Ten steps of each.
  expect(passed, out).toHaveLength(90);
  expect(out).toMatch(/^pass {2}etl6-master-2 +address +192\.168\.135\.172\/24 /m);
  expect(out).toMatch(/^pass {2}hub-master-1 +disk +from its disk {2}/m);
  // By the word of its kernel; the other image is not signed.
  expect(out).toMatch(/^pass {2}hub-master-2 +boot +from its CD drive, Secure Boot in force /m);
  expect(out).toMatch(/^pass {2}hub-master-2 +disk +from its disk, Secure Boot in force /m);
  expect(out).toMatch(/^etl4-master-0( +[\d.]+ s){11}$/m);
  expect(out).toContain('lab ic4s20: 9 machines rehearsed in ');
  await expectClean();
  expect(await openSessions()).toBe(0);
});

it('finds a wrong reservation, a load balancer that leads elsewhere, a disk that is in use and firmware without keys, and harms none', async () => {
  const entry = (ip: string): string => `<host mac="52:54:00:aa:04:00" name="etl4-master-0" ip="${ip}"/>`;
  const reserve = (ip: string) =>
    libvirtd.virsh('net-update', 'ic4s20-lab', 'modify', 'ip-dhcp-host', entry(ip), '--live');
  await reserve('192.168.135.99');
  const conf = join(libvirtd.dir, 'labs/ic4s20/lb/haproxy.cfg');
  const good = await readFile(conf, 'utf8');
  const reload = async (text: string): Promise<void> => {
    await writeFile(conf, text);
    const [pid = ''] = (await readFile(join(libvirtd.dir, 'labs/ic4s20/services/lb.pid'), 'utf8')).split('\n');
    await libvirtd.exec('kill', '-USR2', pid);
  };
  await reload(good.replaceAll('192.168.135.163:6443', '192.168.135.173:6443'));
  await libvirtd.exec('qemu-io', '-c', 'write -P 0x5a 50M 2M', volume());
  const variables = '/var/lib/libvirt/qemu/nvram/hub-master-2_VARS.fd';
  await libvirtd.exec('cp', '/usr/share/OVMF/OVMF_VARS_4M.fd', variables);
  const { code, of } = await rehearse(...one, ...secure);
  expect(code).toBe(2);
  expect(of('hub-master-2', 'boot')).toMatchObject({
    result: 'fail',
    value: 'Secure Boot is not in force, and the document asks for it',
  });
  expect(of('hub-master-2', 'disk')).toMatchObject({ result: 'skip' });
  expect(of('etl4-master-0', 'address')).toMatchObject({
    result: 'fail',
    value: '192.168.135.99, and 192.168.135.160 is reserved for it',
  });
  expect(of('etl4-master-0', 'balancer')).toMatchObject({ result: 'fail', value: expect.stringContaining('api.etl4') });
  expect(of('etl4-master-0', 'balancer')?.value).not.toContain('console');
  expect(of('etl4-master-0', 'install')).toMatchObject({
    result: 'skip',
    value: expect.stringContaining('is not empty'),
  });
  expect(of('etl4-master-0', 'disk')).toMatchObject({ result: 'skip' });
  expect(of('etl4-master-0', 'off')).toMatchObject({ result: 'pass' });
  expect(await libvirtd.exec('qemu-io', '-c', 'read -P 0x5a 50M 2M', volume())).not.toContain('failed');
  // libvirt makes them anew, with keys.
  await libvirtd.exec('rm', variables);
  await reload(good);
  await reserve('192.168.135.160');
  await empty();
});

it('puts back after a kill what was left, and then begins', async () => {
  const killed = await begin('rehearse', ...one);
  await waitFor('its disk to be written', async () => /^pass .* install /m.test(await killed.said()), {
    limit: 600_000,
  });
  await killed.kill();
  // Of a machine that runs, the tables that qemu-img reads are in QEMU's memory.
  expect(
    Number(await libvirtd.exec('du', '--block-size=1', '-s', volume()).then((text) => text.split('\t')[0])),
  ).toBeGreaterThan(5e6);
  expect((await libvirtd.virsh('list', '--name')).trim()).toBe('etl4-master-0');
  expect(await lab('status')).toMatchObject({
    code: 2,
    out: expect.stringMatching(
      /a rehearsal was broken off, and may have left etl4-master-0, 192\.168\.135\.163, .*: lab rehearse/,
    ),
  });
  const { code, out } = await lab('rehearse', ...one);
  expect(code, out).toBe(0);
  expect(out).toContain('putting back what an earlier rehearsal left');
  // On a disk that is empty again.
  expect(out).toMatch(/^pass {2}etl4-master-0 +disk /m);
  await expectClean();
});

it('leaves a machine alone that somebody took over after a kill, and says so', async () => {
  const killed = await begin('rehearse', ...one);
  await waitFor('its disk to be written', async () => /^pass .* eject /m.test(await killed.said()), { limit: 600_000 });
  await killed.kill();
  await libvirtd.virsh('destroy', 'etl4-master-0');
  await libvirtd.exec('qemu-io', '-c', 'write -P 0x5a 1G 128M', volume());
  const refused = await lab('rehearse', '--only', 'cluster/hub/master-0', '--kernel', '/boot/none');
  // It is switched off and nobody's any more: the debt is forgiven, and its disk stays.
  expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('/boot/none is no kernel') });
  expect(await libvirtd.exec('qemu-io', '-c', 'read -P 0x5a 1G 128M', volume())).not.toContain('failed');
  expect(await readdir(join(libvirtd.dir, 'labs/ic4s20'))).not.toContain('rehearsal');
  await empty();
});

it('refuses what it cannot do, and touches nothing', async () => {
  await libvirtd.virsh('start', 'etl4-master-0');
  expect(await lab('rehearse', ...one)).toMatchObject({
    code: 1,
    out: expect.stringContaining('etl4-master-0 is running: a rehearsal switches machines on and off. lab stop first'),
  });
  await libvirtd.virsh('destroy', 'etl4-master-0');
  expect(await lab('rehearse', ...one, '--kernel', '/boot/none')).toMatchObject({
    code: 1,
    out: expect.stringContaining('/boot/none is no kernel called vmlinuz-<version>'),
  });
  const [kernel = ''] = (await readdir('/boot')).filter((name) => name.startsWith('vmlinuz-'));
  await writeFile(join(libvirtd.dir, kernel), 'nobody signed this');
  await libvirtd.exec('mount', '-t', 'tmpfs', 'none', '/usr/lib/shim');
  const unsigned = await lab('rehearse', ...secure, '--kernel', join(libvirtd.dir, kernel));
  await libvirtd.exec('umount', '/usr/lib/shim');
  expect(unsigned.code).toBe(1);
  expect(unsigned.out).toContain(`${kernel} is not signed, and Secure Boot starts no other`);
  expect(unsigned.out).toContain(
    'there is no /usr/lib/shim/shimx64.efi.signed: Debian and Fedora have it in shim-signed',
  );
  expect(await lab('rehearse', ...one, '--port', '8000')).toMatchObject({
    code: 1,
    out: expect.stringMatching(
      /nobody can report to 192\.168\.135\.1 on port 8000: .*EADDRINUSE.*--port names another/,
    ),
  });
  expect(await lab('rehearse', '--timeout', '0')).toMatchObject({ code: 1, out: expect.stringContaining('seconds') });
  await libvirtd.exec('ip', 'address', 'add', '192.168.135.163/32', 'dev', 'ic4s20-lab');
  const busy = `require('node:net').createServer().listen(6443, '192.168.135.163')`;
  await libvirtd.exec('sh', '-c', `node -e "${busy}" >/dev/null 2>&1 </dev/null & echo $! >${libvirtd.dir}/busy`);
  await waitFor('somebody at the VIP', () =>
    libvirtd.exec('nc', '-z', '192.168.135.163', '6443').then(
      () => true,
      () => false,
    ),
  );
  expect(await lab('rehearse', ...one)).toMatchObject({
    code: 1,
    out: expect.stringContaining('somebody answers at 192.168.135.163: a cluster that is installed is not rehearsed'),
  });
  await libvirtd.exec('kill', (await readFile(`${libvirtd.dir}/busy`, 'utf8')).trim());
  await libvirtd.exec('ip', 'address', 'delete', '192.168.135.163/32', 'dev', 'ic4s20-lab');
  // A machine of that address that listens nowhere yet.
  await libvirtd.exec(
    'sh',
    '-c',
    `ip link add one type veth peer name other && ip link set one master ic4s20-lab up
     unshare --net sleep 600 >/dev/null 2>&1 </dev/null & echo $! >${libvirtd.dir}/silent
     while [ "$(readlink /proc/$!/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.1; done
     ip link set other netns $! && nsenter --target $! --net sh -c 'ip address add 192.168.135.164/24 dev other && ip link set other address 52:54:00:01:02:03 up'`,
  );
  // Spanning tree listens first, and learns.
  const port = '/sys/class/net/one/brport/state';
  await waitFor('the bridge to let it through', async () => (await libvirtd.exec('cat', port)).trim() === '3');
  expect(await lab('rehearse', ...one)).toMatchObject({
    code: 1,
    out: expect.stringContaining('somebody (52:54:00:01:02:03) has 192.168.135.164: a cluster that is installed'),
  });
  await libvirtd.exec('kill', (await readFile(`${libvirtd.dir}/silent`, 'utf8')).trim());
  await expectClean();
});
