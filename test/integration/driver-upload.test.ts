import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hypervisor, Medium, MediumSource } from '../../src/hypervisor/port.js';
import { connect } from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, startDriver } from './driver-rig.js';

/** A daemon elsewhere is one that cannot read our files: the driver is told so, the daemon is the same. */
describe('images on a hypervisor that cannot read our files', () => {
  let libvirtd: Libvirtd;
  let hypervisor: Hypervisor;
  beforeAll(async () => {
    libvirtd = await startLibvirtd();
    hypervisor = await startDriver(libvirtd.uri, { transfer: 'upload' });
  });
  afterAll(async () => {
    await hypervisor?.close();
    await libvirtd?.stop();
  });

  async function image(
    size = 3_000_001,
  ): Promise<{ source: MediumSource & { kind: 'file' }; medium: Medium; digest: string }> {
    const content = randomBytes(size);
    const digest = createHash('sha256').update(content).digest('hex');
    const path = join(libvirtd.dir, `${digest}.local`);
    await writeFile(path, content);
    const medium = {
      image: 'https://images.test/x.iso',
      name: 'x.iso',
      writeProtected: true,
      transferMethod: 'Upload',
      digest,
      size,
    } as const;
    return { source: { kind: 'file', path, size }, medium, digest };
  }

  const stored = async (): Promise<readonly string[]> => {
    const list = await libvirtd.virsh('vol-list', 'redfish-emu').catch(() => '');
    return list
      .split('\n')
      .flatMap((line) => line.trim().split(/\s+/)[0] || [])
      .sort();
  };

  const newMachine = async (): Promise<string> => {
    const { uuid } = await defineMachine(libvirtd, { cd: true });
    await look(hypervisor, uuid);
    return uuid;
  };

  it('are uploaded once, shared, and removed with the last eject', async () => {
    expect(hypervisor.local).toBe(false);
    const { source, medium, digest } = await image();
    const ids = [await newMachine(), await newMachine(), await newMachine()];
    await Promise.all(ids.map((id) => hypervisor.insertMedia(id, 'Cd', source, medium)));
    expect(await stored()).toEqual([`${digest}.iso`, `${digest}.iso.sealed`]);
    for (const id of ids) {
      expect((await look(hypervisor, id)).media[0]?.medium).toEqual(medium);
      expect(await libvirtd.virsh('dumpxml', id)).toContain(`/redfish-emu/${digest}.iso`);
    }
    const copy = join(libvirtd.dir, 'copy');
    await libvirtd.virsh('vol-download', '--pool', 'redfish-emu', `${digest}.iso`, copy);
    expect(await libvirtd.exec('sha256sum', copy)).toContain(digest);
    await hypervisor.reset(ids[0] ?? '', 'On');
    for (const id of ids) {
      expect(await stored()).toHaveLength(2);
      await hypervisor.ejectMedia(id, 'Cd');
    }
    await waitFor('the volume to be gone', async () => (await stored()).length === 0);
    await hypervisor.reset(ids[0] ?? '', 'ForceOff');
  });

  it('that were uploaded half-way by somebody killed are uploaded again', async () => {
    const { source, medium, digest } = await image();
    await libvirtd.virsh('vol-create-as', 'redfish-emu', `${digest}.iso`, '1024');
    const id = await newMachine();
    await hypervisor.insertMedia(id, 'Cd', source, medium);
    const connection = await connect(libvirtd.uri);
    const pool = await connection.lookupStoragePoolByName('redfish-emu');
    expect((await (await pool.lookupVolumeByName(`${digest}.iso`)).getInfo()).capacity).toBe(source.size);
    await connection.close();
    await hypervisor.ejectMedia(id, 'Cd');
  });

  it('leave nothing behind when the caller gives up, or there is no room', async () => {
    const { source, medium } = await image(64_000_000);
    const id = await newMachine();
    const before = await look(hypervisor, id);
    const controller = new AbortController();
    const insert = hypervisor.insertMedia(id, 'Cd', source, medium, controller.signal);
    await waitFor('the upload to have begun', async () => (await stored()).length === 1);
    controller.abort();
    await expect(insert).rejects.toMatchObject({ code: 'cancelled' });
    await waitFor('nothing to be left', async () => (await stored()).length === 0);
    const huge = { ...source, size: 2 ** 50 };
    await expect(hypervisor.insertMedia(id, 'Cd', huge, medium)).rejects.toMatchObject({ code: 'no-space' });
    expect(await stored()).toEqual([]);
    expect(await look(hypervisor, id)).toEqual(before);
  });

  it('that nobody has any more are swept when an emulator starts, and no others', async () => {
    const { source, medium, digest } = await image();
    const id = await newMachine();
    await hypervisor.insertMedia(id, 'Cd', source, medium);
    const left = 'f'.repeat(64);
    await libvirtd.virsh('vol-create-as', 'redfish-emu', `${left}.iso`, '1024');
    await libvirtd.virsh('vol-create-as', 'redfish-emu', 'somebody-elses.iso', '1024');
    await hypervisor.close();
    hypervisor = await startDriver(libvirtd.uri, { transfer: 'upload' });
    await waitFor('the sweep', async () => !(await stored()).includes(`${left}.iso`));
    expect(await stored()).toEqual([`${digest}.iso`, `${digest}.iso.sealed`, 'somebody-elses.iso']);
    await libvirtd.virsh('undefine', id);
    await waitFor('the volume to go with the machine', async () => (await stored()).length === 1);
  });
});
