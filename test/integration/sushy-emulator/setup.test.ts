/** Where sushy-emulator fails its users, and this service must not: its surroundings. The numbers are those of docs/testing.md. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startEmulator } from '../../helpers/emulator.js';
import { type Libvirtd, startLibvirtd } from '../../helpers/libvirtd.js';
import { defineMachine } from '../../helpers/machines.js';
import { crawl, insert, problem, reset, systemPath } from '../../helpers/redfish.js';
import { waitFor } from '../../helpers/wait.js';

let libvirtd: Libvirtd;
beforeAll(async () => {
  libvirtd = await startLibvirtd();
});
afterAll(() => libvirtd?.stop());

it('3: after a restart of libvirtd the same service answers for every machine again', async () => {
  const { uuid } = await defineMachine(libvirtd, {});
  const emulator = await startEmulator({ dir: join(libvirtd.dir, 'three'), uris: [libvirtd.uri] });
  try {
    const { pid } = emulator;
    expect((await emulator.request('GET', systemPath(uuid))).status).toBe(200);
    await libvirtd.restart();
    const answer = await waitFor('an answer for the machine', async () => {
      const response = await emulator.request('PATCH', systemPath(uuid), { AssetTag: 'after' });
      expect(response.status).not.toBe(500);
      return response.ok && response;
    });
    expect(answer.ok).toBe(true);
    expect(emulator.pid).toBe(pid);
  } finally {
    await emulator.stop();
  }
});

it('15: a machine that is not to be served is not there, by no path', async () => {
  const [mine, theirs] = [await defineMachine(libvirtd, {}), await defineMachine(libvirtd, { cd: true })];
  const emulator = await startEmulator({
    dir: join(libvirtd.dir, 'fifteen'),
    uris: [libvirtd.uri],
    args: ['--machine', mine.uuid],
  });
  try {
    const paths = await crawl(emulator);
    expect(paths).toContain(systemPath(mine.uuid));
    expect(paths.filter((path) => path.includes(theirs.uuid) || path.includes(theirs.name))).toEqual([]);
    for (const path of ['Systems', 'Managers'].flatMap((kind) => [
      `${kind}/${theirs.uuid}`,
      `${kind}/${theirs.name}`,
    ])) {
      for (const below of ['', '/VirtualMedia', '/VirtualMedia/Cd']) {
        expect(await problem(await emulator.request('GET', `/redfish/v1/${path}${below}`))).toBe(
          '404 ResourceNotFound',
        );
      }
    }
    expect(await problem(await reset(emulator, theirs.uuid, 'On'))).toBe('404 ResourceNotFound');
    const image = { Image: 'http://127.0.0.1:9/x.iso' };
    expect(await problem(await insert(emulator, theirs.uuid, image))).toBe('404 ResourceNotFound');
    expect(await theirs.state()).toBe('shut off');
  } finally {
    await emulator.stop();
  }
});

it('19: starts before its address is there, and serves as soon as it is', async () => {
  const emulator = await startEmulator({
    dir: join(libvirtd.dir, 'nineteen'),
    uris: [libvirtd.uri],
    inNetwork: libvirtd.inNetwork,
    args: ['--listen', '192.0.2.7'],
  });
  try {
    const ask = (): Promise<string> =>
      libvirtd.exec(
        'sh',
        '-c',
        `curl -sk -o /dev/null -w '%{http_code}' https://192.0.2.7:${emulator.port}/redfish/v1/ || true`,
      );
    expect(await ask()).toBe('000');
    await libvirtd.exec('ip', 'address', 'add', '192.0.2.7/32', 'dev', 'lo');
    await waitFor('an answer at the new address', async () => (await ask()) === '200');
  } finally {
    await emulator.stop();
  }
});

it('19: starts before libvirt is there, and serves its machines as soon as it is', async () => {
  const late = await startLibvirtd();
  await late.kill();
  const emulator = await startEmulator({
    dir: join(late.dir, 'nineteen'),
    uris: [late.uri],
    args: ['--driver', 'libvirt'],
    readyAt: '/redfish/v1',
  });
  try {
    const away = await emulator.request('GET', '/redfish/v1/Systems');
    expect(away.status).toBe(503);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    await late.start();
    const { uuid } = await defineMachine(late, {});
    await waitFor('the machine', async () => (await emulator.request('GET', systemPath(uuid))).status === 200);
  } finally {
    await emulator.stop();
    await late.stop();
  }
});

it('20: a quoted "False" in an existing sushy-emulator.conf is not true', async () => {
  const { uuid } = await defineMachine(libvirtd, {});
  const config = join(libvirtd.dir, 'sushy-emulator.conf');
  await writeFile(
    config,
    [
      `SUSHY_EMULATOR_LIBVIRT_URI = '${libvirtd.uri}'`,
      'SUSHY_EMULATOR_FAKE_DRIVER = "False"',
      'SUSHY_EMULATOR_VMEDIA_VERIFY_SSL = "False"',
      '',
    ].join('\n'),
  );
  const emulator = await startEmulator({ dir: join(libvirtd.dir, 'twenty'), args: ['--sushy-config', config] });
  try {
    // Not the machines of the fake driver, but those of libvirt.
    await waitFor('the machine', async () => (await emulator.request('GET', systemPath(uuid))).status === 200);
    const drive = await emulator.get<{ VerifyCertificate?: boolean }>(`${systemPath(uuid)}/VirtualMedia/Cd`);
    expect(drive.VerifyCertificate).toBe(false);
  } finally {
    await emulator.stop();
  }
});
