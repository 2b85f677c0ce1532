import { describe, expect, it } from 'vitest';
import { type PowerState, type ResetType, resetTypes } from '../../src/hypervisor/port.js';
import { look, refused, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function powerContract(contract: Contract): void {
  const { capabilities } = contract;
  const can = (type: ResetType) => capabilities.resets.includes(type);

  /** Does what it says, and waits for what comes of it. */
  async function go(id: string, type: ResetType, power: PowerState) {
    await contract.hypervisor.reset(id, type);
    return untilPower(contract.hypervisor, id, power);
  }

  it('takes On of a running machine and ForceOff of one that is off', async () => {
    const id = await contract.rig.newMachine('idempotent');
    await go(id, 'On', 'On');
    const { lastResetTime } = await untilMachine(
      contract.hypervisor,
      id,
      'a boot that was seen',
      ({ lastResetTime, boot }) => lastResetTime !== undefined && boot.progress?.state !== 'None',
    );
    await go(id, 'On', 'On');
    await go(id, 'ForceOn', 'On');
    expect((await look(contract.hypervisor, id)).lastResetTime).toEqual(lastResetTime);
    await go(id, 'ForceOff', 'Off');
    await go(id, 'ForceOff', 'Off');
    await untilMachine(contract.hypervisor, id, 'no boot', ({ boot }) => boot.progress?.state === 'None');
  });

  it('ends where a conformance checker expects it, whatever the machine was before', async () => {
    const id = await contract.rig.newMachine('sequence');
    await go(id, 'ForceOff', 'Off');
    await go(id, 'ForceRestart', 'On');
    await go(id, 'PowerCycle', 'On');
    await go(id, 'On', 'On');
    await go(id, 'ForceOn', 'On');
    await go(id, 'ForceRestart', 'On');
    await go(id, 'ForceOff', 'Off');
    await go(id, 'PowerCycle', 'On');
    for (const type of (['PushPowerButton', 'GracefulRestart'] as const).filter(can)) {
      await go(id, 'ForceOff', 'Off');
      await go(id, type, 'On');
    }
  });

  it('obeys the last of several orders', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('last-order');
    await Promise.all((['On', 'PowerCycle', 'ForceOff'] as const).map((type) => hypervisor.reset(id, type)));
    await untilPower(hypervisor, id, 'Off');
    await Promise.all((['On', 'ForceOff', 'On'] as const).map((type) => hypervisor.reset(id, type)));
    await untilPower(hypervisor, id, 'On');
  });

  it.each((['ForceRestart', 'PowerCycle', 'GracefulRestart'] as const).filter(can))(
    '%s begins another boot',
    async (type) => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine(`again-${type}`);
      await go(id, 'On', 'On');
      // A Once that is used up is the witness that every driver has: power reads On before and after.
      await hypervisor.setBoot(id, { enabled: 'Once', target: 'Hdd' });
      await hypervisor.reset(id, type);
      await untilMachine(hypervisor, id, 'another boot', (machine) => machine.boot.override.enabled === 'Disabled');
      await untilPower(hypervisor, id, 'On');
    },
  );

  if (can('GracefulShutdown')) {
    it(`passes GracefulShutdown on to a guest by which it is ${capabilities.acpi}`, async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('graceful');
      await hypervisor.reset(id, 'GracefulShutdown');
      expect((await look(hypervisor, id)).power).toBe('Off');
      for (const type of ['GracefulShutdown', 'PushPowerButton'] as const) {
        await go(id, 'On', 'On');
        // One that ignores it does so from the first moment on; the other has to be there to hear it.
        if (capabilities.acpi === 'obeyed') await rig.guestIsUp?.(id);
        await hypervisor.reset(id, type);
        if (capabilities.acpi === 'obeyed') await untilPower(hypervisor, id, 'Off');
        else expect((await look(hypervisor, id)).power).toBe('On');
      }
    });
  }

  if (can('Nmi'))
    describe('Nmi', () => {
      it('reaches a running machine, and is refused while there is none', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('nmi');
        await refused(hypervisor, id, 'conflict', () => hypervisor.reset(id, 'Nmi'));
        await go(id, 'On', 'On');
        await hypervisor.reset(id, 'Nmi');
        expect((await look(hypervisor, id)).power).toBe('On');
      });
    });

  if (can('Pause'))
    describe('Pause and Resume', () => {
      it('hold a running machine and let it go', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('pause');
        await refused(hypervisor, id, 'conflict', () => hypervisor.reset(id, 'Pause'));
        await refused(hypervisor, id, 'conflict', () => hypervisor.reset(id, 'Resume'));
        await go(id, 'On', 'On');
        await go(id, 'Resume', 'On');
        await go(id, 'Pause', 'Paused');
        await go(id, 'Pause', 'Paused');
        await go(id, 'Resume', 'On');
        await go(id, 'Pause', 'Paused');
        await go(id, 'On', 'On');
        await go(id, 'Pause', 'Paused');
        await go(id, 'ForceOff', 'Off');
      });
    });

  const cannot = resetTypes.filter((type) => !can(type));
  if (cannot.length > 0)
    it('refuses what is not in its list', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('unsupported');
      for (const type of cannot) await refused(hypervisor, id, 'unsupported', () => hypervisor.reset(id, type));
    });
}
