import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { look, refused, until, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** Code for the flash of UEFI machines. */
export function installContract(contract: Contract): void {
  const control = () => {
    const { firmware } = contract.hypervisor;
    if (!firmware) throw new Error('no firmware');
    return firmware;
  };
  const images = async () => {
    const files = await contract.rig.firmware?.();
    if (!files) throw new Error('no images');
    return {
      ...files,
      digest: createHash('sha256')
        .update(await readFile(files.fits))
        .digest('hex'),
    };
  };

  if (!contract.capabilities.firmware) {
    it('cannot be installed', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('no-install');
      expect((await look(hypervisor, id)).firmware).not.toHaveProperty('images');
      if (hypervisor.firmware) await refused(hypervisor, id, 'unsupported', () => control().rollBack(id));
    });
    return;
  }

  it('is in force with the next reset, and the one before comes back', async () => {
    const { hypervisor, rig } = contract;
    const { fits, digest } = await images();
    const id = await rig.newMachine('install');
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
    await control().install(id, fits);
    const between = await look(hypervisor, id);
    expect(between.firmware.images).toEqual({ now: 'original', next: digest, previous: 'original' });
    expect(between.restartPending).toBe(true);
    await hypervisor.reset(id, 'ForceRestart');
    const after = await untilMachine(hypervisor, id, 'the image to be in force', (machine) => !machine.restartPending);
    expect(after.firmware).toEqual({
      ...between.firmware,
      images: { now: digest, next: digest, previous: 'original' },
    });
    if (contract.capabilities.bootWitness) {
      await until(
        'the guest to boot',
        () => rig.bootedFrom?.(id),
        (source) => source !== undefined,
      );
    }
    await control().install(id, fits);
    expect((await look(hypervisor, id)).firmware).toEqual(after.firmware);
    await hypervisor.reset(id, 'ForceOff');
    await untilPower(hypervisor, id, 'Off');
    await control().rollBack(id);
    expect((await look(hypervisor, id)).firmware.images).toEqual({
      now: 'original',
      next: 'original',
      previous: digest,
    });
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
  });

  it('leaves variables and secure boot as they are', async () => {
    const { hypervisor, rig } = contract;
    const { fits } = await images();
    const id = await rig.newMachine('install-keys');
    const keys = hypervisor.secureBootKeys;
    const defaults = (await keys?.keys(id))?.defaults;
    if (!keys || !defaults) throw new Error('no keys');
    await keys.changeKeys(id, () => defaults);
    const before = await look(hypervisor, id);
    await control().install(id, fits);
    expect((await look(hypervisor, id)).firmware.secureBoot).toEqual(before.firmware.secureBoot);
    expect((await keys.keys(id))?.PK).toEqual(defaults.PK);
    await keys.changeKeys(id, () => ({ PK: [] }));
    await control().rollBack(id);
    expect((await keys.keys(id))?.PK).toEqual([]);
    expect((await keys.keys(id))?.db).toEqual(defaults.db);
    await hypervisor.setSecureBoot(id, true);
    expect((await look(hypervisor, id)).firmware.secureBoot).toEqual({ enabled: true });
  });

  it('has to be code, for this flash', async () => {
    const { hypervisor, rig } = contract;
    const { misfits } = await images();
    const id = await rig.newMachine('install-wrong');
    await refused(hypervisor, id, 'invalid', () => control().install(id, misfits));
    await refused(hypervisor, id, 'invalid', () => control().install(id, fileURLToPath(import.meta.url)));
    await refused(hypervisor, id, 'conflict', () => control().rollBack(id));
  });

  if (contract.capabilities.modes.includes('Legacy'))
    it('is nothing for a machine that boots by BIOS', async () => {
      const { hypervisor, rig } = contract;
      const { fits } = await images();
      const id = await rig.newMachine('install-bios');
      await hypervisor.setBoot(id, { mode: 'Legacy' });
      expect((await look(hypervisor, id)).firmware).not.toHaveProperty('images');
      await refused(hypervisor, id, 'unsupported', () => control().install(id, fits));
    });
}
