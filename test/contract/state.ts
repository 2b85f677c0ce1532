import { expect, it } from 'vitest';
import { look, refused, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function stateContract(contract: Contract): void {
  it('merges, and removes what is set to nothing', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('merge');
    await hypervisor.setState(id, { assetTag: 'rack 7', locationIndicatorActive: true });
    await hypervisor.setState(id, { clockOffset: -3600000, timeZone: '+02:00' });
    expect((await look(hypervisor, id)).state).toEqual({
      assetTag: 'rack 7',
      locationIndicatorActive: true,
      clockOffset: -3600000,
      timeZone: '+02:00',
    });
    await hypervisor.setState(id, { assetTag: undefined, locationIndicatorActive: false });
    expect((await look(hypervisor, id)).state).toEqual({
      locationIndicatorActive: false,
      clockOffset: -3600000,
      timeZone: '+02:00',
    });
  });

  it('keeps values as they are, whatever characters and types they have', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('verbatim');
    const state = {
      assetTag: ` <a href="x">&amp; ]]> 'ü' 漢字 \u{1f600}\ttab `,
      biosAttributes: { Flag: false, Count: 0, Text: '', Numeric: '007' },
      verifyCertificate: { Cd: false },
      mediaCertificates: { Cd: { '1': '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n' } },
    };
    await hypervisor.setState(id, state);
    expect((await look(hypervisor, id)).state).toEqual(state);
  });

  it('keeps it through power changes', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('durable');
    await hypervisor.setState(id, { assetTag: 'before' });
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
    await hypervisor.setState(id, { timeZone: '-05:00' });
    await hypervisor.reset(id, 'ForceOff');
    await untilPower(hypervisor, id, 'Off');
    expect((await look(hypervisor, id)).state).toEqual({ assetTag: 'before', timeZone: '-05:00' });
  });

  it('loses none of many writes at once', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('concurrent');
    await Promise.all([
      hypervisor.setState(id, { assetTag: 'a' }),
      hypervisor.setBoot(id, { enabled: 'Continuous', target: 'Pxe' }),
      hypervisor.setState(id, { timeZone: '+01:00' }),
      hypervisor.setState(id, { clockOffset: 5 }),
      hypervisor.setBoot(id, { target: 'Hdd' }),
      hypervisor.setState(id, { locationIndicatorActive: true }),
    ]);
    const machine = await look(hypervisor, id);
    expect(machine.state).toEqual({
      assetTag: 'a',
      timeZone: '+01:00',
      clockOffset: 5,
      locationIndicatorActive: true,
    });
    expect(machine.boot.override).toEqual({ enabled: 'Continuous', target: 'Hdd' });
  });

  it('lets a change stand on what is there when its turn comes', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('standing');
    const add = (name: string) =>
      hypervisor.setState(id, ({ biosPending }) => ({ biosPending: { ...biosPending, [name]: true } }));
    await Promise.all(['A', 'B', 'C', 'D'].map(add));
    expect((await look(hypervisor, id)).state).toEqual({ biosPending: { A: true, B: true, C: true, D: true } });
    await hypervisor.setState(id, ({ biosPending }) => ({ biosAttributes: biosPending, biosPending: undefined }));
    expect((await look(hypervisor, id)).state).toEqual({ biosAttributes: { A: true, B: true, C: true, D: true } });
  });

  it('changes the revision with everything that it shows, and only then', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('revision');
    const seen = [await look(hypervisor, id)];
    for (const change of [{ assetTag: '1' }, { assetTag: '2' }, { assetTag: undefined }]) {
      await hypervisor.setState(id, change);
      seen.push(await look(hypervisor, id));
      await look(hypervisor, id);
    }
    // The last is as the first was: whether it has that revision again is the driver's business.
    expect(new Set(seen.slice(0, 3).map(({ revision }) => revision)).size).toBe(3);
    expect(seen[3]?.revision).not.toBe(seen[2]?.revision);
    const before = await look(hypervisor, id);
    await hypervisor.setState(id, { assetTag: undefined });
    expect((await look(hypervisor, id)).revision).toBe(before.revision);
  });

  it(`${contract.capabilities.autostart ? 'sets' : 'refuses'} autostart`, async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('autostart');
    if (!contract.capabilities.autostart) {
      await refused(hypervisor, id, 'unsupported', () => hypervisor.setAutostart(id, true));
      return;
    }
    for (const autostart of [true, true, false]) {
      await hypervisor.setAutostart(id, autostart);
      expect((await look(hypervisor, id)).autostart).toBe(autostart);
    }
  });
}
