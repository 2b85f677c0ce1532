import { expect, it } from 'vitest';
import { type BootKeys, bootKey, type KeyControl, keyDatabases } from '../../src/hypervisor/port.js';
import { refused, until, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** The hash of some image. */
const hash = (byte: number) =>
  bootKey('EFI_CERT_SHA256_GUID', '00000000-0000-4000-8000-000000000001', Buffer.alloc(32, byte));

const counts = (keys: BootKeys | undefined) => keys && keyDatabases.map((name) => keys[name].length);
const idsOf = (keys: BootKeys | undefined) => keys && keyDatabases.map((name) => keys[name].map(({ id }) => id));

/** The keys that the firmware checks signatures by. */
export function keyContract(contract: Contract): void {
  const control = (): KeyControl => {
    const { secureBootKeys } = contract.hypervisor;
    if (!secureBootKeys) throw new Error('no keys');
    return secureBootKeys;
  };

  if (!contract.capabilities.secureBoot) {
    it('has none', async () => {
      const { hypervisor, rig } = contract;
      const id = await rig.newMachine('no-keys');
      expect(await control().keys(id)).toBeUndefined();
      await refused(hypervisor, id, 'unsupported', () => control().changeKeys(id, () => ({ PK: [] })));
    });
    return;
  }

  it('has the keys of its own store, and knows those that it could have', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('keys');
    const plain = await control().keys(id);
    expect(counts(plain)).toEqual([0, 0, 0, 0]);
    await hypervisor.setSecureBoot(id, true);
    const secure = await control().keys(id);
    expect(counts(secure)?.every((count) => count > 0)).toBe(true);
    expect(idsOf(secure)).toEqual(idsOf(secure?.defaults));
    expect(idsOf(secure?.defaults)).toEqual(idsOf(plain?.defaults));
    expect(secure?.PK[0]?.type).toBe('EFI_CERT_X509_GUID');
    expect(secure?.switchedOff).toBe(false);
  });

  it('changes keys of a machine that is off, and the firmware keeps them', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('new-keys');
    const { defaults } = (await control().keys(id)) ?? {};
    if (!defaults) throw new Error('no defaults');
    await control().changeKeys(id, () => ({ ...defaults, dbx: [...defaults.dbx, hash(1)] }));
    await control().changeKeys(id, ({ dbx }) => ({ PK: [], dbx: [...dbx, hash(2)] }));
    const wanted = { ...defaults, PK: [], dbx: [...defaults.dbx, hash(1), hash(2)] };
    expect(idsOf(await control().keys(id))).toEqual(idsOf(wanted));
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
    // The firmware has read its variables, and written some, by the time when something boots.
    if (contract.capabilities.bootWitness) {
      await until(
        'the guest to boot',
        () => rig.bootedFrom?.(id),
        (source) => source !== undefined,
      );
    }
    await refused(hypervisor, id, 'conflict', () => control().changeKeys(id, () => ({ db: [] })));
    await hypervisor.reset(id, 'ForceOff');
    await untilPower(hypervisor, id, 'Off');
    expect(idsOf(await control().keys(id))).toEqual(idsOf(wanted));
    await control().changeKeys(id, () => ({ PK: [], KEK: [], db: [], dbx: [] }));
    expect(counts(await control().keys(id))).toEqual([0, 0, 0, 0]);
  });

  it('loses no change of several at once', async () => {
    const { rig } = contract;
    const id = await rig.newMachine('many-keys');
    const some = [1, 2, 3].map(hash);
    await Promise.all(some.map((key) => control().changeKeys(id, ({ dbx }) => ({ dbx: [...dbx, key] }))));
    expect(new Set((await control().keys(id))?.dbx.map(({ id: one }) => one))).toEqual(
      new Set(some.map(({ id: one }) => one)),
    );
  });
}
