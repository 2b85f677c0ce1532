import { expect, it } from 'vitest';
import { mediaDriveIds } from '../../src/hypervisor/port.js';
import { look, until } from './expect.js';
import type { Contract } from './rig.js';

export function inventoryContract(contract: Contract): void {
  it('lists machines by name, and hands out the same object until something changes', async () => {
    const { hypervisor, rig } = contract;
    const ids = [await rig.newMachine('order-b'), await rig.newMachine('order-a')];
    const machines = await hypervisor.machines();
    const names = machines.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    for (const id of ids) {
      const machine = await look(hypervisor, id);
      expect(machines.find((listed) => listed.id === id)).toBe(machine);
      expect(await look(hypervisor, id)).toBe(machine);
    }
  });

  it('finds a machine by its id in any case and by its name, and nothing by anything else', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('by-name');
    const machine = await look(hypervisor, id);
    expect(await hypervisor.machine(id.toUpperCase())).toBe(machine);
    expect(await hypervisor.machineByName('by-name')).toBe(machine);
    expect(await hypervisor.machineByName('BY-NAME')).toBeUndefined();
    expect(await hypervisor.machine('by-name')).toBeUndefined();
    expect(await hypervisor.machineByName(id)).toBeUndefined();
    expect(await hypervisor.machine('00000000-0000-4000-8000-000000000000')).toBeUndefined();
    expect(await hypervisor.machine('../../etc')).toBeUndefined();
    expect(await hypervisor.machine('')).toBeUndefined();
  });

  it('describes a machine without contradicting itself', async () => {
    const { hypervisor, rig } = contract;
    const machine = await look(hypervisor, await rig.newMachine('consistent'));
    const { boot, processors, memory } = machine;
    expect(machine.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(machine.identity.uuid.toLowerCase()).toMatch(/^[0-9a-f-]{36}$/);
    expect(machine.hypervisor).toBe(rig.runsOn);
    expect(machine).toMatchObject({ power: 'Off', crashed: false, restartPending: false, state: {} });
    expect(machine.media.map(({ id }) => id)).toEqual(mediaDriveIds);
    expect(machine.media.every(({ medium }) => medium === undefined)).toBe(true);
    expect(processors.online).toBeGreaterThan(0);
    expect(processors.online).toBeLessThanOrEqual(
      processors.sockets * processors.coresPerSocket * processors.threadsPerCore,
    );
    expect(memory.current).toBeGreaterThan(0);
    expect(memory.current).toBeLessThanOrEqual(memory.maximum);
    const volatile = memory.modules.filter(({ persistent }) => !persistent);
    expect(volatile.reduce((sum, { size }) => sum + size, 0)).toBe(memory.maximum);
    expect(memory.modules[0]?.kind).toBe('base');
    expect(new Set(memory.modules.map(({ id }) => id)).size).toBe(memory.modules.length);
    expect(machine.disks.length).toBeGreaterThan(0);
    expect(machine.nics.length).toBeGreaterThan(0);
    for (const { mac } of machine.nics) expect(mac).toMatch(/^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/);
    const options = boot.options.map(({ id }) => id);
    expect(new Set(options).size).toBe(options.length);
    expect(new Set(boot.order).size).toBe(boot.order.length);
    expect(options).toEqual(expect.arrayContaining([...boot.order]));
    expect(boot.modes).toContain(boot.mode);
    expect(boot.override).toEqual({ enabled: 'Disabled', target: 'None' });
    expect(machine.firmware.mode).toBe(boot.mode);
  });

  it('can do what its list of capabilities says, no more and no less', async () => {
    const { hypervisor, rig, capabilities } = contract;
    const machine = await look(hypervisor, await rig.newMachine('capabilities'));
    expect([...machine.resetTypes].sort()).toEqual([...capabilities.resets].sort());
    expect([...machine.boot.targets].sort()).toEqual([...capabilities.targets].sort());
    expect([...machine.boot.modes].sort()).toEqual([...capabilities.modes].sort());
    expect(machine.firmware.secureBoot !== undefined).toBe(capabilities.secureBoot);
    expect(hypervisor.screenshots !== undefined).toBe(capabilities.screenshots);
    expect(machine.pci.length > 0).toBe(capabilities.pci);
    expect(rig.setLink !== undefined).toBe(capabilities.links);
    expect(rig.guestReboot !== undefined).toBe(capabilities.guestReboot);
    expect(rig.bootedFrom !== undefined).toBe(capabilities.bootWitness);
    expect(rig.disconnect !== undefined && rig.reconnect !== undefined).toBe(capabilities.outage);
  });

  it('loses a machine that is removed behind its back', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('removed');
    await hypervisor.reset(id, 'On');
    expect((await hypervisor.machines()).some((machine) => machine.id === id)).toBe(true);
    await rig.removeMachine(id);
    await until(
      'the machine is gone',
      () => hypervisor.machine(id),
      (machine) => machine === undefined,
    );
    expect(await hypervisor.machineByName('removed')).toBeUndefined();
    expect((await hypervisor.machines()).some((machine) => machine.id === id)).toBe(false);
  });

  it('refuses every operation on a machine that is not there', async () => {
    const { hypervisor, rig } = contract;
    const id = '00000000-0000-4000-8000-000000000000';
    const { source, medium } = rig.medium();
    const operations = [
      () => hypervisor.reset(id, 'On'),
      () => hypervisor.setBoot(id, { enabled: 'Disabled' }),
      () => hypervisor.setSecureBoot(id, true),
      () => hypervisor.insertMedia(id, 'Cd', source, medium),
      () => hypervisor.ejectMedia(id, 'Cd'),
      () => hypervisor.setState(id, { assetTag: 'x' }),
      () => hypervisor.setAutostart(id, true),
    ];
    for (const operation of operations) {
      await expect(operation()).rejects.toMatchObject({ name: 'HypervisorError', code: 'not-found' });
    }
  });
}
