import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { forward } from './forward.js';
import { createNamespace } from './namespace.js';
import { run } from './run.js';
import { remove, temporaryDirectory } from './temporary.js';
import { waitFor } from './wait.js';

export interface LibvirtdOptions {
  /** Also listen on TCP 127.0.0.1:16509 of the namespace, without authentication. */
  readonly tcp?: boolean;
  /** More lines for libvirtd.conf. */
  readonly conf?: readonly string[];
}

/**
 * A real libvirtd of the test's own, in namespaces of its own: its state, sockets, guests and networks are not the
 * host's. Its socket lies in a directory that both sides see, so clients need not be inside.
 */
export interface Libvirtd {
  /** Everything of it is below; a place for images and serial logs too. */
  readonly dir: string;
  readonly socket: string;
  /** `qemu+unix:///system?socket=...` */
  readonly uri: string;
  /** The test driver of the same daemon: each connection has machines of its own. */
  readonly testUri: string;
  /** Path of the daemon's log. */
  readonly log: string;
  /** Put before a command line: runs it in the daemon's network (for `qemu+tcp`, or to see what a guest sees). */
  readonly inNetwork: readonly string[];
  /** Put before a command line: runs it inside, as `exec` does. A signal reaches the child of what is started. */
  readonly inside: readonly string[];
  exec(...argv: readonly string[]): Promise<string>;
  virsh(...args: readonly string[]): Promise<string>;
  /** Makes 127.0.0.1:port inside reach 127.0.0.1:port outside: for QEMU reading an image from a test's server. */
  expose(port: number): Promise<void>;
  /** SIGKILL: guests stay. */
  kill(): Promise<void>;
  /** SIGTERM, as an update of the package does: it has time to say goodbye, and guests stay. */
  terminate(): Promise<void>;
  start(): Promise<void>;
  /** Kill and start: guests stay, and the new daemon finds them again. */
  restart(): Promise<void>;
  /** Ends the daemon and its guests, and removes `dir`. */
  stop(): Promise<void>;
}

const binds: Readonly<Record<string, string>> = {
  etc: '/etc/libvirt',
  lib: '/var/lib/libvirt',
  log: '/var/log/libvirt',
  cache: '/var/cache/libvirt',
  run: '/run',
};

const daemonConf = (log: string, { tcp = false, conf = [] }: LibvirtdOptions): string =>
  [
    'auth_unix_rw="none"',
    'auth_unix_ro="none"',
    'unix_sock_rw_perms="0777"',
    'listen_tls=0',
    `listen_tcp=${tcp ? 1 : 0}`,
    'auth_tcp="none"',
    'listen_addr="127.0.0.1"',
    `log_outputs="2:file:${log}"`,
    ...conf,
    '',
  ].join('\n');

// Guests run as root and unconfined, and write their serial logs themselves (no virtlogd); nothing of the host's is relabelled.
const qemuConf = [
  'user="root"',
  'group="root"',
  'security_driver="none"',
  'stdio_handler="file"',
  'dynamic_ownership=0',
  'remember_owner=0',
  'namespaces=[]',
  'cgroup_controllers=[]',
  '',
].join('\n');

export const startLibvirtd = async (options: LibvirtdOptions = {}): Promise<Libvirtd> => {
  const dir = await temporaryDirectory();
  const log = join(dir, 'libvirtd.log');
  const socket = join(dir, 'run/libvirt/libvirt-sock');
  const query = `?socket=${socket}`;
  for (const name of Object.keys(binds)) await mkdir(join(dir, name));
  await mkdir(join(dir, 'run/libvirt'));
  await writeFile(join(dir, 'etc/libvirtd.conf'), daemonConf(log, options));
  await writeFile(join(dir, 'etc/qemu.conf'), qemuConf);

  const namespace = await createNamespace(
    Object.entries(binds).map(([name, path]) => `mkdir -p ${path} && mount --bind ${join(dir, name)} ${path}`),
  );
  const forwards: (() => Promise<void>)[] = [];

  // --daemon returns when the sockets listen.
  const start = async (): Promise<void> => {
    await namespace.exec(
      'libvirtd',
      '--daemon',
      '--pid-file',
      '/run/libvirtd.pid',
      ...(options.tcp ? ['--listen'] : []),
    );
  };
  const end = async (signal: 'KILL' | 'TERM'): Promise<void> => {
    const pid = (await namespace.exec('cat', '/run/libvirtd.pid')).trim();
    await namespace.exec('kill', `-${signal}`, pid);
    // Reaped, not only dying: until its last thread is gone it holds the lock of its pid file, and the next cannot start.
    await waitFor('libvirtd to be gone', async () =>
      (await namespace.exec('sh', '-c', `test -e /proc/${pid} || echo gone`)).includes('gone'),
    );
  };
  const kill = (): Promise<void> => end('KILL');
  // From outside, where its socket and files are the same: with nsenter each call would take twice as long.
  const virsh = (...args: readonly string[]): Promise<string> =>
    run(['virsh', '--quiet', '--connect', `qemu+unix:///system${query}`, ...args]);

  await start();
  return {
    dir,
    socket,
    uri: `qemu+unix:///system${query}`,
    testUri: `test+unix:///default${query}`,
    log,
    inNetwork: namespace.inNetwork,
    inside: namespace.inside,
    exec: namespace.exec,
    virsh,
    expose: async (port) => {
      forwards.push(await forward(namespace, join(dir, `forward-${port}`), port));
    },
    kill,
    terminate: () => end('TERM'),
    start,
    restart: async () => {
      await kill();
      await start();
    },
    stop: async () => {
      for (const close of forwards) await close();
      await namespace.stop();
      await remove(dir);
    },
  };
};
