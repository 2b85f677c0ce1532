import { describe, expect, it } from 'vitest';
import { refused, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** First bytes of what a driver may hand out. */
const signatures: Readonly<Record<string, readonly number[]>> = {
  'image/png': [0x89, 0x50, 0x4e, 0x47],
  'image/x-portable-pixmap': [0x50, 0x36],
};

export function screenshotContract(contract: Contract): void {
  if (contract.capabilities.screenshots)
    describe('with a screen', () => {
      it('pictures a running machine, and none that is off', async () => {
        const { hypervisor, rig } = contract;
        const id = await rig.newMachine('screen');
        const take = () => hypervisor.screenshots?.screenshot(id);
        await refused(hypervisor, id, 'conflict', async () => (await take())?.mime);
        await hypervisor.reset(id, 'On');
        await untilPower(hypervisor, id, 'On');
        const picture = await take();
        const signature = signatures[picture?.mime ?? ''];
        expect(signature).toBeDefined();
        expect([...(picture?.data.subarray(0, signature?.length) ?? [])]).toEqual(signature);
      });

      it('has none of a machine that is not there', async () => {
        const shot = contract.hypervisor.screenshots?.screenshot('00000000-0000-4000-8000-000000000000');
        await expect(shot).rejects.toMatchObject({ name: 'HypervisorError', code: 'not-found' });
      });
    });
  if (!contract.capabilities.screenshots)
    it('offers none where it has none', () => {
      expect(contract.hypervisor.screenshots).toBeUndefined();
    });
}
