import { describe, expect, it } from 'vitest';
import { createFleet } from './fleet.js';
import { createMemoryHypervisor, type MachineSpec, type MemoryHypervisor } from './memory.js';
import { type Hypervisor, HypervisorError, type HypervisorEvent } from './port.js';

const spec = (number: number, name = `machine-${number}`): MachineSpec => ({
  uuid: `00000000-0000-4000-8000-00000000000${number}`,
  name,
});
const id = (number: number) => spec(number).uuid;

function setUp(...contents: readonly (readonly MachineSpec[])[]) {
  const members = contents.map((machines, index) =>
    createMemoryHypervisor({ name: `memory:${index}`, machines, powerDelay: 0 }),
  );
  const warnings: object[] = [];
  const fleet = createFleet(members, { log: { warn: (about) => warnings.push(about) } });
  const events: HypervisorEvent[] = [];
  fleet.subscribe((event) => events.push(event));
  return { fleet, members, warnings, events };
}

const member = (members: readonly MemoryHypervisor[], index: number): MemoryHypervisor => {
  const found = members[index];
  if (found === undefined) throw new Error(`no member ${index}`);
  return found;
};

/** A hypervisor that nobody has reached yet, until told that it is there. */
function unreached(memory: MemoryHypervisor) {
  let there = false;
  let asked = 0;
  const listeners = new Set<(event: HypervisorEvent) => void>();
  const unavailable = () => Promise.reject(new HypervisorError('unavailable', 'connection refused'));
  const hypervisor: Hypervisor = {
    ...memory,
    machines: () => {
      asked += 1;
      return there ? memory.machines() : unavailable();
    },
    machine: (wanted) => (there ? memory.machine(wanted) : unavailable()),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return {
    hypervisor,
    asked: () => asked,
    arrive() {
      there = true;
      for (const listener of listeners) listener({ type: 'up', hypervisor: memory.name });
    },
  };
}

describe('a fleet', () => {
  it('lists the machines of all, by name, and the same list while nothing changes', async () => {
    const { fleet, members } = setUp([spec(1, 'c'), spec(2, 'a')], [spec(3, 'b')]);
    const machines = await fleet.machines();
    expect(machines.map(({ name, hypervisor }) => [name, hypervisor])).toEqual([
      ['a', 'memory:0'],
      ['b', 'memory:1'],
      ['c', 'memory:0'],
    ]);
    expect(await fleet.machines()).toBe(machines);
    await member(members, 1).setState(id(3), { assetTag: 'x' });
    expect(await fleet.machines()).not.toBe(machines);
  });

  it('asks only the hypervisor that has the machine', async () => {
    const { fleet, members } = setUp([spec(1)], [spec(2)]);
    await fleet.machine(id(2));
    const failure = new HypervisorError('failed', 'asked for nothing');
    member(members, 0).failNext('machine', failure);
    member(members, 0).failNext('machines', failure);
    member(members, 0).failNext('reset', failure);
    await fleet.reset(id(2), 'On');
    expect(await fleet.machine(id(2).toUpperCase())).toMatchObject({ name: 'machine-2', power: 'On' });
    expect(await fleet.machine('no-such-machine')).toBeUndefined();
    await expect(fleet.reset('no-such-machine', 'On')).rejects.toMatchObject({ code: 'not-found' });
    await expect(member(members, 0).machine(id(1))).rejects.toBe(failure);
  });

  it('follows machines that come and go, whichever hypervisor they are on', async () => {
    const { fleet, members, events } = setUp([], [spec(2)]);
    expect(await fleet.machine(id(1))).toBeUndefined();
    member(members, 0).add(spec(1));
    expect(await fleet.machine(id(1))).toMatchObject({ hypervisor: 'memory:0' });
    member(members, 1).remove(id(2));
    expect(await fleet.machine(id(2))).toBeUndefined();
    expect(events).toEqual([
      { type: 'added', id: id(1) },
      { type: 'removed', id: id(2) },
    ]);
  });

  it('misses none that comes while a hypervisor says what it has', async () => {
    const memory = createMemoryHypervisor({ machines: [spec(1)] });
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const slow: Hypervisor = {
      ...memory,
      async machines() {
        const machines = await memory.machines();
        await answered;
        return machines;
      },
    };
    const fleet = createFleet([slow], { log: { warn: () => {} } });
    await new Promise(setImmediate);
    // The answer that is on its way is older than this.
    memory.add(spec(2));
    memory.remove(id(1));
    answer();
    await new Promise(setImmediate);
    expect(await fleet.machine(id(2))).toMatchObject({ name: 'machine-2' });
    expect(await fleet.machine(id(1))).toBeUndefined();
  });

  it('takes a name for one machine only where it is one', async () => {
    const { fleet } = setUp([spec(1, 'same'), spec(2, 'only')], [spec(3, 'same')]);
    expect(await fleet.machineByName('same')).toBeUndefined();
    expect(await fleet.machineByName('only')).toMatchObject({ id: id(2) });
  });

  it('takes all that is asked of a machine to where it is', async () => {
    const { fleet, members } = setUp([spec(1)], [spec(2)]);
    await fleet.setBoot(id(2), { enabled: 'Once', target: 'Cd' });
    await fleet.setSecureBoot(id(2), true);
    await fleet.setAutostart(id(2), true);
    await fleet.setState(id(2), { assetTag: 'tag' });
    const medium = { image: 'x', name: 'x', writeProtected: true, transferMethod: 'Upload' } as const;
    await fleet.insertMedia(id(2), 'Cd', { kind: 'file', path: '/x', size: 1 }, medium);
    expect(await member(members, 1).machine(id(2))).toMatchObject({
      boot: { override: { enabled: 'Once', target: 'Cd' } },
      firmware: { secureBoot: { enabled: true } },
      autostart: true,
      state: { assetTag: 'tag' },
      media: [{ medium }, {}],
    });
    await fleet.ejectMedia(id(2), 'Cd');
    await fleet.reset(id(2), 'On');
    expect((await fleet.screenshots?.screenshot(id(2)))?.mime).toBe('image/png');
    await fleet.close();
    await expect(member(members, 1).machine(id(2))).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('has a screen only where one of its hypervisors has', async () => {
    const memory = createMemoryHypervisor({ machines: [spec(1)] });
    const { screenshots, ...blind } = memory;
    const log = { warn: () => {} };
    expect(screenshots).toBeDefined();
    expect(createFleet([blind], { log }).screenshots).toBeUndefined();
    const mixed = createFleet([blind, createMemoryHypervisor({ machines: [] })], { log });
    await expect(mixed.screenshots?.screenshot(id(1))).rejects.toMatchObject({ code: 'unsupported' });
  });
});

describe('an outage of one hypervisor', () => {
  it('is none of the others', async () => {
    const { fleet, members, events } = setUp([spec(1)], [spec(2)]);
    await fleet.machines();
    member(members, 0).setAvailable(false);
    expect(fleet.available).toBe(true);
    await expect(fleet.machine(id(1))).rejects.toMatchObject({ code: 'unavailable' });
    await expect(fleet.machineByName('machine-1')).rejects.toMatchObject({ code: 'unavailable' });
    await expect(fleet.reset(id(1), 'On')).rejects.toMatchObject({ code: 'unavailable' });
    await fleet.reset(id(2), 'On');
    expect(await fleet.machine('no-such-machine')).toBeUndefined();
    expect((await fleet.machines()).map(({ power }) => power)).toEqual(['Off', 'On']);
    member(members, 1).setAvailable(false);
    expect(fleet.available).toBe(false);
    expect(events.filter((event) => event.type === 'down')).toEqual([
      { type: 'down', hypervisor: 'memory:0' },
      { type: 'down', hypervisor: 'memory:1' },
    ]);
  });

  it('that was never reached leaves unknown machines unknown, and says of whom', async () => {
    const { hypervisor, arrive } = unreached(createMemoryHypervisor({ name: 'memory:late', machines: [spec(2)] }));
    const near = createMemoryHypervisor({ machines: [spec(1)] });
    const warnings: object[] = [];
    const fleet = createFleet([near, hypervisor], { log: { warn: (about) => warnings.push(about) } });
    expect(await fleet.machine(id(1))).toMatchObject({ name: 'machine-1' });
    expect(await fleet.machines()).toHaveLength(1);
    for (const asking of [() => fleet.machine(id(2)), () => fleet.reset(id(2), 'On')]) {
      await expect(asking()).rejects.toMatchObject({
        code: 'unavailable',
        message: expect.stringContaining('memory:late'),
      });
    }
    arrive();
    expect(await fleet.machine(id(2))).toMatchObject({ name: 'machine-2' });
    expect(await fleet.machine('no-such-machine')).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('of all before any was reached is an error in lists too', async () => {
    const late = unreached(createMemoryHypervisor({ name: 'memory:late' }));
    const fleet = createFleet([late.hypervisor], { log: { warn: () => {} } });
    await expect(fleet.machines()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('memory:late'),
    });
    expect(await createFleet([], { log: { warn: () => {} } }).machines()).toEqual([]);
  });

  it('does not ask again for machines that are known', async () => {
    const late = unreached(createMemoryHypervisor({ name: 'memory:late' }));
    const fleet = createFleet([createMemoryHypervisor({ machines: [spec(1)] }), late.hypervisor], {
      log: { warn: () => {} },
    });
    await fleet.machine(id(1));
    const asked = late.asked();
    for (let times = 0; times < 10; times += 1) await fleet.machine(id(1));
    expect(late.asked()).toBe(asked);
  });

  it('of another kind is told to the operator, and asked again', async () => {
    const memory = createMemoryHypervisor({ machines: [spec(1)] });
    memory.failNext('machines', new HypervisorError('denied', 'not for you'));
    const warnings: object[] = [];
    const fleet = createFleet([memory], { log: { warn: (about) => warnings.push(about) } });
    await expect(fleet.machine(id(1))).rejects.toMatchObject({ code: 'unavailable' });
    expect(await fleet.machine(id(1))).toMatchObject({ name: 'machine-1' });
    expect(warnings).toMatchObject([{ hypervisor: 'memory:', err: { code: 'denied' } }]);
  });
});

describe('a machine on two hypervisors', () => {
  it('is the one that runs, whichever that is', async () => {
    const { fleet, members, warnings } = setUp([spec(1)], [spec(1)]);
    expect(await fleet.machine(id(1))).toMatchObject({ hypervisor: 'memory:0', power: 'Off' });
    expect(warnings).toEqual([{ machine: id(1), hypervisors: ['memory:0', 'memory:1'] }]);
    await member(members, 1).reset(id(1), 'On');
    expect(await fleet.machine(id(1))).toMatchObject({ hypervisor: 'memory:1', power: 'On' });
    expect((await fleet.machines()).map(({ hypervisor }) => hypervisor)).toEqual(['memory:1']);
    await fleet.reset(id(1), 'Pause');
    expect(await member(members, 1).machine(id(1))).toMatchObject({ power: 'Paused' });
    expect(warnings).toHaveLength(1);
  });

  it('is there all the time while it moves', async () => {
    const { fleet, members, events } = setUp([spec(1)], []);
    await fleet.machines();
    member(members, 1).add(spec(1));
    member(members, 0).remove(id(1));
    expect(await fleet.machine(id(1))).toMatchObject({ hypervisor: 'memory:1' });
    expect(events).toEqual([
      { type: 'changed', id: id(1) },
      { type: 'changed', id: id(1) },
    ]);
  });

  it('is not taken for its other copy where it may be running and nobody answers', async () => {
    const { fleet, members } = setUp([spec(1)], [spec(1)]);
    await fleet.machines();
    member(members, 1).setAvailable(false);
    await expect(fleet.reset(id(1), 'On')).rejects.toMatchObject({ code: 'unavailable' });
    expect(await member(members, 0).machine(id(1))).toMatchObject({ power: 'Off' });
    await member(members, 0).reset(id(1), 'On');
    expect(await fleet.machine(id(1))).toMatchObject({ hypervisor: 'memory:0' });
  });
});
