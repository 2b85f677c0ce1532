import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { missing } from './requirements.js';
import { run } from './run.js';

/**
 * Network, mount and process namespaces of a test's own, held by one process. They end with it, and it ends with the
 * test process, however that dies: no daemon, guest, mount, interface or route outlives a test.
 */
export interface Namespace {
  /** Runs a program inside, to its end. A daemon that it leaves behind stays until `stop`. */
  exec(...argv: readonly string[]): Promise<string>;
  /** Put before a command line: runs it in the network of the namespace, and in nothing else of it, so that signals reach it. */
  readonly inNetwork: readonly string[];
  /** Put before a command line: runs it inside, as `exec` does. A signal reaches the child of what is started. */
  readonly inside: readonly string[];
  stop(): Promise<void>;
}

// The first process of a process namespace adopts the daemons and must reap them: the shell does so while it waits.
// A sysfs of its own shows this network's interfaces, and none of the host's control groups.
const init = (setup: readonly string[]): string =>
  [
    'set -e',
    'mount -t sysfs sysfs /sys',
    'ip link set lo up',
    ...setup,
    'echo ready',
    'while :; do sleep 3600 & wait; done',
  ].join('\n');

/** @param setup shell commands run first inside, in the private mount namespace */
export const createNamespace = async (setup: readonly string[] = []): Promise<Namespace> => {
  const lacking = await missing();
  if (lacking !== undefined) throw new Error(lacking);

  const unshare = [
    'unshare',
    '--net',
    '--mount',
    '--pid',
    '--fork',
    '--kill-child',
    '--mount-proc',
    '--propagation',
    'private',
  ];
  const holder = spawn('setpriv', ['--pdeathsig', 'KILL', ...unshare, 'sh', '-c', init(setup)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(holder, 'exit');
  const lines = createInterface({ input: holder.stdout });
  const first = await Promise.race([once(lines, 'line'), gone]);
  if (first[0] !== 'ready') throw new Error(`the namespace could not be set up: ${String(first[0])}`);

  const children = await readFile(`/proc/${holder.pid}/task/${holder.pid}/children`, 'utf8');
  const target = ['nsenter', '--target', children.trim()];

  const inside = [...target, '--net', '--mount', '--pid', '--'];

  return {
    exec: (...argv: readonly string[]) => run([...inside, ...argv]),
    inside,
    inNetwork: [...target, '--net', '--'],
    stop: async () => {
      // SIGTERM would be ignored (unshare(1), --fork); the kernel ends the rest with the first process inside.
      holder.kill('SIGKILL');
      await gone;
      lines.close();
    },
  };
};
