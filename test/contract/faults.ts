import { expect, it } from 'vitest';
import { record, until, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** What befalls guests. Where the rig has no way to bring it about, there is nothing to promise. */
export function faultContract(contract: Contract): void {
  const { crash } = contract.capabilities;

  if (!crash) return;

  it('shows and tells that a guest crashed, until its next boot', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('crashes');
    const { events, stop } = record(hypervisor, id);
    const told = () => events.flatMap((event) => (event.type === 'crashed' ? [event.crashed] : []));
    await hypervisor.reset(id, 'On');
    expect((await untilPower(hypervisor, id, 'On')).crashed).toBe(false);
    await rig.guestCrash?.(id);
    await untilMachine(hypervisor, id, 'crashed', ({ crashed }) => crashed);
    await until('the crash to be told', told, (all) => all.join() === 'true');
    await hypervisor.reset(id, 'ForceRestart');
    const after = await untilMachine(hypervisor, id, 'well again', ({ crashed, power }) => !crashed && power === 'On');
    expect(after.crashed).toBe(false);
    await until('its end to be told', told, (all) => all.join() === 'true,false');
    stop();
  });
}
