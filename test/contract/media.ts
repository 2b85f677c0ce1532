import { describe, expect, it } from 'vitest';
import { type MediaDriveId, mediaDriveIds } from '../../src/hypervisor/port.js';
import { look, record, refused, until, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function mediaContract(contract: Contract): void {
  const { capabilities } = contract;
  const mediumIn = async (id: string, drive: MediaDriveId) =>
    (await look(contract.hypervisor, id)).media.find((candidate) => candidate.id === drive);

  async function insert(id: string, drive: MediaDriveId, signal?: AbortSignal) {
    const { source, medium } = contract.rig.medium();
    await contract.hypervisor.insertMedia(id, drive, source, medium, signal);
    return medium;
  }

  if (!capabilities.media)
    it('refuses media where there are none', async () => {
      const id = await contract.rig.newMachine('no-media');
      for (const drive of mediaDriveIds) {
        await refused(contract.hypervisor, id, 'unsupported', () => insert(id, drive));
      }
    });

  if (capabilities.media)
    describe('with drives', () => {
      it.each(mediaDriveIds)('inserts into %s and ejects, telling of both', async (drive) => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine(`insert-${drive}`);
        const before = await mediumIn(id, drive);
        const { events, stop } = record(hypervisor, id);
        const medium = await insert(id, drive);
        expect(await mediumIn(id, drive)).toEqual({ id: drive, present: true, medium });
        await hypervisor.ejectMedia(id, drive);
        expect(await mediumIn(id, drive)).toEqual(before);
        await hypervisor.ejectMedia(id, drive);
        await until(
          'both events',
          () => events.filter(({ type }) => type === 'media'),
          (seen) => seen.length >= 2,
        );
        stop();
        expect(events.filter(({ type }) => type === 'media')).toEqual([
          { type: 'media', id, drive, inserted: true },
          { type: 'media', id, drive, inserted: false },
        ]);
      });

      it('refuses to push one medium out with another', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('occupied');
        await insert(id, 'Cd');
        await refused(hypervisor, id, 'conflict', () => insert(id, 'Cd'));
      });

      it('of two inserts at once lets one through', async () => {
        const id = await contract.rig.newMachine('race');
        const outcomes = await Promise.allSettled([insert(id, 'Cd'), insert(id, 'Cd')]);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect((await mediumIn(id, 'Cd'))?.medium).toBeDefined();
      });

      it('keeps two drives apart', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('both-drives');
        const medium = await insert(id, 'Cd');
        const before = await mediumIn(id, 'Cd');
        await insert(id, 'Floppy');
        expect(await mediumIn(id, 'Cd')).toEqual(before);
        await hypervisor.ejectMedia(id, 'Floppy');
        expect((await mediumIn(id, 'Cd'))?.medium).toEqual(medium);
        expect((await mediumIn(id, 'Floppy'))?.medium).toBeUndefined();
      });

      it('leaves everything as it was when the caller gave up before', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('gave-up');
        await refused(hypervisor, id, 'cancelled', () => insert(id, 'Cd', AbortSignal.abort()));
      });

      it('refuses a drive that no machine has', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('no-drive');
        const drive: string = 'Tape';
        await refused(hypervisor, id, 'not-found', () => insert(id, drive as MediaDriveId));
        await refused(hypervisor, id, 'not-found', () => hypervisor.ejectMedia(id, drive as MediaDriveId));
      });

      if (!capabilities.liveMedia) {
        it('refuses to change them under a running machine', async () => {
          const { hypervisor, rig } = contract;
          const id = await rig.newMachine('no-live-media');
          await hypervisor.reset(id, 'On');
          await untilPower(hypervisor, id, 'On');
          await refused(hypervisor, id, 'conflict', () => insert(id, 'Cd'));
        });
        return;
      }

      it('reaches a running machine at once, and stays through its power changes', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('live-media');
        await hypervisor.reset(id, 'On');
        await untilPower(hypervisor, id, 'On');
        const medium = await insert(id, 'Cd');
        expect((await look(hypervisor, id)).restartPending).toBe(false);
        await hypervisor.reset(id, 'ForceOff');
        await untilPower(hypervisor, id, 'Off');
        expect((await mediumIn(id, 'Cd'))?.medium).toEqual(medium);
        await hypervisor.reset(id, 'On');
        await untilPower(hypervisor, id, 'On');
        expect((await mediumIn(id, 'Cd'))?.medium).toEqual(medium);
        await hypervisor.ejectMedia(id, 'Cd');
        expect((await mediumIn(id, 'Cd'))?.medium).toBeUndefined();
        expect((await look(hypervisor, id)).restartPending).toBe(false);
      });
    });
}
