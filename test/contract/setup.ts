import { expect, it } from 'vitest';
import type { SetupValues } from '../../src/hypervisor/port.js';
import { look, refused, untilMachine, untilPower } from './expect.js';
import type { Contract } from './rig.js';

/** Other values than those that a machine has now, of all that it can have. */
const turned = (values: SetupValues): SetupValues => ({
  ...(values.virtualization !== undefined && { virtualization: !values.virtualization }),
  ...(values.tpm !== undefined && { tpm: !values.tpm }),
  ...(values.serialConsole !== undefined && { serialConsole: !values.serialConsole }),
  ...(values.bootMenu !== undefined && { bootMenu: values.bootMenu === 1 ? 2 : 1 }),
  ...(values.bootRetry !== undefined && { bootRetry: !values.bootRetry }),
  ...(values.watchdog !== undefined && { watchdog: values.watchdog === 'poweroff' ? 'absent' : 'poweroff' }),
});

/** What the firmware's setup gives the machine. */
export function setupContract(contract: Contract): void {
  const { setup: possible } = contract.capabilities;
  const setup = (id: string, change: SetupValues): Promise<void> => {
    const control = contract.hypervisor.setup;
    if (!control) throw new Error('no setup');
    return control.setSetup(id, change);
  };

  it(`offers ${possible.join(', ') || 'nothing'}`, async () => {
    const { hypervisor, rig } = contract;
    const machine = await look(hypervisor, await rig.newMachine('setup-offers'));
    expect(Object.keys(machine.setup?.next ?? {}).sort()).toEqual([...possible].sort());
    expect(machine.setup?.now).toBe(machine.setup?.next);
  });

  if (possible.length === 0) return;

  it('changes it with the next reset, and not before', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('setup');
    await hypervisor.reset(id, 'On');
    const before = await untilPower(hypervisor, id, 'On');
    const values = before.setup?.next ?? {};
    await setup(id, turned(values));
    const between = await look(hypervisor, id);
    expect(between.setup).toEqual({ now: values, next: { ...values, ...turned(values) } });
    expect(between.restartPending).toBe(true);
    await hypervisor.reset(id, 'ForceRestart');
    const after = await untilMachine(hypervisor, id, 'the setup to be in force', (machine) => !machine.restartPending);
    expect(after.setup?.now).toEqual({ ...values, ...turned(values) });
    expect([before, between, after].map(({ tpm }) => tpm !== undefined)).toEqual(
      [before, between, after].map(({ setup }) => setup?.now.tpm),
    );
    expect(after.power).toBe('On');
  });

  it('changes it at once where the machine is off, and back', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('setup-off');
    const values = (await look(hypervisor, id)).setup?.next ?? {};
    for (const wanted of [turned(values), values, values]) {
      await setup(id, wanted);
      const { setup: seen, restartPending } = await look(hypervisor, id);
      expect(seen).toEqual({ now: { ...values, ...wanted }, next: { ...values, ...wanted } });
      expect(restartPending).toBe(false);
    }
  });

  it('refuses what is out of range, as a whole', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('setup-range');
    const { processors } = await look(hypervisor, id);
    const all = processors.sockets * processors.coresPerSocket * processors.threadsPerCore;
    for (const wrong of [{ processors: 0 }, { processors: all + 1 }, { bootMenu: 66 }, { bootMenu: 0.5 }]) {
      await refused(hypervisor, id, 'invalid', () => setup(id, { bootRetry: true, ...wrong }));
    }
  });
}
