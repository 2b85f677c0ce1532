/**
 * A host of the test's own that systemd runs, as it runs a hypervisor: booted by systemd-nspawn(1) in namespaces of its
 * own, from the machine's own files seen through an overlay in memory. It has udev, so that network devices have units as
 * they have on hardware, and it has no way out. What is written there is gone with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { ownProgram } from '../../src/package.js';
import { removeControlGroup } from './cgroups.js';
import { createNamespace } from './namespace.js';
import { run } from './run.js';
import { remove, temporaryDirectory } from './temporary.js';
import { waitFor } from './wait.js';

export interface Ran {
  readonly code: number;
  /** What it said, on both its outputs. */
  readonly out: string;
}

export interface SystemdHost {
  /** Runs a program there, to its end. */
  exec(...argv: readonly string[]): Promise<string>;
  /** The same, whatever its status is. */
  attempt(...argv: readonly string[]): Promise<Ran>;
  /** `lab` with the document, as an administrator runs it there. */
  lab(command: string, ...args: readonly string[]): Promise<Ran>;
  document(text: string): Promise<void>;
  write(path: string, text: string): Promise<void>;
  /** A Debian package, as its administrator does: its scripts run, and its services start. */
  install(name: string): Promise<void>;
  /** By `systemctl reboot`; comes back when everything that it starts by itself has been started. */
  reboot(): Promise<void>;
  /** Ends all that runs there. It ends with the test process, too, however that dies. */
  stop(): Promise<void>;
}

export interface SystemdHostOptions {
  /** Without, `/sys` is read-only and there are no units of devices, as in many containers. */
  readonly udev?: boolean;
}

/** Of the host, for those outside; on a device that is there before the network is. */
export const outside = { device: 'up0', address: '192.0.2.10' };

/** Packages that tests install there, each with what it needs; scripts/test.sh gets them. */
const packageDir = resolve('.cache/host-packages');

const uplink = `[Unit]
Description=The way out
DefaultDependencies=no
Before=network-pre.target
Wants=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=ip link add ${outside.device} type bridge
ExecStart=ip address add ${outside.address}/24 dev ${outside.device}
ExecStart=ip link set ${outside.device} up
[Install]
WantedBy=sysinit.target
`;

/**
 * Never there: what sets the kernel that all share (sysctl, binfmt), or waits for somebody at a terminal. Of devices udev sees
 * those of the host's own network, and has no rules for others: the machine's own hardware is not the host's.
 */
const masked = ['systemd-sysctl.service', 'systemd-binfmt.service', 'systemd-modules-load.service', 'getty.target'];
const rulesKept = ['80-net-setup-link.rules', '99-systemd.rules'];

/** The machine's own choice of units is not the host's: it has what Debian's libvirt enables, and a time that is told. */
const furnish = (root: string): readonly string[] => [
  `rm -rf ${root}/etc/systemd/system/*.wants ${root}/usr/sbin/policy-rc.d`,
  ...masked.map((unit) => `ln -sf /dev/null ${root}/etc/systemd/system/${unit}`),
  ...readdirSync('/usr/lib/udev/rules.d')
    .filter((name) => !rulesKept.includes(name))
    .map((name) => `ln -sf /dev/null ${root}/etc/udev/rules.d/${name}`),
  `mkdir ${root}/etc/systemd/system/systemd-udev-trigger.service.d`,
  `printf '[Service]\nExecStart=\nExecStart=udevadm trigger --action=add --subsystem-match=net\n' \
    >${root}/etc/systemd/system/systemd-udev-trigger.service.d/net.conf`,
  `printf %s '${uplink}' >${root}/etc/systemd/system/uplink.service`,
  // Without a number it would be taken for a first start, at which Debian enables everything that is installed.
  `tr -d - </proc/sys/kernel/random/uuid >${root}/etc/machine-id`,
  `rm -f ${root}/etc/resolv.conf && echo nameserver 198.51.100.53 >${root}/etc/resolv.conf`,
  `echo '127.0.0.1 localhost' >${root}/etc/hosts`,
  // An installation does not wait for an index of manual pages.
  `rm -f ${root}/var/lib/man-db/auto-update`,
  `systemctl --quiet --root=${root} enable uplink.service libvirtd.service`,
];

const first = (udev: boolean): string =>
  // systemd listens to udev only where that is there already, as it is after an initrd.
  `${udev ? 'mkdir -p /run/udev && : >/run/udev/control && ' : ''}exec /lib/systemd/systemd systemd.unit=multi-user.target`;

/** Where `document` puts it. */
export const documentFile = '/etc/lab/lab.yaml';

/** A small lab for such a host, with all services. Nobody answers upstream, at once. */
export const labDocument = ({ address = '.20' } = {}): string => `
name: sys
baseDomain: lab.example
hypervisors: [{ name: host, uri: "qemu:///system", poolPath: /var/lib/libvirt/labs }]
networks: { lab: { ipv4: { cidr: 192.168.140.0/24, dhcp: .200-.239 } } }
flavors: { single: { virt: qemu, firmware: bios, vcpus: 8, memory: 16GiB, disks: [{ size: 120GB }] } }
clusters: { one: { install: agent, hub: true, nodes: [{ role: single, count: 1, flavor: single, address: ${address} }] } }
openshift: { imageSet: img4.20.14-x86-64-appsub }
loadBalancer: { address: ${outside.address} }
dns: { upstream: [198.51.100.53] }
scale: 0.02
floors: ignore
overcommit: { vcpus: 64, memory: 64, disk: 64 }
`;

const childrenOf = async (pid: number | string | undefined): Promise<readonly string[]> =>
  (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''))
    .split(' ')
    .filter((child) => child.trim() !== '');

/** The first process of a host that nspawn has set up. It starts another before, which is gone soon. */
const firstBelow = async (nspawn: string | undefined): Promise<string | undefined> => {
  for (const child of await childrenOf(nspawn))
    if (/^NSpid:.*\t1$/m.test(await readFile(`/proc/${child}/status`, 'utf8').catch(() => ''))) return child;
  return undefined;
};

/** systemd-nspawn(1), --keep-unit: its status where the host wants to be started anew. */
const startAnew = 133;

export const startSystemdHost = async ({ udev = true }: SystemdHostOptions = {}): Promise<SystemdHost> => {
  const dir = await temporaryDirectory();
  const name = basename(dir);
  const root = join(dir, 'root');
  const group = `/sys/fs/cgroup/${name}`;
  const namespace = await createNamespace([
    // nspawn keeps things there.
    'mount -t tmpfs tmpfs /run',
    'mount -t cgroup2 cgroup2 /sys/fs/cgroup',
    `mkdir ${group}`,
    `mount -t tmpfs tmpfs ${dir}`,
    `mkdir ${dir}/upper ${dir}/work ${root}`,
    `mount -t overlay overlay -o lowerdir=/,upperdir=${dir}/upper,workdir=${dir}/work ${root}`,
    ...furnish(root),
  ]);
  const stop = async (): Promise<void> => {
    await namespace.stop();
    await waitFor('the last process to be gone', () =>
      removeControlGroup(name).then(
        () => true,
        () => false,
      ),
    );
    await remove(dir);
  };

  const nspawn = [
    'systemd-nspawn',
    '--quiet',
    `--directory=${root}`,
    `--machine=${name}`,
    '--register=no',
    '--keep-unit',
    '--private-network',
    '--console=pipe',
    '--link-journal=no',
    '--resolv-conf=off',
    '--timezone=off',
    '--bind=/dev/net/tun',
    `--bind-ro=${resolve('.')}`,
    ...(existsSync(packageDir) ? [`--bind-ro=${packageDir}:/packages`] : []),
    '/bin/sh',
    '-c',
    first(udev),
  ];
  let container: ChildProcess;
  let pid = '';
  const said: string[] = [];

  const boot = async (): Promise<void> => {
    const [program = '', ...args] = [
      ...namespace.inside,
      'sh',
      '-c',
      // The group of what nspawn starts from is what its host sees as the whole tree.
      `echo 0 >${group}/cgroup.procs && exec env SYSTEMD_NSPAWN_API_VFS_WRITABLE=${udev ? 1 : 0} "$@" 2>&1`,
      'sh',
      ...nspawn,
    ];
    const started = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    container = started;
    started.stdout.on('data', (text) => said.push(String(text)));
    const state = await waitFor('systemd to have started everything', async () => {
      if (started.exitCode !== null) throw new Error(`the host did not boot: ${said.join('')}`);
      const [nspawn] = await childrenOf(started.pid);
      const found = await firstBelow(nspawn);
      if (found === undefined) return undefined;
      pid = found;
      const { out } = await attempt('systemctl', 'is-system-running', '--wait');
      return /^(running|degraded)$/.exec(out.trim())?.[0];
    });
    if (state !== 'running') throw new Error(`not all has started: ${await exec('systemctl', '--failed', '--full')}`);
  };

  /** Nothing of the test's own environment. */
  const inside = (): readonly string[] => [
    'nsenter',
    '--target',
    pid,
    '--all',
    '--',
    'env',
    '-i',
    'HOME=/root',
    'LANG=C.UTF-8',
    `PATH=${process.env.PATH}:/usr/sbin:/sbin`,
  ];
  const exec = (...argv: readonly string[]): Promise<string> => run([...inside(), ...argv], { timeout: 300_000 });
  const attempt = async (...argv: readonly string[]): Promise<Ran> => {
    const all = await exec('sh', '-c', '"$@" 2>&1; echo "code $?"', 'sh', ...argv);
    const [, out = '', code] = /^([\s\S]*)code (\d+)\s*$/.exec(all) ?? [];
    return { code: Number(code), out };
  };
  const write = async (path: string, text: string): Promise<void> => {
    await exec('sh', '-c', 'mkdir -p "$(dirname "$1")" && printf %s "$2" >"$1"', 'sh', path, text);
  };
  const reboot = async (): Promise<void> => {
    const gone = once(container, 'exit');
    await attempt('systemctl', 'reboot');
    const [status] = await gone;
    if (status !== startAnew) throw new Error(`the host did not reboot but ended with ${status}: ${said.join('')}`);
    await boot();
  };

  try {
    await boot();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    exec,
    attempt,
    lab: (command, ...args) => attempt(...ownProgram('lab/cli/lab'), command, '--file', documentFile, ...args),
    write,
    document: (text) => write(documentFile, text),
    install: async (name) => {
      const there = join(packageDir, name);
      const files = existsSync(there) ? readdirSync(there).filter((file) => file.endsWith('.deb')) : [];
      if (files.length === 0) throw new Error(`there is no package ${name} in ${packageDir}: scripts/test.sh gets it`);
      await exec('dpkg', '--install', ...files.map((file) => `/packages/${name}/${file}`));
    },
    reboot,
    stop,
  };
};
