import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Service } from './service.js';
import { createSystemd, unitText } from './systemd.js';

let units: string;
beforeAll(async () => {
  units = await mkdtemp(join(tmpdir(), 'lab-units-'));
});
afterAll(() => rm(units, { recursive: true }));

const service: Service = {
  name: 'dns',
  description: 'Names',
  command: ['/opt/my programs/dnsmasq', '--conf-file=/x/100%/$a"b'],
  files: {},
};

it('writes a unit that is started with the host, and says words as systemd reads them', () => {
  const text = unitText('ic4s20', service);
  // systemd.service(5): specifiers and variables are doubled, words are quoted.
  expect(text).toContain('ExecStart="/opt/my programs/dnsmasq" "--conf-file=/x/100%%/$$a\\"b"\n');
  expect(text).toContain('Restart=always\n');
  expect(text).toContain('WantedBy=multi-user.target\n');
  expect(text).not.toContain('ExecReload');
});

it('reloads by the signal that a service names, and takes away what would keep it from starting', () => {
  const text = unitText('ic4s20', { ...service, reload: 'SIGUSR2', stale: ['/x/chronyd.pid'] });
  expect(text).toContain('ExecReload=/bin/kill -USR2 $MAINPID\n');
  expect(text).toContain('ExecStartPre=-"rm" "-f" "/x/chronyd.pid"\nExecStart=');
});

it('does once what there is to do when a device comes, and tries until it is there where devices have no units', () => {
  const names: Service = { ...service, once: { device: 'ic4s20-lab', after: ['say', 'it'], undo: ['forget', 'it'] } };
  const text = unitText('ic4s20', names, true);
  expect(text).toContain('ExecStart="say" "it"\nExecStop=-"forget" "it"\nRestart=on-failure\n');
  // systemd-escape(1): a dash stands for a slash.
  const device = 'sys-subsystem-net-devices-ic4s20\\x2dlab.device';
  expect(text).toContain(`virtnetworkd.service ${device}\n`);
  expect(text).toContain(`BindsTo=${device}\n`);
  expect(text).toContain(`[Install]\nWantedBy=${device}\n`);
  expect(unitText('ic4s20', names, false)).not.toContain('.device');
});

it('knows its own units, and none of another lab whose name begins alike', async () => {
  await writeFile(join(units, 'lab-a-dns.service'), unitText('a', service));
  await writeFile(join(units, 'lab-a-b-dns.service'), unitText('a-b', service));
  await writeFile(join(units, 'lab-a-mine.service'), '[Service]\nExecStart=/bin/true\n');
  const a = createSystemd('a', units, async () => 'UnitFileState=enabled\nNeedDaemonReload=no\n');
  expect(await a.installed()).toEqual(['dns']);
  expect(await createSystemd('a-b', units).installed()).toEqual(['dns']);
  expect(await a.isInstalled(service)).toBe(true);
  expect(await a.isInstalled({ ...service, description: 'Other' })).toBe(false);
});

it('goes on where it was killed between a unit and what systemd knows of it', async () => {
  for (const said of [
    'UnitFileState=disabled\nNeedDaemonReload=no\n',
    'UnitFileState=enabled\nNeedDaemonReload=yes\n',
    'UnitFileState=\nNeedDaemonReload=no\n',
  ])
    expect(await createSystemd('a', units, async () => said).isInstalled(service)).toBe(false);
});

it('takes the links of an earlier text away before there is another', async () => {
  const done: string[] = [];
  const systemd = createSystemd('links', units, async (...args) => {
    const text = await readFile(join(units, 'lab-links-dns.service'), 'utf8').catch(() => '');
    done.push(`${args[0]}${text.includes('Other') ? ' other' : ''}`);
    return '';
  });
  await systemd.install(service);
  await systemd.install({ ...service, description: 'Other' });
  expect(done).toEqual(['daemon-reload', 'enable', 'disable', 'daemon-reload other', 'enable other']);
});

it('looks whether a program that is restarted stays up, as it does where one is started', async () => {
  const done: string[] = [];
  let lives = 0;
  const playing = (state: () => string) =>
    createSystemd('up', units, async (...args) => {
      if (args[0] !== 'show') done.push(args.join(' '));
      return state();
    });
  const again = playing(() => `ActiveState=active\nInvocationID=${++lives}\n`);
  await expect(again.reload(service)).rejects.toThrow(/^dns does not stay up: /);
  const well = playing(() => 'ActiveState=active\nInvocationID=1\n');
  await well.reload(service);
  await well.reload({ ...service, reload: 'SIGUSR2' });
  expect(done).toEqual(['restart', 'restart', 'reload'].map((verb) => `${verb} lab-up-dns.service`));
});

it('finds what it had begun to write, and takes it away', async () => {
  await writeFile(join(units, '.lab-half.bmc.new'), '');
  const half = createSystemd('half', units, async () => '');
  expect(await createSystemd('hal', units, async () => '').installed()).toEqual([]);
  expect(await half.installed()).toEqual(['bmc']);
  await half.remove('bmc');
  expect(await half.installed()).toEqual([]);
});
