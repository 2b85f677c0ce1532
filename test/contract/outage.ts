import { describe, expect, it } from 'vitest';
import { look, record, until, untilMachine } from './expect.js';
import type { Contract } from './rig.js';

export function outageContract(contract: Contract): void {
  it('is available, and says what it is, while there is a connection', () => {
    expect(contract.hypervisor.available).toBe(true);
    expect(contract.hypervisor.version).toMatch(/\w/);
  });

  if (contract.capabilities.outage)
    describe('while there is no connection', () => {
      it('says so at once, lists what it last knew, and comes back by itself', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('outage');
        const before = await look(hypervisor, id);
        const { events, stop } = record(hypervisor);
        await rig.disconnect?.();
        await until(
          'unavailable',
          () => hypervisor.available,
          (available) => !available,
        );

        const unavailable = { name: 'HypervisorError', code: 'unavailable' };
        await expect(hypervisor.machine(id)).rejects.toMatchObject(unavailable);
        await expect(hypervisor.reset(id, 'On')).rejects.toMatchObject(unavailable);
        await expect(hypervisor.setBoot(id, { enabled: 'Once', target: 'Pxe' })).rejects.toMatchObject(unavailable);
        await expect(hypervisor.setState(id, { assetTag: 'lost' })).rejects.toMatchObject(unavailable);
        expect((await hypervisor.machines()).find((machine) => machine.id === id)).toEqual(before);

        await rig.reconnect?.();
        await until(
          'available',
          () => hypervisor.available,
          (available) => available,
        );
        expect(await look(hypervisor, id)).toMatchObject({ power: 'Off', state: {}, boot: before.boot });
        await hypervisor.setState(id, { assetTag: 'back' });
        await untilMachine(hypervisor, id, 'the tag', (machine) => machine.state.assetTag === 'back');
        await until(
          'both events',
          () => events.map(({ type }) => type),
          (types) => types.includes('up'),
        );
        stop();
        const connection = events.filter(({ type }) => type === 'up' || type === 'down');
        expect(connection).toEqual([
          { type: 'down', hypervisor: rig.runsOn },
          { type: 'up', hypervisor: rig.runsOn },
        ]);
      });
    });
}
