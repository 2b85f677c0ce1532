/** The program as a process of its own, over its real port. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import bcrypt from 'bcryptjs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ownProgram } from '../package.js';
import { selfSigned } from '../tls/self-signed.js';

interface Running {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly log: () => string;
  /** Waits for text on standard output or in the log. */
  readonly until: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly exit: Promise<number | null>;
}

const children = new Set<ChildProcess>();
let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'redfish-emu-'));
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(dir, { recursive: true });
});

function start(...words: string[]): Running {
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('REDFISH_EMU_'));
  const [node = '', ...program] = ownProgram('src/cli/redfish-emu');
  const child = spawn(node, [...program, ...words], {
    env: Object.fromEntries(environment),
  });
  children.add(child);
  let [out, log] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    out += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => {
    log += part;
  });
  const exit = once(child, 'close').then(([code]: (number | null)[]) => code ?? null);
  const until = (pattern: RegExp) =>
    vi.waitFor(
      () => {
        const found = pattern.exec(out) ?? pattern.exec(log);
        if (found === null) throw new Error(`not there, exit code ${child.exitCode}: ${pattern}\n${out}${log}`);
        return found;
      },
      { timeout: 60_000, interval: 20 },
    );
  return { child, out: () => out, log: () => log, until, exit };
}

const serve = (...words: string[]) =>
  start(
    'serve',
    '--driver',
    'memory',
    '--power-delay',
    '0',
    '--port',
    '0',
    '--state-dir',
    join(dir, 'state'),
    ...words,
  );

async function portOf({ until }: Running): Promise<number> {
  return Number((await until(/https:\/\/127\.0\.0\.1:(\d+)\/redfish\/v1\n/))[1]);
}

interface Ask {
  readonly method?: string;
  readonly login?: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly plain?: boolean;
}

async function ask(port: number, path: string, { method = 'GET', login, token, body, plain = false }: Ask = {}) {
  const headers = {
    ...(token === undefined ? {} : { 'X-Auth-Token': token }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
  };
  const options = {
    host: '127.0.0.1',
    port,
    path,
    method,
    headers,
    agent: false,
    ...(login === undefined ? {} : { auth: login }),
  };
  const request = plain ? requestPlain(options) : requestTls({ ...options, rejectUnauthorized: false });
  request.end(body === undefined ? undefined : JSON.stringify(body));
  const [response] = await once(request, 'response');
  const socket: TLSSocket = response.socket;
  const certificate = plain ? undefined : socket.getPeerX509Certificate()?.fingerprint256;
  return { status: response.statusCode as number, headers: response.headers, body: await text(response), certificate };
}

async function credentials({ until }: Running): Promise<string> {
  const [, user, password] = await until(/user: +(\S+)\n +password: +(\S+)\n/);
  return `${user}:${password}`;
}

const systems = '/redfish/v1/Systems';

describe('serve', { timeout: 120_000 }, () => {
  it('prints URL, credentials and three curl lines, and answers to them over https alone', async () => {
    const running = serve();
    const port = await portOf(running);
    const login = await credentials(running);
    await running.until(/-X PATCH/);
    expect(running.out().match(/^ +curl .*$/gm)).toHaveLength(3);
    expect(running.out()).toContain(`-u '${login}'`);
    expect((await ask(port, systems)).status).toBe(401);
    const { status, body } = await ask(port, systems, { login });
    expect([status, JSON.parse(body)['Members@odata.count']]).toEqual([200, 9]);
    expect(await ask(port, `${systems}?a`, { plain: true })).toMatchObject({
      status: 308,
      headers: { location: `https://127.0.0.1:${port}${systems}?a` },
    });
    running.child.kill('SIGTERM');
    expect(await running.exit).toBe(0);
  });

  it('keeps password and certificate over a restart, and prints no password again', async () => {
    const first = serve();
    const [port, login] = [await portOf(first), await credentials(first)];
    const before = await ask(port, systems, { login });
    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);

    const second = serve();
    const again = await ask(await portOf(second), systems, { login });
    expect(again).toMatchObject({ status: 200, certificate: before.certificate });
    expect(second.out()).not.toContain('password:');
    expect(second.out()).toMatch(/log in as admin: the first start printed the password.*--password-file FILE/);
  });

  it('gives the first administrator the name of --user, and prints lines to try that work', async () => {
    const running = serve('--user', 'bob');
    const [port, login] = [await portOf(running), await credentials(running)];
    expect(login).toMatch(/^bob:/);
    expect(await running.until(/Try:\n.*-u '(.*?)'/)).toHaveProperty('1', login);
    expect((await ask(port, systems, { login })).status).toBe(200);
  });

  it('says why a hypervisor does not answer', async () => {
    const socket = join(dir, 'nobody');
    const running = start(
      ...['serve', '--uri', `qemu+unix:///system?socket=${socket}`, '--port', '0', '--state-dir', join(dir, 'state')],
    );
    expect((await running.until(/.*hypervisor away.*/))[0]).toContain(socket);
  });

  it('logs a line for each request, without password, token or query', async () => {
    const running = serve('--log-format', 'json', '--log-level', 'trace');
    const [port, login] = [await portOf(running), await credentials(running)];
    const [UserName = '', Password = ''] = login.split(':');
    const made = await ask(port, '/redfish/v1/SessionService/Sessions', {
      method: 'POST',
      body: { UserName, Password },
    });
    const token = String(made.headers['x-auth-token']);
    expect(made.status).toBe(201);
    const { Members } = JSON.parse((await ask(port, systems, { token })).body);
    const uri: string = Members[0]['@odata.id'];
    const reset = `${uri}/Actions/ComputerSystem.Reset`;
    expect((await ask(port, reset, { method: 'POST', token, body: { ResetType: 'On' } })).status).toBe(204);
    // Nobody listens on port 1: the insert fails, and says so in the log too.
    const image = 'http://carol:s3cr3t-user@127.0.0.1:1/a.iso?token=s3cr3t-query';
    const medium = { Image: image, UserName: 'bob', Password: 's3cr3t-image' };
    const insert = `${uri}/VirtualMedia/Cd/Actions/VirtualMedia.InsertMedia`;
    expect((await ask(port, insert, { method: 'POST', token, body: medium })).status).toBeGreaterThanOrEqual(400);
    await ask(port, `${systems}?token=s3cr3t-query`, { login: `${UserName}:s3cr3t-wrong` });
    running.child.kill('SIGTERM');
    await running.exit;

    const lines = running
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        method: 'POST',
        machine: uri.split('/').at(-1),
        action: 'Reset',
        user: UserName,
        status: 204,
        milliseconds: expect.any(Number),
      }),
    );
    expect(lines.filter(({ method }) => method !== undefined)).toHaveLength(5);
    for (const secret of [Password, token, 's3cr3t']) expect(running.log()).not.toContain(secret);
  });

  it('reads certificate and accounts again on SIGHUP, and keeps what was where they are broken', async () => {
    const files = { cert: join(dir, 'cert.pem'), key: join(dir, 'key.pem'), users: join(dir, 'htpasswd') };
    const put = async () => {
      const { cert, key } = selfSigned({ names: ['localhost'], from: new Date(), days: 1 });
      await Promise.all([writeFile(files.cert, cert), writeFile(files.key, key)]);
    };
    const user = async (name: string) => `${name}:${await bcrypt.hash('password', 4)}\n`;
    await put();
    await writeFile(files.users, await user('alice'));
    const running = serve('--tls-cert', files.cert, '--tls-key', files.key, '--auth-file', files.users);
    const port = await portOf(running);
    const first = await ask(port, systems, { login: 'alice:password' });
    expect(first.status).toBe(200);
    expect(running.out()).not.toContain('password:');

    await put();
    await writeFile(files.users, await user('bob'));
    running.child.kill('SIGHUP');
    await running.until(/"what":"accounts","msg":"read again"/);
    const second = await ask(port, systems, { login: 'bob:password' });
    expect(second.status).toBe(200);
    expect(second.certificate).not.toBe(first.certificate);
    expect((await ask(port, systems, { login: 'alice:password' })).status).toBe(401);

    await cp(files.cert, files.key);
    running.child.kill('SIGHUP');
    await running.until(/"what":"certificate","reason":"[^"]*key\.pem[^"]*","msg":"could not be read again/);
    expect(await ask(port, systems, { login: 'bob:password' })).toMatchObject({
      status: 200,
      certificate: second.certificate,
    });
  });

  it('starts before libvirt is there, and says 503 meanwhile', async () => {
    const uri = `qemu+unix:///system?socket=${join(dir, 'absent-sock')}`;
    const running = serve('--driver', 'libvirt', '--uri', uri, '--no-auth');
    const port = await portOf(running);
    const { status, headers } = await ask(port, systems, { plain: true });
    expect([status, Number(headers['retry-after'])]).toEqual([503, expect.any(Number)]);
    const { body } = await ask(port, '/healthz');
    expect(JSON.parse(body)).toEqual({ status: 'degraded', hypervisors: { available: 0, total: 1 } });
    running.child.kill('SIGTERM');
    expect(await running.exit).toBe(0);
  });

  it('moves over from sushy-emulator with its own file', async () => {
    await writeFile(join(dir, 'htpasswd'), `sushy:${await bcrypt.hash('password', 4)}\n`);
    const settings = [
      'FAKE_DRIVER = True',
      'LISTEN_PORT = 1',
      `AUTH_FILE = u'${dir}/htpasswd'`,
      "STATE_DIR = '/var/lib/sushy'",
    ];
    await writeFile(join(dir, 'sushy.conf'), settings.map((line) => `SUSHY_EMULATOR_${line}\n`).join(''));
    const running = start(
      'serve',
      '--sushy-config',
      join(dir, 'sushy.conf'),
      '--port',
      '0',
      '--state-dir',
      join(dir, 'state'),
    );
    const port = await portOf(running);
    expect((await ask(port, systems, { login: 'sushy:password' })).status).toBe(200);
    await running.until(/STATE_DIR is not needed here/);
  });

  describe('without credentials', () => {
    let running: Running;
    let port: number;
    let state: string;
    beforeAll(async () => {
      state = await mkdtemp(join(tmpdir(), 'redfish-emu-'));
      running = start(
        'serve',
        '--driver',
        'memory',
        '--no-auth',
        '--port',
        '0',
        '--state-dir',
        state,
        '--machine',
        'etl4-master-0',
        '--media-verify',
      );
      port = await portOf(running);
      children.delete(running.child);
    });
    afterAll(async () => {
      running.child.kill('SIGTERM');
      await running.exit;
      await rm(state, { recursive: true });
    });

    it('serves https and plain http, and warns', async () => {
      expect((await ask(port, systems)).status).toBe(200);
      expect((await ask(port, systems, { plain: true })).status).toBe(200);
      expect(running.out()).toContain('WARNING: nobody is asked for credentials');
    });

    it('serves only the machines that are named', async () => {
      expect(JSON.parse((await ask(port, systems)).body)['Members@odata.count']).toBe(1);
    });

    it('verifies certificates of image servers where the operator says so, until a client says otherwise', async () => {
      const { Members } = JSON.parse((await ask(port, systems)).body);
      const drive = `${Members[0]['@odata.id']}/VirtualMedia/Cd`;
      expect(JSON.parse((await ask(port, drive)).body).VerifyCertificate).toBe(true);
      await ask(port, drive, { method: 'PATCH', body: { VerifyCertificate: false } });
      expect(JSON.parse((await ask(port, drive)).body).VerifyCertificate).toBe(false);
    });

    it('tells health and metrics', async () => {
      expect(JSON.parse((await ask(port, '/healthz')).body)).toEqual({
        status: 'ok',
        hypervisors: { available: 1, total: 1 },
      });
      await ask(port, systems);
      await ask(port, `${systems}/no-such-machine`);
      const { status, body, headers } = await ask(port, '/metrics');
      expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
      expect(body).toMatch(
        /^redfish_emu_requests_total\{method="GET",route="\/redfish\/v1\/Systems",status="200"\} \d+$/m,
      );
      expect(body).toMatch(/^redfish_emu_machines\{power="Off"\} 1$/m);
      expect(body).toMatch(/^redfish_emu_hypervisor_up\{hypervisor="memory:"\} 1$/m);
      expect(body).toMatch(/^redfish_emu_media_cache_bytes \d+$/m);
      expect(body).not.toContain('no-such-machine');
    });

    it('says that its port is in use to the next one', async () => {
      const other = start('serve', '--driver', 'memory', '--port', String(port), '--state-dir', join(dir, 'state'));
      expect(await other.exit).toBe(1);
      expect(other.log()).toContain(`port ${port} of 127.0.0.1 is in use by another program`);
    });
  });

  it('asks for credentials before it tells metrics, and for none before health', async () => {
    const running = serve();
    const [port, login] = [await portOf(running), await credentials(running)];
    expect((await ask(port, '/metrics')).status).toBe(401);
    expect((await ask(port, '/metrics', { login })).status).toBe(200);
    expect((await ask(port, '/healthz')).status).toBe(200);
  });

  it('waits for an address that is not there yet, and can be told to end meanwhile', async () => {
    // TEST-NET-1 (RFC 5737) is no host's address.
    const running = serve('--listen', '192.0.2.1');
    await running.until(/192\.0\.2\.1 is no address of this host yet/);
    running.child.kill('SIGTERM');
    expect(await running.exit).toBe(0);
  });

  it('takes the password from a file', async () => {
    await writeFile(join(dir, 'password'), 'correct horse\n');
    const running = serve('--user', 'root', '--password-file', join(dir, 'password'));
    const port = await portOf(running);
    expect((await ask(port, systems, { login: 'root:correct horse' })).status).toBe(200);
    expect(running.out()).not.toContain('correct horse');
  });
});

it('ends with the status of the command line', async () => {
  const running = start('serve', '--prot', '1');
  expect(await running.exit).toBe(2);
  expect(running.log()).toContain("unknown option '--prot'");
});
