import { describe, expect, it } from 'vitest';
import { createMemoryHypervisor, type MachineSpec } from '../memory.js';
import { HypervisorError, type HypervisorEvent } from '../port.js';
import { limitTo } from './limit.js';

const spec = (number: number, name = `machine-${number}`): MachineSpec => ({
  uuid: `abcdef00-0000-4000-8000-00000000000${number}`,
  name,
});
const id = (number: number) => spec(number).uuid;

function setUp() {
  const memory = createMemoryHypervisor({ machines: [spec(1), spec(2), spec(3)], powerDelay: 0 });
  const limited = limitTo(memory, [id(1).toUpperCase(), 'machine-2']);
  const events: HypervisorEvent[] = [];
  limited.subscribe((event) => events.push(event));
  return { memory, limited, events };
}

describe('a limit', () => {
  it('shows the machines that it names, by UUID or by name', async () => {
    const { memory, limited } = setUp();
    expect((await limited.machines()).map(({ id: listed }) => listed)).toEqual([id(1), id(2)]);
    expect(await limited.machines()).toBe(await limited.machines());
    expect(await limited.machine(id(1).toUpperCase())).toBe(await memory.machine(id(1)));
    expect(await limited.machineByName('machine-1')).toMatchObject({ id: id(1) });
    expect(await limited.machineByName('machine-2')).toMatchObject({ id: id(2) });
  });

  it('lets no other be found, touched or heard', async () => {
    const { memory, limited, events } = setUp();
    expect(await limited.machine(id(3))).toBeUndefined();
    expect(await limited.machineByName('machine-3')).toBeUndefined();
    const medium = { image: 'x', name: 'x', writeProtected: true, transferMethod: 'Upload' } as const;
    const before = await memory.machine(id(3));
    for (const touch of [
      () => limited.reset(id(3), 'On'),
      () => limited.setBoot(id(3), { enabled: 'Once', target: 'Cd' }),
      () => limited.setSecureBoot(id(3), true),
      () => limited.insertMedia(id(3), 'Cd', { kind: 'file', path: '/x', size: 1 }, medium),
      () => limited.ejectMedia(id(3), 'Cd'),
      () => limited.setState(id(3), { assetTag: 'x' }),
      () => limited.setAutostart(id(3), true),
      () => limited.screenshots?.screenshot(id(3)),
      () => limited.storage?.createVolume(id(3), { bus: 'virtio', capacity: 2 ** 30 }),
      () => limited.storage?.deleteVolume(id(3), 'vda'),
      () => limited.storage?.diskUsage(id(3), 'vda'),
    ]) {
      await expect(touch()).rejects.toMatchObject({ name: 'HypervisorError', code: 'not-found' });
    }
    expect(await memory.machine(id(3))).toBe(before);
    await memory.reset(id(3), 'On');
    memory.remove(id(3));
    await new Promise(setImmediate);
    expect(events).toEqual([]);
  });

  it('passes on what happens to those that it shows, in order', async () => {
    const { limited, events } = setUp();
    for (const number of [1, 2]) {
      events.length = 0;
      await limited.reset(id(number), 'On');
      await new Promise(setImmediate);
      const kinds = events.map((event) => (event.type === 'power' ? event.power : event.type));
      expect(kinds.filter((kind) => kind !== 'changed')).toEqual(['PoweringOn', 'On', 'boot']);
    }
  });

  it('sees a machine come and go by its name', async () => {
    const { memory, limited, events } = setUp();
    await limited.machines();
    memory.remove(id(2));
    memory.add(spec(4, 'machine-2'));
    await new Promise(setImmediate);
    expect(events).toEqual([
      { type: 'removed', id: id(2) },
      { type: 'added', id: id(4) },
    ]);
    memory.rename(id(4), 'renamed');
    await new Promise(setImmediate);
    expect(await limited.machine(id(4))).toBeUndefined();
    memory.rename(id(4), 'machine-2');
    await new Promise(setImmediate);
    expect(await limited.machineByName('machine-2')).toMatchObject({ id: id(4) });
    expect(events.slice(2)).toEqual([
      { type: 'removed', id: id(4) },
      { type: 'added', id: id(4) },
    ]);
  });

  it('passes the outage of the hypervisor on, and keeps to what it knew meanwhile', async () => {
    const { memory, limited, events } = setUp();
    await limited.machines();
    memory.setAvailable(false);
    expect(limited.available).toBe(false);
    await expect(limited.machine(id(2))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await limited.machines()).toHaveLength(2);
    memory.setAvailable(true);
    memory.failNext('machine', new HypervisorError('failed', 'cannot say'), 1);
    await memory.setState(id(2), { assetTag: 'x' });
    await new Promise(setImmediate);
    expect(events.map(({ type }) => type)).toEqual(['down', 'up', 'changed']);
    await limited.close();
    expect(memory.available).toBe(false);
  });
});
