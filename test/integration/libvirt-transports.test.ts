import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Hypervisor } from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { run } from '../helpers/run.js';

let daemon: Libvirtd;
let pki: string;
const relays: { server: Server; children: Set<ChildProcess> }[] = [];

/** A port of this host's loopback that leads to one of the daemon's own. */
async function relay(port: number): Promise<number> {
  const children = new Set<ChildProcess>();
  const server = createServer((socket) => {
    // Unlike nc it ends when the daemon does.
    const pass = `const s = net.connect(${port}, '127.0.0.1'); process.stdin.pipe(s); s.pipe(process.stdout); s.on('close', () => process.exit())`;
    const [program = '', ...args] = [...daemon.inNetwork, process.execPath, '-e', pass];
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    children.add(child);
    socket.pipe(child.stdin);
    child.stdout.pipe(socket);
    child.stdin.on('error', () => socket.destroy());
    socket.on('error', () => child.kill());
    socket.on('close', () => child.kill());
    child.on('close', () => {
      children.delete(child);
      socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  relays.push({ server, children });
  return (server.address() as AddressInfo).port;
}

/** Changes settings of the daemon and starts it anew. */
async function configure(settings: Readonly<Record<string, string>>): Promise<void> {
  const path = join(daemon.dir, 'etc/libvirtd.conf');
  const before = (await readFile(path, 'utf8')).split('\n');
  const kept = before.filter((line) => !Object.keys(settings).some((key) => line.startsWith(`${key}=`)));
  const added = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
  await writeFile(path, [...kept, ...added, ''].join('\n'));
  await daemon.restart();
}

const openssl = (...args: readonly string[]): Promise<string> => run(['openssl', ...args]);

async function certificate(name: string, subject: string, extensions: string, ca = 'ca'): Promise<void> {
  const path = (suffix: string): string => join(pki, `${name}.${suffix}`);
  await openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', subject, '-keyout', path('key'), '-out', path('csr'));
  await writeFile(path('ext'), `basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\n${extensions}\n`);
  const signer = ['-CA', join(pki, `${ca}.pem`), '-CAkey', join(pki, `${ca}.key`), '-CAcreateserial'];
  await openssl(
    'x509',
    '-req',
    '-days',
    '2',
    '-in',
    path('csr'),
    ...signer,
    '-extfile',
    path('ext'),
    '-out',
    path('pem'),
  );
}

async function authority(name: string): Promise<void> {
  const files = ['-keyout', join(pki, `${name}.key`), '-out', join(pki, `${name}.pem`)];
  const usage = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'];
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    ...usage,
    ...files,
  );
}

/** A directory as `pkipath=` wants it. */
async function client(directory: string, ca: string, own: string): Promise<string> {
  const path = join(pki, directory);
  await mkdir(path);
  await symlink(join(pki, `${ca}.pem`), join(path, 'cacert.pem'));
  await symlink(join(pki, `${own}.pem`), join(path, 'clientcert.pem'));
  await symlink(join(pki, `${own}.key`), join(path, 'clientkey.pem'));
  return path;
}

async function works(uri: string, options = {}): Promise<void> {
  const hypervisor: Hypervisor = await connect(uri, options);
  try {
    expect(await hypervisor.getType()).toBe('QEMU');
    expect(await hypervisor.listDomains()).toEqual([]);
  } finally {
    await hypervisor.close();
  }
}

beforeAll(async () => {
  daemon = await startLibvirtd({ tcp: true });
  pki = join(daemon.dir, 'pki');
  await mkdir(pki);
});
afterAll(async () => {
  for (const { server, children } of relays) {
    for (const child of children) child.kill();
    server.close();
  }
  await daemon?.stop();
});

describe('libvirt client: unix sockets', () => {
  it('are found in the directories, the driver’s own before the one for all', async () => {
    const modular = join(daemon.dir, 'modular');
    await mkdir(modular);
    await symlink(daemon.socket, join(modular, 'virtqemud-sock'));
    await works('qemu:///system', { socketDirs: [modular] });
    await works('qemu:///session?name=qemu%3a%2f%2f%2fsystem', { socketDirs: [modular] });
    await works('qemu:///system', { socketDirs: [join(daemon.dir, 'run/libvirt')] });
    await works('qemu:///system', { socketDirs: ['/nonexistent', join(daemon.dir, 'run/libvirt')], readOnly: true });
    await works(daemon.uri);
    const testDriver = await connect('test+unix:///default', { socketDirs: [join(daemon.dir, 'run/libvirt')] });
    expect((await testDriver.listDomains()).map(({ name }) => name)).toEqual(['test']);
    await testDriver.close();
  });

  it('read-only are really so', async () => {
    const hypervisor = await connect('qemu:///system', {
      socketDirs: [join(daemon.dir, 'run/libvirt')],
      readOnly: true,
    });
    await expect(hypervisor.defineDomain('<domain/>')).rejects.toMatchObject({ codeName: 'OPERATION_DENIED' });
    await hypervisor.close();
  });

  it('are all named where none answers, with the reason of each', async () => {
    const dead = join(daemon.dir, 'dead');
    await mkdir(dead);
    await writeFile(join(dead, 'virtqemud-sock'), '');
    const attempt = connect('qemu:///system', { socketDirs: [dead, '/nonexistent'] });
    await expect(attempt).rejects.toMatchObject({
      kind: 'unavailable',
      message: `no daemon for qemu:///system: tried ${dead}/virtqemud-sock: no daemon listens there; ${dead}/libvirt-sock: no such socket; /nonexistent/virtqemud-sock: no such socket; /nonexistent/libvirt-sock: no such socket`,
    });
  });

  it('give up when told, and when nobody answers', async () => {
    await expect(connect(daemon.uri, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
    const path = join(daemon.dir, 'silent');
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(path, resolve));
    await expect(connect(`qemu+unix:///system?socket=${path}`, { connectTimeout: 100 })).rejects.toMatchObject({
      kind: 'timeout',
    });
    silent.close();
  });

  it('report a URI that the daemon does not take', async () => {
    await expect(connect(`xen+unix:///system?socket=${daemon.socket}`)).rejects.toMatchObject({ kind: 'remote' });
    await expect(connect('nonsense')).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('libvirt client: tcp and tls', () => {
  it('connects over tcp', async () => {
    await works(`qemu+tcp://127.0.0.1:${await relay(16_509)}/system`);
    const attempt = connect('qemu+tcp://127.0.0.1:1/system');
    await expect(attempt).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('127.0.0.1 port 1'),
    });
  });

  it('connects over tls, and checks both ends', async () => {
    await authority('ca');
    await authority('stranger');
    await certificate(
      'server',
      '/CN=localhost',
      'extendedKeyUsage=serverAuth\nsubjectAltName=DNS:localhost,IP:127.0.0.1',
    );
    await certificate('client', '/CN=client', 'extendedKeyUsage=clientAuth');
    await certificate('impostor', '/CN=client', 'extendedKeyUsage=clientAuth', 'stranger');
    await configure({
      listen_tls: '1',
      auth_tls: '"none"',
      key_file: `"${pki}/server.key"`,
      cert_file: `"${pki}/server.pem"`,
      ca_file: `"${pki}/ca.pem"`,
    });
    const at = `qemu+tls://127.0.0.1:${await relay(16_514)}/system`;
    const good = await client('good', 'ca', 'client');
    await works(`${at}?pkipath=${good}`);
    await works(`${at.replace('127.0.0.1', 'localhost')}?pkipath=${good}`);

    const unknown = await client('unknown', 'stranger', 'client');
    await expect(connect(`${at}?pkipath=${unknown}`)).rejects.toMatchObject({ kind: 'unavailable' });
    await works(`${at}?pkipath=${unknown}&no_verify=1`);
    const impostor = await client('impostor-dir', 'ca', 'impostor');
    await expect(connect(`${at}?pkipath=${impostor}`)).rejects.toMatchObject({ kind: 'authentication' });
    await expect(connect(`${at}?pkipath=/nonexistent`)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('/nonexistent/cacert.pem'),
    });
  });
});

describe('libvirt client: ssh', () => {
  let at: string;
  let parameters: string;

  beforeAll(async () => {
    const dir = join(daemon.dir, 'ssh');
    await mkdir(dir, { mode: 0o700 });
    for (const key of ['host', 'user', 'other'])
      await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(dir, key)]);
    await writeFile(
      join(dir, 'sshd.conf'),
      [
        'Port 2222',
        'ListenAddress 127.0.0.1',
        `HostKey ${dir}/host`,
        `AuthorizedKeysFile ${dir}/user.pub`,
        'StrictModes no',
        'UsePAM no',
        'PermitRootLogin yes',
        'PasswordAuthentication no',
        `PidFile ${dir}/pid`,
        '',
      ].join('\n'),
    );
    await daemon.exec('mkdir', '-p', '/run/sshd');
    await daemon.exec('/usr/sbin/sshd', '-f', join(dir, 'sshd.conf'));
    const port = await relay(2222);
    await writeFile(join(dir, 'known'), `[127.0.0.1]:${port} ${await readFile(join(dir, 'host.pub'), 'utf8')}`);
    await writeFile(join(dir, 'wrong'), `[127.0.0.1]:${port} ${await readFile(join(dir, 'other.pub'), 'utf8')}`);
    at = `qemu+ssh://root@127.0.0.1:${port}/system`;
    parameters = `keyfile=${dir}/user&known_hosts=${dir}/known`;
  });

  it('goes through virt-ssh-helper, and through netcat', async () => {
    await works(`${at}?${parameters}`);
    await works(`${at}?${parameters}&proxy=native`);
    await works(`${at}?${parameters}&proxy=netcat`);
    await works(`${at}?${parameters}&socket=${daemon.socket}`);
    await works(`${at}?${parameters}`, { readOnly: true });
  });

  it('says what ssh said when it does not get in', async () => {
    const failed = (text: string, message: string | RegExp): Promise<void> =>
      expect(connect(text)).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringMatching(message) });
    await failed(`${at}?${parameters.replace('/user&', '/other&')}`, 'Permission denied');
    await failed(`${at}?${parameters.replace('/known', '/wrong')}`, 'Host key verification failed');
    await failed(`${at}?${parameters}&socket=/nonexistent`, 'tried /nonexistent');
    await failed(`${at}?${parameters}&command=/nonexistent/ssh`, 'ENOENT');
  });
});

describe('libvirt client: logging in', () => {
  /** A program that reaches the daemon's socket as another user. */
  async function asUser(user: string): Promise<string> {
    const path = join(daemon.dir, `as-${user}`);
    // Polkit must see the process: it has to be inside the daemon's process namespace.
    const inside = [...daemon.inNetwork.slice(0, 3), '--net', '--mount', '--pid', '--'].join(' ');
    await writeFile(path, `#!/bin/sh\nexec ${inside} setpriv --reuid ${user} --clear-groups nc -U ${daemon.socket}\n`);
    await chmod(path, 0o755);
    await run(['chmod', '755', daemon.dir, join(daemon.dir, 'run'), join(daemon.dir, 'run/libvirt')]);
    return `qemu+ext:///system?command=${path}`;
  }

  it('asks polkit, which lets root in, the users of a rule, and nobody else', async () => {
    await configure({ auth_unix_rw: '"polkit"' });
    await works(daemon.uri);

    const outsider = await asUser('nobody');
    const refused = expect.objectContaining({ kind: 'authentication', message: expect.stringContaining('polkit') });
    await expect(connect(outsider)).rejects.toEqual(refused);

    const rules = join(daemon.dir, 'rules');
    await mkdir(rules);
    await writeFile(
      join(rules, '10-test.rules'),
      `polkit.addRule(function (action, subject) {
        if (action.id === 'org.libvirt.unix.manage' && subject.user === 'games') return polkit.Result.YES;
      });`,
    );
    await daemon.exec('mount', '--bind', rules, '/etc/polkit-1/rules.d');
    await daemon.exec('mkdir', '-p', '/run/dbus');
    await daemon.exec('dbus-daemon', '--system', '--fork');
    await daemon.exec('sh', '-c', '/usr/lib/polkit-1/polkitd --no-debug >/dev/null 2>&1 &');
    // libvirtd looks for the bus once only.
    await daemon.restart();
    await works(await asUser('games'));
    await expect(connect(outsider)).rejects.toEqual(refused);
  });

  it('says that it cannot do SASL', async () => {
    await configure({ auth_unix_rw: '"sasl"' });
    await expect(connect(daemon.uri)).rejects.toMatchObject({
      kind: 'authentication',
      message: expect.stringContaining('SASL'),
    });
  });
});
