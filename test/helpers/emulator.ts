import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownProgram } from '../../src/package.js';
import { expectConforming } from './conforming.js';
import { waitFor } from './wait.js';

export interface EmulatorOptions {
  /** Holds state, password file and log; made if it is not there. */
  readonly dir: string;
  readonly uris?: readonly string[];
  /** More arguments of `redfish-emu serve`. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** `Libvirtd.inNetwork`, to run it there. Its port is then reached from inside only. */
  readonly inNetwork?: readonly string[];
  /** The path that answers 200 when it has started; default: the systems. */
  readonly readyAt?: string;
  /** Without: plain http is served, too. */
  readonly httpsOnly?: boolean;
  /** For figures: no debug log, and no look at whether answers conform. */
  readonly measured?: boolean;
}

/** `redfish-emu serve` as a process of its own. */
export interface Emulator {
  /** `http://127.0.0.1:port`; the same port speaks https. */
  readonly url: string;
  readonly httpsUrl: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** The Authorization header. */
  readonly authorization: string;
  readonly stateDir: string;
  readonly pid: number;
  log(): Promise<string>;
  /** A request with Basic credentials; `body` is sent as JSON. */
  request(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** The body of a GET; anything but 200 is an error that shows the answer. */
  get<T = Record<string, unknown>>(path: string): Promise<T>;
  /** SIGKILL, as at a power cut. */
  kill(): Promise<void>;
  /** After a kill or stop: the same port and state. */
  start(): Promise<void>;
  /** Kills it, does this, and starts it again, whatever came of it: later tests find a service. */
  whileAway(work: () => Promise<void>): Promise<void>;
  /** SIGTERM, and waits for the end. Returns the exit status. */
  stop(): Promise<number | null>;
}

/** Of loopback; free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const user = 'admin';
const password = 'probe-Passw0rd';

export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const {
    dir,
    uris = [],
    args = [],
    env = {},
    inNetwork = [],
    measured = false,
    httpsOnly = false,
    readyAt = '/redfish/v1/Systems',
  } = options;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const stateDir = join(dir, 'state');
  const logPath = join(dir, 'emulator.log');
  const passwordFile = join(dir, 'password');
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  await mkdir(dir, { recursive: true });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  const argv = [
    ...['setpriv', '--pdeathsig', 'KILL', ...inNetwork],
    ...ownProgram('src/cli/redfish-emu'),
    'serve',
    ...uris.flatMap((uri) => ['--uri', uri]),
    ...['--listen', '127.0.0.1', '--port', String(port), '--state-dir', stateDir],
    ...(httpsOnly ? [] : ['--allow-http']),
    ...['--user', user, '--password-file', passwordFile, '--log-level', measured ? 'info' : 'debug', ...args],
  ];
  let child: ChildProcess | undefined;

  const log = (): Promise<string> => readFile(logPath, 'utf8');
  const gone = async (process: ChildProcess): Promise<number | null> => {
    if (process.exitCode === null && process.signalCode === null) await once(process, 'exit');
    return process.exitCode;
  };
  const signal = async (name: NodeJS.Signals): Promise<number | null> => {
    const process = child;
    child = undefined;
    process?.kill(name);
    return process === undefined ? null : gone(process);
  };
  const kill = async (): Promise<void> => {
    await signal('SIGKILL');
  };
  const answers = async (): Promise<boolean> => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`the emulator ended at its start:\n${(await log()).slice(-4000)}`);
    }
    // Inside another network nobody out here can ask it.
    if (inNetwork.length > 0) return (await log()).includes(`:${port}`);
    const reply = await fetch(`${url}${readyAt}`, { headers: { authorization } }).catch(() => undefined);
    return reply?.status === 200;
  };
  const start = async (): Promise<void> => {
    const output = await open(logPath, 'a');
    const [program = '', ...rest] = argv;
    child = spawn(program, rest, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', output.fd, output.fd],
    });
    await output.close();
    await waitFor('the emulator to serve its systems', answers);
  };

  const request: Emulator['request'] = async (method, path, body, headers = {}) => {
    const reply = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    // Figures are not to pay for it.
    if (!measured) await expectConforming(method, path, reply);
    return reply;
  };

  await start();
  return {
    url,
    httpsUrl: `https://127.0.0.1:${port}`,
    port,
    user,
    password,
    authorization,
    stateDir,
    get pid() {
      if (child?.pid === undefined) throw new Error('the emulator is not running');
      return child.pid;
    },
    log,
    request,
    get: async <T>(path: string) => {
      const reply = await request('GET', path);
      const text = await reply.text();
      if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${text}`);
      return JSON.parse(text) as T;
    },
    kill,
    start,
    whileAway: async (work) => {
      await kill();
      try {
        await work();
      } finally {
        await start();
      }
    },
    stop: () => signal('SIGTERM'),
  };
};
