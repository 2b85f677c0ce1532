import { describe, expect, it } from 'vitest';
import { look, until, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function metricsContract(contract: Contract): void {
  if (contract.capabilities.metrics)
    describe('with figures', () => {
      const measure = async (id: string) => (await contract.hypervisor.metrics?.measure())?.get(id);

      it('counts what a machine uses while it runs, without making it another machine', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('figures');
        expect(await measure(id)).toBeUndefined();
        await hypervisor.reset(id, 'On');
        await untilPower(hypervisor, id, 'On');
        const worked = await until(
          'the machine to have worked',
          () => measure(id),
          (one) => (one?.now.vcpus[0] ?? 0) > 0,
        );
        await hypervisor.reset(id, 'Pause');
        const machine = await look(hypervisor, id);
        expect(worked?.seconds).toBeGreaterThanOrEqual(1);
        expect(worked?.seconds).toBeLessThan(70);
        expect(Math.abs(Date.now() - (worked?.at.getTime() ?? 0))).toBeLessThan(60_000);
        expect(worked?.now.vcpus).toHaveLength(machine.processors.online);
        expect(worked?.now.disks.map(({ target }) => target)).toEqual(
          expect.arrayContaining(machine.disks.map(({ target }) => target)),
        );
        // Measuring is not a change: whoever holds this machine's ETag may still write with it.
        const still = await until(
          'figures that stand still',
          () => measure(id),
          (one) => one !== undefined && one.before !== undefined && one.now.vcpus[0] === one.before.vcpus[0],
        );
        expect(still?.now.vcpus[0]).toBeGreaterThanOrEqual(worked?.now.vcpus[0] ?? Number.POSITIVE_INFINITY);
        expect(await look(hypervisor, id)).toBe(machine);
        await hypervisor.reset(id, 'ForceOff');
        await untilPower(hypervisor, id, 'Off');
        await until(
          'figures to end',
          () => measure(id),
          (one) => one === undefined,
        );
      });
    });
  if (!contract.capabilities.metrics)
    it('shows no figures where nothing is counted', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('uncounted');
      await hypervisor.reset(id, 'On');
      await untilPower(hypervisor, id, 'On');
      const measured = (await hypervisor.metrics?.measure())?.get(id);
      expect(measured?.now).toEqual({ vcpus: [], disks: [], nics: [] });
    });
}
