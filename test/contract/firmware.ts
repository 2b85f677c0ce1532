import { expect, it } from 'vitest';
import { look, refused, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function firmwareContract(contract: Contract): void {
  const { capabilities } = contract;

  async function powered(name: string): Promise<string> {
    const id = await contract.rig.newMachine(name);
    await contract.hypervisor.reset(id, 'On');
    await untilPower(contract.hypervisor, id, 'On');
    return id;
  }

  if (capabilities.modes.length > 1)
    it('changes the mode with the next power-on, and not secure boot', async () => {
      const { hypervisor } = contract;
      const id = await powered('mode');
      const before = await look(hypervisor, id);
      const wanted = before.boot.mode === 'UEFI' ? 'Legacy' : 'UEFI';
      await hypervisor.setBoot(id, { mode: wanted });
      const between = await look(hypervisor, id);
      expect(between.boot.mode).toBe(wanted);
      expect(between.firmware.mode).toBe(before.firmware.mode);
      expect(between.restartPending).toBe(true);
      await hypervisor.reset(id, 'PowerCycle');
      const after = await untilMachine(hypervisor, id, `mode ${wanted}`, ({ firmware }) => firmware.mode === wanted);
      expect(after.restartPending).toBe(false);
      await hypervisor.reset(id, 'ForceOff');
      await untilPower(hypervisor, id, 'Off');
      await hypervisor.setBoot(id, { mode: before.boot.mode });
      await hypervisor.reset(id, 'On');
      await untilPower(hypervisor, id, 'On');
      expect((await look(hypervisor, id)).firmware).toEqual(before.firmware);
    });

  if (capabilities.secureBoot)
    it('changes secure boot at once where the machine is off', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('secure-off');
      for (const enabled of [true, false]) {
        await hypervisor.setSecureBoot(id, enabled);
        await hypervisor.reset(id, 'On');
        const { firmware } = await untilPower(hypervisor, id, 'On');
        expect(firmware.secureBoot).toEqual({ enabled });
        await hypervisor.reset(id, 'ForceOff');
        await untilPower(hypervisor, id, 'Off');
      }
    });

  if (capabilities.secureBoot)
    it('changes secure boot of a running machine with its next reset', async () => {
      const { hypervisor } = contract;
      const id = await powered('secure-on');
      const enabled = (await look(hypervisor, id)).firmware.secureBoot?.enabled ?? false;
      await hypervisor.setSecureBoot(id, !enabled);
      const between = await look(hypervisor, id);
      expect(between.firmware.secureBoot).toEqual({ enabled, pending: !enabled });
      expect(between.restartPending).toBe(true);
      await hypervisor.setSecureBoot(id, enabled);
      expect((await look(hypervisor, id)).firmware.secureBoot).toEqual({ enabled });
      await hypervisor.setSecureBoot(id, !enabled);
      await hypervisor.reset(id, 'PowerCycle');
      const after = await untilMachine(hypervisor, id, 'secure boot changed', ({ firmware }) => {
        return firmware.secureBoot?.enabled === !enabled;
      });
      expect(after.firmware.secureBoot).toEqual({ enabled: !enabled });
      expect(after.restartPending).toBe(false);
    });

  if (!capabilities.secureBoot)
    it('refuses secure boot where the firmware has none', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('no-secure-boot');
      await refused(hypervisor, id, 'unsupported', () => hypervisor.setSecureBoot(id, true));
    });
}
