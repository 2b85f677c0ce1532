import { describe, expect, it } from 'vitest';
import type { StorageControl } from '../../src/hypervisor/port.js';
import { look, record, refused, until, untilPower } from './expect.js';
import type { Contract } from './rig.js';

const gibibyte = 2 ** 30;
const wanted = { bus: 'virtio', capacity: gibibyte };

export function storageContract(contract: Contract): void {
  const storage = (): StorageControl => contract.hypervisor.storage ?? expect.fail('the driver has no storage');
  const disk = async (id: string, target: string) =>
    (await look(contract.hypervisor, id)).disks.find((candidate) => candidate.target === target);

  if (!contract.capabilities.volumes)
    it('makes no volume where it cannot', async () => {
      const id = await contract.rig.newMachine('no-volumes');
      await refused(contract.hypervisor, id, 'unsupported', () => storage().createVolume(id, wanted));
    });

  if (contract.capabilities.volumes)
    describe('with a pool', () => {
      it('makes a disk for a machine that is off, tells of it, and deletes it again', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('volume');
        const before = await look(hypervisor, id);
        const { events, stop } = record(hypervisor, id);
        const target = await storage().createVolume(id, { ...wanted, capacity: gibibyte - 1 });
        expect(before.disks.map((own) => own.target)).not.toContain(target);
        const made = await disk(id, target);
        expect(made).toMatchObject({ bus: 'virtio', capacity: gibibyte, readOnly: false, blockSize: 512 });
        expect(made?.volume).toMatch(/^3[0-9a-f]{15}$/);
        expect(made?.serial).toBe(made?.volume);
        const usage = await storage().diskUsage(id, target);
        expect(usage?.capacity).toBe(gibibyte);
        expect(usage?.allocated).toBeLessThan(gibibyte / 100);
        await storage().deleteVolume(id, target);
        expect((await look(hypervisor, id)).disks).toEqual(before.disks);
        const told = await until(
          'both events',
          () => events.filter(({ type }) => type === 'disk'),
          ({ length }) => length >= 2,
        );
        stop();
        expect(told).toEqual([true, false].map((present) => ({ type: 'disk', id, target, present })));
      });

      it('plugs a disk into a running machine, for good', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('plugged');
        await hypervisor.reset(id, 'On');
        await untilPower(hypervisor, id, 'On');
        const target = await storage().createVolume(id, wanted);
        expect(await disk(id, target)).toMatchObject({ capacity: gibibyte });
        await hypervisor.reset(id, 'ForceOff');
        await untilPower(hypervisor, id, 'Off');
        expect(await disk(id, target)).toMatchObject({ capacity: gibibyte });
        await storage().deleteVolume(id, target);
        expect(await disk(id, target)).toBeUndefined();
      });

      it('makes several at once, each with a target of its own', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('several');
        const before = (await look(hypervisor, id)).disks.length;
        const targets = await Promise.all(
          [1, 2, 3].map(() => storage().createVolume(id, { ...wanted, beside: 'vda' })),
        );
        expect(new Set(targets).size).toBe(3);
        const { disks } = await look(hypervisor, id);
        expect(new Set(disks.map(({ target }) => target)).size).toBe(before + 3);
        for (const target of targets) await storage().deleteVolume(id, target);
        expect((await look(hypervisor, id)).disks).toHaveLength(before);
      });

      it('deletes no disk that it did not make', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('own-disk');
        await refused(hypervisor, id, 'unsupported', () => storage().deleteVolume(id, 'vda'));
        await refused(hypervisor, id, 'not-found', () => storage().deleteVolume(id, 'vdz'));
        await refused(hypervisor, id, 'not-found', () => storage().diskUsage(id, 'vdz'));
      });

      it('leaves a machine as it is when it cannot make what is asked for', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('refused');
        const make = (change: object) => () => storage().createVolume(id, { ...wanted, ...change });
        await refused(hypervisor, id, 'no-space', make({ capacity: 2 ** 53 - 1 }));
        await refused(hypervisor, id, 'unsupported', make({ bus: 'fdc' }));
        await refused(hypervisor, id, 'not-found', make({ beside: 'vdz' }));
        for (const capacity of [0, -1, Number.NaN]) await refused(hypervisor, id, 'invalid', make({ capacity }));
        await hypervisor.reset(id, 'On');
        await untilPower(hypervisor, id, 'On');
        await expect(make({ bus: 'sata' })()).rejects.toMatchObject({ code: 'conflict' });
      });

      it('knows no disks of a machine that is not there', async () => {
        const id = '00000000-0000-4000-8000-000000000000';
        for (const work of [
          storage().createVolume(id, wanted),
          storage().deleteVolume(id, 'vda'),
          storage().diskUsage(id, 'vda'),
        ]) {
          await expect(work).rejects.toMatchObject({ name: 'HypervisorError', code: 'not-found' });
        }
      });
    });
}
