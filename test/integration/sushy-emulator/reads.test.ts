/** Where sushy-emulator fails its users, and this service must not: reading. The numbers are those of docs/testing.md. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineMachine, machineXml } from '../../helpers/machines.js';
import { crawl, problem, system, systemPath } from '../../helpers/redfish.js';
import { type Service, startService } from '../../helpers/service.js';
import { waitFor } from '../../helpers/wait.js';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service?.stop());

const transientId = '5d1f2b0e-6a52-4f7e-9c06-3f1d3a1f7a01';

/** All that libvirt keeps of its machines, and when it wrote it. */
const everything = async (): Promise<unknown> => {
  const { virsh, dir } = service.libvirtd;
  const names = (await virsh('list', '--all', '--name')).trim().split('\n').sort();
  const machines = await Promise.all(
    names.map(async (name) => [name, await virsh('dumpxml', '--security-info', name), await virsh('dominfo', name)]),
  );
  const definitions = join(dir, 'etc/qemu');
  const files = await Promise.all(
    (await readdir(definitions))
      .filter((name) => name.endsWith('.xml'))
      .map(async (name) => {
        const path = join(definitions, name);
        return [name, (await stat(path)).mtimeMs, await readFile(path, 'utf8')];
      }),
  );
  return { machines, files };
};

it('1: a GET never writes', async () => {
  const { libvirtd, emulator } = service;
  const { uuid } = await defineMachine(libvirtd, {
    cd: true,
    vncPassword: 'secret12',
    metadata: `<o:owner xmlns:o='urn:example:owner' o:of='this'><o:team>red</o:team></o:owner>`,
  });
  const transient = join(libvirtd.dir, 'transient.xml');
  const serial = join(libvirtd.dir, 'transient.serial');
  await writeFile(transient, machineXml({ name: 'transient', uuid: transientId, serial }, { vncPassword: 'secret12' }));
  await libvirtd.virsh('create', transient);
  const strip = (text: unknown): string => JSON.stringify(text).replaceAll(/CPU time:\s+[\d.]+s/g, '');
  // Before the service was asked for either of them even once.
  const before = strip(await everything());
  await waitFor('both machines', async () => {
    const { status } = await emulator.request('GET', systemPath(transientId));
    return status === 200 && (await emulator.request('GET', systemPath(uuid))).status === 200;
  });

  const paths = await crawl(emulator);
  expect(paths).toContain(systemPath(uuid));
  expect(paths).toContain(systemPath(transientId));
  expect(strip(await everything())).toBe(before);
  expect(before).toContain('secret12');
  expect(await libvirtd.virsh('dominfo', 'transient')).toMatch(/Persistent:\s+no/);
  await libvirtd.virsh('destroy', 'transient');
});

it('2: 300 machines need no more connections to libvirt than one', async () => {
  const { libvirtd, emulator } = service;
  const connections = async (): Promise<number> =>
    (await libvirtd.exec('virt-admin', '-q', '-c', 'libvirtd:///system', 'srv-clients-list', 'libvirtd'))
      .trim()
      .split('\n').length;
  const ids = Array.from({ length: 300 }, (_, n) => `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`);
  const batch = join(libvirtd.dir, 'batch');
  for (const [n, uuid] of ids.entries()) {
    await writeFile(`${batch}-${n}.xml`, machineXml({ name: `batch-${n}`, uuid, serial: `${batch}.serial` }, {}));
  }
  const before = await connections();
  await libvirtd.virsh(ids.map((_, n) => `define ${batch}-${n}.xml`).join('; '));
  await waitFor('all machines', async () => {
    const { Members } = await emulator.get<{ Members: readonly unknown[] }>('/redfish/v1/Systems');
    return Members.length >= ids.length;
  });
  for (const id of ids) expect((await system(emulator, id)).PowerState).toBe('Off');
  expect(await connections()).toBe(before);
  await libvirtd.virsh(ids.map((id) => `undefine ${id}`).join('; '));
});

it('14: what is not there is 404 at every depth, also what was there before', async () => {
  const { emulator } = service;
  const machine = await service.machine({ cd: true });
  const { uuid } = machine;
  const below = [
    '',
    '/VirtualMedia',
    '/VirtualMedia/Cd',
    '/EthernetInterfaces',
    '/EthernetInterfaces/52:54:00:00:00:01',
    '/nothing',
  ];
  const unknown = [
    ...['nobody', '00000000-0000-4000-8000-ffffffffffff'].flatMap((id) => [
      ...below.map((path) => `${systemPath(id)}${path}`),
      `/redfish/v1/Managers/${id}`,
      `/redfish/v1/Managers/${id}/VirtualMedia/Cd`,
      `/redfish/v1/Chassis/${id}`,
      `/redfish/v1/SessionService/Sessions/${id}`,
      `/redfish/v1/${id}`,
    ]),
    `${systemPath(uuid)}/VirtualMedia/Tape`,
    `${systemPath(uuid)}/EthernetInterfaces/52:54:00:00:00:01`,
    `/redfish/v1/Managers/${uuid}/VirtualMedia/Tape`,
  ];
  for (const path of unknown) {
    const response = await emulator.request('GET', path);
    expect([path, await problem(response)]).toEqual([path, '404 ResourceNotFound']);
  }
  const action = `${systemPath('nobody')}/Actions/ComputerSystem.Reset`;
  expect(await problem(await emulator.request('POST', action, { ResetType: 'On' }))).toBe('404 ResourceNotFound');
  expect(await problem(await emulator.request('PATCH', systemPath('nobody'), { AssetTag: 'x' }))).toBe(
    '404 ResourceNotFound',
  );

  await machine.virsh('undefine');
  for (const path of ['', '/VirtualMedia', '/VirtualMedia/Cd', '/EthernetInterfaces']) {
    await waitFor(`404 for ${path} of a machine that is gone`, async () => {
      const { status } = await emulator.request('GET', `${systemPath(uuid)}${path}`);
      expect([200, 404]).toContain(status);
      return status === 404;
    });
  }
});
