import { describe, expect, it } from 'vitest';
import { type BootChange, type BootMode, bootTargets, type Hypervisor } from '../../src/hypervisor/port.js';
import { look, refused } from './expect.js';
import type { Contract } from './rig.js';

/** What a client may write, in which pieces. */
export function bootChangeContract(contract: Contract): void {
  const { capabilities } = contract;
  const override = async (hypervisor: Hypervisor, id: string) => (await look(hypervisor, id)).boot.override;

  it('takes every target that it offers', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('targets');
    const { boot } = await look(hypervisor, id);
    for (const target of boot.targets.filter((offered) => offered !== 'None')) {
      const more = {
        ...(target === 'UefiTarget' ? { uefiTarget: 'PciRoot(0x0)/Pci(0x1,0x0)' } : {}),
        ...(target === 'UefiHttp' ? { httpBootUri: 'http://192.0.2.1/boot.efi' } : {}),
        ...(target === 'UefiBootNext' ? { bootNext: boot.options[0]?.id ?? '' } : {}),
      };
      await hypervisor.setBoot(id, { enabled: 'Continuous', target, ...more });
      expect(await override(hypervisor, id)).toMatchObject({ enabled: 'Continuous', target, ...more });
    }
  });

  it('takes target and enabled one after the other, in either order', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('pieces');
    await hypervisor.setBoot(id, { target: 'Pxe' });
    expect(await override(hypervisor, id)).toEqual({ enabled: 'Disabled', target: 'Pxe' });
    await hypervisor.setBoot(id, { enabled: 'Once' });
    expect(await override(hypervisor, id)).toEqual({ enabled: 'Once', target: 'Pxe' });
    await hypervisor.setBoot(id, { target: 'None' });
    await hypervisor.setBoot(id, { enabled: 'Continuous' });
    await hypervisor.setBoot(id, { target: 'Hdd' });
    expect(await override(hypervisor, id)).toEqual({ enabled: 'Continuous', target: 'Hdd' });
  });

  it.each<BootChange>([{ enabled: 'Disabled' }, { target: 'None' }, { enabled: 'Disabled', target: 'None' }])(
    'clears the override with %o',
    async (change) => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine(`clear-${Object.values(change).join('-')}`);
      await hypervisor.setBoot(id, { enabled: 'Continuous', target: 'Pxe' });
      await hypervisor.setBoot(id, change);
      expect(await override(hypervisor, id)).toEqual({ enabled: 'Disabled', target: 'None' });
    },
  );

  it('keeps an order of boot options', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('order');
    const reversed = [...(await look(hypervisor, id)).boot.order].reverse();
    await hypervisor.setBoot(id, { order: reversed });
    expect((await look(hypervisor, id)).boot.order).toEqual(reversed);
    await hypervisor.setBoot(id, { enabled: 'Once', target: 'Pxe' });
    expect((await look(hypervisor, id)).boot.order).toEqual(reversed);
  });

  describe('refused, with nothing changed', () => {
    it.each<[string, BootChange]>([
      ['an option that is not there', { order: ['Boot9999'] }],
      ['a next boot from one', { enabled: 'Once', target: 'UefiBootNext', bootNext: 'Boot9999' }],
      ['a UEFI target without its path', { enabled: 'Once', target: 'UefiTarget' }],
    ])('%s', async (what, change) => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine(what.replaceAll(' ', '-'));
      await hypervisor.setBoot(id, { enabled: 'Continuous', target: 'Pxe' });
      await refused(hypervisor, id, 'invalid', () => hypervisor.setBoot(id, change));
    });

    it('an option named twice', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('twice');
      const [first = ''] = (await look(hypervisor, id)).boot.order;
      await refused(hypervisor, id, 'invalid', () => hypervisor.setBoot(id, { order: [first, first] }));
    });

    const missing = bootTargets.filter((target) => !capabilities.targets.includes(target));
    if (missing.length > 0)
      it('a target that is not offered, even with much that is fine', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('no-target');
        const { order } = (await look(hypervisor, id)).boot;
        for (const target of missing) {
          const change = { enabled: 'Once', target, order: [...order].reverse(), uefiTarget: 'x' } as const;
          await refused(hypervisor, id, 'invalid', () => hypervisor.setBoot(id, change));
        }
      });

    const otherModes = (['Legacy', 'UEFI'] as const).filter((mode: BootMode) => !capabilities.modes.includes(mode));
    if (otherModes.length > 0)
      it('a mode that the machine has not', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('no-mode');
        for (const mode of otherModes) {
          await refused(hypervisor, id, 'invalid', () =>
            hypervisor.setBoot(id, { enabled: 'Once', target: 'Pxe', mode }),
          );
        }
      });
  });
}
