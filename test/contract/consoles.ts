import { expect, it } from 'vitest';
import { until, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** What a machine says on its serial port. */
export function consoleContract(contract: Contract): void {
  const text = async (id: string) => {
    const { consoles } = contract.hypervisor;
    if (!consoles) throw new Error('no consoles');
    return consoles.consoleText(id);
  };
  const has = (id: string) => contract.hypervisor.consoles?.hasConsoleText(id);

  if (!contract.capabilities.console) {
    it('is not had where nobody keeps it', async () => {
      const id = await contract.rig.newMachine('mute');
      expect(await text(id)).toBeUndefined();
      expect(await has(id)).toBe(false);
    });
    return;
  }

  it('is kept, more with every boot, and stays while the machine is off', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('talks');
    const said = async () => {
      const found = await text(id);
      return found === undefined ? undefined : found.offset + found.data.length;
    };
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
    const first = await until('the first words', said, (length) => (length ?? 0) > 0);
    await hypervisor.reset(id, 'ForceRestart');
    const second = await until('more of them', said, (length) => (length ?? 0) > (first ?? 0));
    await hypervisor.reset(id, 'ForceOff');
    await untilPower(hypervisor, id, 'Off');
    expect(await said()).toBeGreaterThanOrEqual(second ?? 0);
    expect(await has(id)).toBe(true);
  });

  it('is of a machine that is there', async () => {
    const nobody = '00000000-0000-4000-8000-00000000dead';
    await expect(text(nobody)).rejects.toMatchObject({ code: 'not-found' });
    await expect(has(nobody)).rejects.toMatchObject({ code: 'not-found' });
  });
}
