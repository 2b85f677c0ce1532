/** A host of the test's own to have labs on: a libvirtd, an /etc of its own, and `lab` as a process there. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ownProgram } from '../../src/package.js';
import { type Libvirtd, startLibvirtd } from './libvirtd.js';

export interface Ran {
  /** Undefined: it was killed. */
  readonly code: number | undefined;
  /** What it said, on both its outputs. */
  readonly out: string;
}

export interface RunningLab {
  /** Called with each line that it prints. */
  onLine(listener: (line: string) => void): void;
  /** SIGKILL, and nothing else of it is left. Those that it started stay. */
  kill(): Promise<void>;
  readonly ended: Promise<Ran>;
}

export interface LabHost {
  readonly libvirtd: Libvirtd;
  readonly stateDir: string;
  /** Its /etc/hosts. */
  readonly hosts: string;
  start(...args: readonly string[]): RunningLab;
  run(...args: readonly string[]): Promise<Ran>;
  /** All that there is on the host, a line each: to be compared before and after. */
  inventory(): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/**
 * The preset `hub-and-two-spokes` for a libvirtd of the test's own: nine small machines that are emulated, behind an address
 * that every host has.
 */
export const nineMachines = async ({ uri, dir }: Pick<Libvirtd, 'uri' | 'dir'>): Promise<string> => {
  const preset = await readFile('lab/presets/hub-and-two-spokes.yaml', 'utf8');
  return preset
    .replace('uri: "qemu:///system"', `uri: "${uri}", poolPath: ${dir}/pool`)
    .replace('master: { vcpus: 8, memory: 24GiB,', 'master: { virt: qemu, vcpus: 8, memory: 24GiB,')
    .replace('10.8.3.197', '127.0.0.7')
    .concat('scale: 0.02\nfloors: ignore\novercommit: { vcpus: 64, memory: 64, disk: 64 }\n');
};

/** In the mount namespace: nothing of the machine's own /etc is changed, and files there can be replaced by others. */
const ownEtc = (dir: string): string =>
  [
    `cp -a /etc/. ${dir}/host-etc`,
    `mount --bind ${dir}/host-etc /etc`,
    `mount --bind ${dir}/etc /etc/libvirt`,
    // A host has these: logs from libvirt's package, and locks of serial lines.
    'mkdir -p /var/log/libvirt/qemu /run/lock',
  ].join(' && ');

/**
 * Names, modes and owners of what is there, and the sums of files; logs, sockets and numbers of processes change by
 * themselves, and libvirt keeps empty directories in /run for networks that it knew. Then what the kernel has, and libvirt.
 */
const look = (dir: string): string => `
cd /
find etc -printf '%M %u:%g %p %l\\n' | sort
find etc -type f -exec md5sum {} + | sort -k 2
cd ${dir}
find . -path ./host-etc -prune -o ! -name '*.log' ! -name '*.pid' ! -type s -printf '%M %u:%g %P\\n' | grep -v ' run/libvirt/network/.*-lab' | sort
ip -o link | sed 's/^[0-9]*: \\([^:@]*\\).*/link \\1/' | sort
ip -o address | awk '{ print "address", $2, $4 }' | sort
ip route | sed 's/^/route /'
for family in iptables ip6tables; do $family-save | sed "/^#/d; /^[*]/d; /^COMMIT/d; s/ \\[[0-9:]*\\]$//; s/^/$family /"; done
ps -eo comm=,args= | grep -v -E '^(sh|sleep|ps|grep|sort) ' | sort
sysctl net.ipv4.ip_forward net.ipv6.conf.all.forwarding
for kind in list net-list pool-list; do virsh -q -c "$1" $kind --all --name | sed "/^$/d; s/^/$kind /" | sort; done`;

const firstUse = (dir: string): Readonly<Record<string, string>> => ({
  net: `<network><name>first</name><forward mode='nat'/><bridge name='first0'/>
    <ip address='192.0.2.1' netmask='255.255.255.0'><dhcp><range start='192.0.2.2' end='192.0.2.9'/></dhcp></ip></network>`,
  pool: `<pool type='dir'><name>first</name><target><path>${dir}</path></target></pool>`,
});

export const startLabHost = async (): Promise<LabHost> => {
  const libvirtd = await startLibvirtd();
  const { dir } = libvirtd;
  await libvirtd.exec('mkdir', `${dir}/host-etc`);
  await libvirtd.exec('sh', '-c', ownEtc(dir));
  // What libvirt makes for itself when it is first used, and keeps: directories, chains of iptables, forwarding.
  for (const [kind, xml] of Object.entries(firstUse(dir))) {
    const path = join(dir, `${kind}.xml`);
    await writeFile(path, xml);
    for (const verb of ['define', 'autostart', 'start', 'destroy', 'undefine'])
      await libvirtd.virsh(`${kind}-${verb}`, verb === 'define' ? path : 'first');
  }
  await libvirtd.virsh('capabilities');
  const stateDir = join(dir, 'labs');
  const command = `exec ${ownProgram('lab/cli/lab').join(' ')} "$@" 2>&1`;

  const start = (...args: readonly string[]): RunningLab => {
    const [program = '', ...rest] = [
      ...libvirtd.inside,
      'sh',
      '-c',
      command,
      'lab',
      ...args,
      ...(args.includes('--state-dir') || args[0] === 'render' ? [] : ['--state-dir', stateDir]),
    ];
    const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'inherit'] });
    const said: string[] = [];
    const listeners: ((line: string) => void)[] = [];
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      said.push(line);
      for (const listener of listeners) listener(line);
    });
    const closed = once(lines, 'close');
    const ended = once(child, 'exit').then(async ([code]): Promise<Ran> => {
      await closed;
      return { code: (code as number | null) ?? undefined, out: said.join('\n') };
    });
    return {
      onLine: (listener) => void listeners.push(listener),
      kill: async () => {
        // What nsenter waits for: that is the lab by now.
        const inner = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').catch(() => '');
        if (inner.trim() !== '') process.kill(Number(inner), 'SIGKILL');
        else child.kill('SIGKILL');
        await ended;
      },
      ended,
    };
  };

  return {
    libvirtd,
    stateDir,
    hosts: join(dir, 'host-etc/hosts'),
    start,
    run: (...args) => start(...args).ended,
    inventory: async () => (await libvirtd.exec('sh', '-c', look(dir), 'look', libvirtd.uri)).trim().split('\n'),
    stop: libvirtd.stop,
  };
};
