/** How a lab's names come to its own host, by what that really resolves with. */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  labDocument,
  type SystemdHost,
  type SystemdHostOptions,
  startSystemdHost,
} from '../../helpers/systemd-host.js';
import { waitFor } from '../../helpers/wait.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

/** One after the other. */
let host: SystemdHost;

const api = 'api.one.lab.example';
/** /etc/hosts has no such names. */
const wildcard = 'anything.apps.one.lab.example';
const answer = '192.168.140.20';

/** glibc's way; it would wait for long where a question was lost. */
const resolves = async (name: string): Promise<boolean> =>
  (await host.attempt('timeout', '2', 'getent', 'hosts', name)).out.startsWith(`${answer} `);
const virsh = (...args: readonly string[]) => host.exec('virsh', '--quiet', '--connect', 'qemu:///system', ...args);

/** systemd-resolved looks at /etc/hosts every two seconds. */
const isForgotten = () => waitFor('the name to be forgotten', async () => !(await resolves(api)));

/** Made. */
const make = async (): Promise<void> => {
  expect(await host.lab('create')).toMatchObject({ code: 0 });
  expect(await host.lab('plan')).toMatchObject({ code: 0 });
};
const isWell = async (): Promise<void> => {
  const { code, out } = await host.lab('verify', '--timeout', '60');
  expect(code, out).toBe(0);
  expect(out).toMatch(/^dns\.host +cluster\/one +pass +192\.168\.140\.20$/m);
};
/** Gone, with its units, and with what it told others. */
const destroy = async (): Promise<void> => {
  expect(await host.lab('destroy', '--yes')).toMatchObject({ code: 0 });
  await isForgotten();
  expect(await host.exec('sh', '-c', 'find /etc -name "*lab-sys*"; grep -r "lab sys" /etc/hosts || true')).toBe('');
};

const domains = async (): Promise<string> => (await host.attempt('resolvectl', 'domain', 'sys-lab')).out.trim();
const isTold = () => waitFor('systemd-resolved to be told', async () => (await domains()).endsWith('~one.lab.example'));

const startResolvedHost = async (options: SystemdHostOptions): Promise<void> => {
  host = await startSystemdHost(options);
  await host.install('systemd-resolved');
  // Debian 12 starts it before the bus has read who may have its name; then it has none until it is started again.
  await host.reboot();
  await host.document(labDocument());
  await make();
};

describe('systemd-resolved', () => {
  beforeAll(() => startResolvedHost({}));
  afterAll(() => host?.stop());

  it('knows names before any machine runs, and all of them as soon as one does', async () => {
    await isWell();
    // A bridge without machines has no carrier, and nobody is asked on it.
    expect(await domains()).toMatch(/: ~one\.lab\.example$/);
    expect(await host.exec('resolvectl', 'status', 'sys-lab')).toContain('Current Scopes: none');
    await virsh('start', 'one-single-0');
    await waitFor('systemd-resolved to ask the lab', () => resolves(wildcard));
  });

  it('knows them when the host has started anew', async () => {
    await host.reboot();
    await isTold();
    await virsh('start', 'one-single-0');
    await waitFor('systemd-resolved to ask the lab', () => resolves(wildcard));
    await virsh('destroy', 'one-single-0');
  });

  it('is told again when a network has been restarted, and the DNS runs on', async () => {
    const dnsmasq = () => host.exec('systemctl', 'show', '--property=MainPID', 'lab-sys-dns');
    const before = await dnsmasq();
    await virsh('net-destroy', 'sys-lab');
    await waitFor('the unit to be over', async () =>
      (await host.attempt('systemctl', 'is-active', 'lab-sys-names-lab')).out.startsWith('inactive'),
    );
    expect(await domains()).not.toContain('~one.lab.example');
    await virsh('net-start', 'sys-lab');
    await isTold();
    expect(await dnsmasq()).toBe(before);
    expect(await host.lab('plan')).toMatchObject({ code: 0 });
  });

  it('forgets them when the document leaves the host alone, and with the lab', async () => {
    await host.document(labDocument().replace('dns: {', 'dns: { host: none,'));
    expect(await host.lab('create', '--yes')).toMatchObject({ code: 0 });
    expect(await domains()).toMatch(/\(sys-lab\):$/);
    await isForgotten();
    await host.document(labDocument());
    await make();
    expect(await resolves(api)).toBe(true);
    await destroy();
  });
});

describe('systemd-resolved where devices have no units', () => {
  beforeAll(() => startResolvedHost({ udev: false }));
  afterAll(() => host?.stop());

  it('is told all the same', async () => {
    await isWell();
    expect(await host.exec('systemctl', 'list-units', '--all', '--type=device', '--no-legend')).not.toContain(
      'sys-lab',
    );
    await host.reboot();
    await isTold();
    await virsh('start', 'one-single-0');
    await waitFor('systemd-resolved to ask the lab', () => resolves(wildcard));
    await destroy();
  });
});

describe('NetworkManager', () => {
  beforeAll(async () => {
    host = await startSystemdHost();
    await host.install('network-manager');
    await host.write('/etc/NetworkManager/conf.d/dns.conf', '[main]\ndns=dnsmasq\n');
    await host.exec('systemctl', 'restart', 'NetworkManager');
    // A card with a name server, as any host has: without, NetworkManager leaves names alone.
    const card = 'type bridge ifname nm0 ipv4.method manual ipv4.addresses 203.0.113.10/24 ipv4.dns 198.51.100.53';
    await host.exec('nmcli', 'connection', 'add', ...card.split(' '));
    await waitFor('its dnsmasq', async () => (await host.exec('cat', '/etc/resolv.conf')).includes('127.0.0.1'));
    await host.document(labDocument());
    await make();
  });
  afterAll(() => host?.stop());

  it('has its dnsmasq ask the lab, for all names below its domains', async () => {
    await isWell();
    expect([await resolves(api), await resolves(wildcard)]).toEqual([true, true]);
    expect(await host.exec('cat', '/etc/hosts')).not.toContain(api);
    await host.document(labDocument({ address: '.21' }));
    expect(await host.lab('create')).toMatchObject({ code: 0 });
    expect((await host.attempt('getent', 'hosts', api)).out).toMatch(/^192\.168\.140\.21 /);
    await host.document(labDocument());
    await make();
  });

  it('does so when the host has started anew, until the lab goes', async () => {
    await host.reboot();
    await waitFor(
      'its dnsmasq',
      async () => (await host.attempt('test', '-e', '/run/NetworkManager/dnsmasq.pid')).code === 0,
    );
    await waitFor('the names', () => resolves(wildcard));
    await waitFor('the plan to be empty', async () => (await host.lab('plan')).code === 0);
    await destroy();
  });
});
