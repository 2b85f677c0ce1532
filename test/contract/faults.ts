import { expect, it } from 'vitest';
import { look, record, until, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** What befalls guests. Where the rig has no way to bring it about, there is nothing to promise. */
export function faultContract(contract: Contract): void {
  const { crash, setup } = contract.capabilities;
  if (setup.includes('watchdog')) watchdogContract(contract);

  it('tells of no crash where none was', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('calm');
    expect((await look(hypervisor, id)).crashed).toBe(false);
  });

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

function watchdogContract(contract: Contract): void {
  it.each([
    ['reset', 'On'],
    ['poweroff', 'Off'],
  ] as const)('tells that a watchdog ran out, which does what it is set to: %s', async (action, power) => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine(`hangs-${action}`);
    await hypervisor.setup?.setSetup(id, { watchdog: action });
    expect((await look(hypervisor, id)).setup?.now.watchdog).toBe(action);
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
    await rig.guestIsUp?.(id);
    const { events, stop } = record(hypervisor, id);
    await rig.guestHang?.(id);
    const told = () => events.flatMap((event) => (event.type === 'watchdog' ? [event.action] : []));
    await until('the watchdog', told, (all) => all.join() === action);
    if (power === 'On')
      await until(
        'a boot',
        () => events.filter(({ type }) => type === 'boot').length,
        (boots) => boots > 0,
      );
    await untilPower(hypervisor, id, power);
    stop();
    expect(told()).toEqual([action]);
  });
}
