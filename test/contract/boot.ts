import { expect, it } from 'vitest';
import type { BootTarget } from '../../src/hypervisor/port.js';
import { look, record, until, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

const none = { enabled: 'Disabled', target: 'None' } as const;

/** How long an override lasts: `ComputerSystem.BootSourceOverrideEnabled`, DSP8010. */
export function bootContract(contract: Contract): void {
  const { capabilities } = contract;

  const overrideGone = (id: string) =>
    untilMachine(contract.hypervisor, id, 'the override is used up', (machine) => {
      return machine.boot.override.enabled === 'Disabled';
    });

  async function on(name: string): Promise<string> {
    const id = await contract.rig.newMachine(name);
    await contract.hypervisor.reset(id, 'On');
    await untilPower(contract.hypervisor, id, 'On');
    return id;
  }

  it('uses Once up with the boot that it was for', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('once');
    await hypervisor.setBoot(id, { enabled: 'Once', target: 'Pxe' });
    expect((await look(hypervisor, id)).boot.override).toEqual({ enabled: 'Once', target: 'Pxe' });
    const { events, stop } = record(hypervisor, id);
    await hypervisor.reset(id, 'On');
    expect((await overrideGone(id)).boot.override).toEqual(none);
    await untilPower(hypervisor, id, 'On');
    await until(
      'a boot event',
      () => events.filter(({ type }) => type === 'boot'),
      (boots) => boots.length > 0,
    );
    stop();
    expect(events.filter(({ type }) => type === 'boot')).toEqual([
      { type: 'boot', id, override: { enabled: 'Once', target: 'Pxe' } },
    ]);
  });

  it('keeps Once that is set on a running machine until that boots again', async () => {
    const { hypervisor } = contract;
    const id = await on('once-running');
    await hypervisor.setBoot(id, { enabled: 'Once', target: 'Pxe' });
    await hypervisor.reset(id, 'On');
    expect((await look(hypervisor, id)).boot.override).toEqual({ enabled: 'Once', target: 'Pxe' });
    await hypervisor.reset(id, 'ForceOff');
    await untilPower(hypervisor, id, 'Off');
    expect((await look(hypervisor, id)).boot.override).toEqual({ enabled: 'Once', target: 'Pxe' });
    await hypervisor.reset(id, 'On');
    expect((await overrideGone(id)).boot.override).toEqual(none);
  });

  it('keeps Continuous through boots of every kind, until it is disabled', async () => {
    const { hypervisor } = contract;
    const id = await on('continuous');
    await hypervisor.setBoot(id, { enabled: 'Continuous', target: 'Pxe' });
    for (const type of ['ForceRestart', 'PowerCycle', 'ForceOff', 'On'] as const) {
      await hypervisor.reset(id, type);
      await untilPower(hypervisor, id, type === 'ForceOff' ? 'Off' : 'On');
      expect((await look(hypervisor, id)).boot.override).toEqual({ enabled: 'Continuous', target: 'Pxe' });
    }
    await hypervisor.setBoot(id, { enabled: 'Disabled' });
    expect((await look(hypervisor, id)).boot.override).toEqual(none);
  });

  if (capabilities.guestReboot)
    it('uses Once up when the guest reboots by itself', async () => {
      const { hypervisor, rig } = contract;
      const id = await on('once-guest');
      await hypervisor.setBoot(id, { enabled: 'Once', target: 'Pxe' });
      await rig.guestReboot?.(id);
      expect((await overrideGone(id)).boot.override).toEqual(none);
      await untilPower(hypervisor, id, 'On');
    });

  if (capabilities.bootWitness && capabilities.media)
    it('boots the medium once, and then the disk', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('witness');
      const { source, medium } = rig.medium();
      await hypervisor.insertMedia(id, 'Cd', source, medium);
      await hypervisor.setBoot(id, { enabled: 'Once', target: 'Cd' });
      await hypervisor.reset(id, 'On');
      await booted(id, 'Cd');
      await (capabilities.guestReboot ? rig.guestReboot?.(id) : hypervisor.reset(id, 'ForceRestart'));
      await booted(id, 'Hdd');
      expect((await look(hypervisor, id)).boot.override).toEqual(none);
      expect((await look(hypervisor, id)).media[0]?.medium).toEqual(medium);
    }, 300_000); // two boots of an emulated UEFI machine, on a busy host

  function booted(id: string, target: BootTarget) {
    return until(
      `boot from ${target}`,
      () => contract.rig.bootedFrom?.(id),
      (last) => last === target,
    );
  }
}
