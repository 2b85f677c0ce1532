import { describe, expect, it } from 'vitest';
import { domainXml } from '../../../../test/fixtures/driver-domain.js';
import type { Domain, DomainReference } from '../../../libvirt/index.js';
import { ErrorDomain, ErrorNumber, LibvirtError } from '../../../libvirt/index.js';
import { createEmitter } from '../../emitter.js';
import type { HypervisorEvent } from '../../port.js';
import { noCpus } from '../domain/cpu.js';
import { document } from '../domain/documents.js';
import { buildMachine } from '../domain/machine.js';
import { XmlError } from '../xml/parse.js';
import { createInventory } from './inventory.js';
import type { Reading } from './reader.js';

const gone = () =>
  new LibvirtError('remote', 'gone', {
    details: { code: ErrorNumber.NO_DOMAIN, domain: ErrorDomain.QEMU, level: 2, int1: 0, int2: 0 },
  });

const reading = (reference: DomainReference, assetTag: string): Reading => {
  const source = domainXml().replace(/<name>.*<\/name>/, `<name>${reference.name}</name>`);
  const machine = buildMachine({
    hypervisor: 'test',
    config: document(source.replace(/<uuid>.*<\/uuid>/, `<uuid>${reference.uuid}</uuid>`)).root,
    record: { state: { assetTag } },
    status: { state: 'shutoff', reason: 'unknown' },
    autostart: false,
    resetTypes: [],
    installs: false,
    modes: ['Legacy'],
    cpus: noCpus,
    sizes: new Map(),
    addresses: new Map(),
    hostDevices: new Map(),
  });
  return { machine, unsettled: false };
};

/** An inventory whose hypervisor is a list of references, read when the test lets it. */
function setUp() {
  const references: DomainReference[] = ['b', 'a'].map((name, index) => ({
    name,
    uuid: `00000000-0000-4000-8000-00000000000${index}`,
  }));
  const world = {
    now: 0,
    reads: 0,
    tag: 'one',
    events: [] as HypervisorEvent[],
    hold: Promise.resolve(),
    broken: '',
    unreadable: [] as string[],
  };
  const emitter = createEmitter();
  emitter.subscribe((event) => world.events.push(event));
  const inventory = createInventory({
    list: async () => references,
    // Only the reference is used by what reads here.
    domain: (reference) => reference as Domain,
    read: async (domain) => {
      world.reads += 1;
      const { tag } = world;
      await world.hold;
      if (world.broken === domain.name) throw new XmlError('broken');
      if (!references.some(({ uuid }) => uuid === domain.uuid)) throw gone();
      return reading(domain, tag);
    },
    unreadable: ({ name }) => world.unreadable.push(name),
    emitter,
    maxAge: 10,
    now: () => world.now,
  });
  const [b, a] = references;
  if (!a || !b) throw new Error('no references');
  return { world, inventory, references, a, b };
}

describe('the inventory', () => {
  it('lists by name, the same array and objects until something changes', async () => {
    const { inventory, world, a } = setUp();
    await inventory.load();
    const first = inventory.all();
    expect(first.map(({ name }) => name)).toEqual(['a', 'b']);
    await inventory.refresh(a);
    expect(inventory.all()).toBe(first);
    world.tag = 'two';
    await inventory.refresh(a);
    expect(inventory.all()[0]).not.toBe(first[0]);
    expect(inventory.all()[1]).toBe(first[1]);
    expect(world.events).toEqual([{ type: 'changed', id: a.uuid }]);
  });

  it('reads nothing while it is young, and once for many readers when it is not', async () => {
    const { inventory, world, a } = setUp();
    await inventory.load();
    world.reads = 0;
    world.now = 9;
    await Promise.all([inventory.get(a.uuid), inventory.get(a.uuid)]);
    expect(world.reads).toBe(0);
    world.now = 10;
    await Promise.all([inventory.get(a.uuid), inventory.get(a.uuid), inventory.get(a.uuid)]);
    expect(world.reads).toBe(1);
  });

  it('shows the others when one cannot be read, and that one when it can again', async () => {
    const { inventory, world, a } = setUp();
    world.broken = 'a';
    await inventory.load();
    expect(world.unreadable).toEqual(['a']);
    expect(inventory.all().map(({ name }) => name)).toEqual(['b']);
    await expect(inventory.get(a.uuid)).rejects.toThrow('broken');
    world.broken = '';
    expect((await inventory.get(a.uuid))?.name).toBe('a');
    expect(inventory.all()).toHaveLength(2);
  });

  it('shows what happened while it was reading', async () => {
    const { inventory, world, a } = setUp();
    await inventory.load();
    let release: () => void = () => undefined;
    world.hold = new Promise((resolve) => {
      release = resolve;
    });
    const first = inventory.refresh(a);
    world.tag = 'two';
    const second = inventory.refresh(a);
    release();
    await first;
    expect((await second)?.machine.state.assetTag).toBe('two');
  });

  it('forgets a machine that is gone, and knows one that comes', async () => {
    const { inventory, world, references, a, b } = setUp();
    await inventory.load();
    references.splice(references.indexOf(a), 1);
    expect(await inventory.refresh(a)).toBeUndefined();
    expect(await inventory.get(a.uuid)).toBeUndefined();
    expect(inventory.all().map(({ id }) => id)).toEqual([b.uuid]);
    references.push(a);
    await inventory.refresh(a);
    expect(world.events.map(({ type }) => type)).toEqual(['removed', 'added']);
  });
});
