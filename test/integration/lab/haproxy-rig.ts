/** HAProxy with the configuration of a lab, in a network of its own with stand-ins for the clusters, and its clients. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { text as textOf } from 'node:stream/consumers';
import { haproxyCommand, haproxyConf, type Lab } from '../../../lab/index.js';
import { createNamespace, type Namespace } from '../../helpers/namespace.js';
import { type StandIn, type StandIns, startStandIns } from '../../helpers/stand-ins.js';
import { remove, temporaryDirectory } from '../../helpers/temporary.js';
import { waitFor } from '../../helpers/wait.js';

export interface Balancer {
  readonly address: string;
  /** Where it has its `stats` socket, `pid` and `cfg`. */
  file(name: string): string;
  /** What it has logged. */
  log(): Promise<string>;
  /** `UP`, `DOWN` and the like, by backend; the state of its first server. */
  states(): Promise<ReadonlyMap<string, string>>;
  /** Another file, and the signal to read it. */
  reload(text: string): Promise<void>;
}

/** A connection that echoes, through whatever is in between. */
export interface Tunnel {
  /** Sends a line and waits for it to come back. */
  echo(line: string): Promise<void>;
  close(): Promise<void>;
}

export interface Rig {
  readonly namespace: Namespace;
  readonly standIns: StandIns;
  start(lab: Lab): Promise<Balancer>;
  /** Text of an HTTP answer; undefined: the connection was refused, or closed without one. */
  fetch(url: string, balancer: Balancer, ...curl: readonly string[]): Promise<string | undefined>;
  tunnel(name: string, balancer: Balancer): Promise<Tunnel>;
  stop(): Promise<void>;
}

/** curl(1): could not connect, failed in the handshake, empty answer, failed while receiving. */
const refusals = [7, 35, 52, 56];

const ask = async (path: string, command: string): Promise<string> => {
  const socket = connect(path);
  socket.write(`${command}\n`);
  return textOf(socket);
};

/** configuration.txt and management.txt 9.1: a CSV with `# pxname,svname,...`. */
const statesOf = (csv: string): ReadonlyMap<string, string> => {
  const [head = '', ...rows] = csv.trim().split('\n');
  const column = head.replace('# ', '').split(',').indexOf('status');
  const states = new Map<string, string>();
  for (const row of rows.map((line) => line.split(','))) {
    const [backend = '', server = ''] = row;
    if (server === 'front-0') states.set(backend, row[column] ?? '');
  }
  return states;
};

const start = async (namespace: Namespace, dir: string, lab: Lab): Promise<Balancer> => {
  const own = join(dir, lab.name);
  await mkdir(own);
  const file = (name: string): string => join(own, name);
  const [cfg, log, pidFile, statsSocket] = [file('cfg'), file('log'), file('pid'), file('stats')];
  const text = haproxyConf(lab, { statsSocket, pidFile });
  if (text === undefined || lab.loadBalancer === undefined) throw new Error('the lab has no load balancer');
  await writeFile(cfg, text);
  // The first process of the namespace adopts it, and it ends with that.
  await namespace.exec('sh', '-c', `"$@" >'${log}' 2>&1 </dev/null &`, 'sh', ...haproxyCommand(cfg));
  const states = async () => statesOf(await ask(statsSocket, 'show stat'));
  await waitFor('HAProxy to listen', () => states().catch(() => false as const));
  return {
    address: lab.loadBalancer.address,
    file,
    log: () => readFile(log, 'utf8'),
    states,
    reload: async (changed) => {
      await writeFile(cfg, changed);
      await namespace.exec('kill', '-USR2', (await readFile(pidFile, 'utf8')).trim());
    },
  };
};

const fetchBy = async (
  namespace: Namespace,
  url: string,
  address: string,
  curl: readonly string[],
): Promise<string | undefined> => {
  const to = address.includes(':') ? `[${address}]` : address;
  const own = ['--silent', '--show-error', '--insecure', '--noproxy', '*', '--connect-to', `::${to}:`];
  try {
    return await namespace.exec('curl', ...own, ...curl, url);
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } };
    if (typeof cause?.code === 'number' && refusals.includes(cause.code)) return undefined;
    throw error;
  }
};

const openTunnel = async (
  { inNetwork: [program = '', ...args] }: Namespace,
  name: string,
  address: string,
): Promise<Tunnel> => {
  const client = ['openssl', 's_client', '-quiet', '-connect', `${address}:6443`, '-servername', name];
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', program, ...args, ...client],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const gone = once(child, 'exit');
  let got = '';
  child.stdout.on('data', (data: Buffer) => {
    got += data.toString();
  });
  const until = (what: string) =>
    waitFor(`${what} through the tunnel to ${name}`, () => {
      if (child.exitCode !== null) throw new Error(`the tunnel to ${name} was closed`);
      return got.includes(what);
    });
  child.stdin.write(`GET /exec HTTP/1.1\r\nHost: ${name}\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n`);
  await until('101 Switching');
  return {
    echo: async (line) => {
      got = '';
      child.stdin.write(`${line}\n`);
      await until(line);
    },
    close: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
};

/** @param addresses that the network has, besides those of the stand-ins */
export const startRig = async (clusters: readonly StandIn[], addresses: readonly string[]): Promise<Rig> => {
  const dir = await temporaryDirectory();
  const all = new Set([...addresses, ...clusters.flatMap(({ api, apps }) => [api, apps])]);
  const namespace = await createNamespace([...all].map((address) => `ip address add ${address} dev lo`));
  const standIns = await startStandIns(namespace, dir, clusters);
  return {
    namespace,
    standIns,
    start: (lab) => start(namespace, dir, lab),
    fetch: (url, { address }, ...curl) => fetchBy(namespace, url, address, curl),
    tunnel: (name, { address }) => openTunnel(namespace, name, address),
    stop: async () => {
      await standIns.stop();
      await namespace.stop();
      await remove(dir);
    },
  };
};
