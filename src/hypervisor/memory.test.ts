import { describe, expect, it } from 'vitest';
import { createHandClock } from './memory/hand-clock.js';
import { createMemoryHypervisor, labMachines, type MachineSpec } from './memory.js';
import { HypervisorError, type HypervisorEvent, type ResetType } from './port.js';

const uuid = '11111111-2222-4333-8444-555555555555';
const spec: MachineSpec = { uuid, name: 'one', nics: [{ mac: '52:54:00:00:00:01', network: 'lab' }] };
const source = { kind: 'file', path: '/images/a.iso', size: 1 } as const;
const medium = {
  image: 'http://192.0.2.1/a.iso',
  name: 'a.iso',
  writeProtected: true,
  transferMethod: 'Upload',
} as const;

function setUp(machine: Partial<MachineSpec> = {}) {
  const clock = createHandClock();
  const hypervisor = createMemoryHypervisor({
    machines: [{ ...spec, ...machine }],
    powerDelay: 100,
    bootDelay: 10,
    gracefulTimeout: 1000,
    clock,
  });
  const events: HypervisorEvent[] = [];
  hypervisor.subscribe((event) => events.push(event));
  return {
    clock,
    hypervisor,
    events,
    async power() {
      return (await hypervisor.machine(uuid))?.power;
    },
    async progress() {
      return (await hypervisor.machine(uuid))?.boot.progress?.state;
    },
    /** Does it, and lets so much time pass. */
    async reset(type: ResetType, milliseconds = 0) {
      await hypervisor.reset(uuid, type);
      clock.advance(milliseconds);
    },
  };
}

describe('the reference lab', () => {
  it('is nine machines with the UUIDs and addresses that its clusters expect', async () => {
    const hypervisor = createMemoryHypervisor();
    const machines = await hypervisor.machines();
    expect(machines.map(({ name }) => name)).toEqual(
      ['etl4', 'etl6', 'hub'].flatMap((cluster) => [0, 1, 2].map((index) => `${cluster}-master-${index}`)),
    );
    expect(new Set(machines.map(({ id }) => id)).size).toBe(9);
    expect(new Set(machines.flatMap(({ nics }) => nics.map(({ mac }) => mac))).size).toBe(9);
    for (const { id } of machines) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(await hypervisor.machineByName('etl6-master-2')).toMatchObject({
      id: '271e0e77-b2ec-45ae-9fe4-f37ba6cbbd40',
      power: 'Off',
      processors: { online: 8 },
      memory: { maximum: 34359738368 },
      firmware: { mode: 'UEFI', secureBoot: { enabled: false } },
      disks: [{ target: 'vda', capacity: 120_000_000_000 }],
      nics: [{ mac: '52:54:00:aa:06:02', network: 'lab' }],
    });
    expect(labMachines).toHaveLength(9);
  });
});

describe('power', () => {
  it('takes its time through the states in between', async () => {
    const { reset, power, progress, clock, events } = setUp();
    await reset('On', 99);
    expect(await power()).toBe('PoweringOn');
    clock.advance(1);
    expect([await power(), await progress()]).toEqual(['On', 'PrimaryProcessorInitializationStarted']);
    clock.advance(10);
    expect(await progress()).toBe('SystemHardwareInitializationComplete');
    clock.advance(20);
    expect(await progress()).toBe('OSRunning');
    await reset('PowerCycle', 99);
    expect(await power()).toBe('PoweringOff');
    clock.advance(101);
    expect(await power()).toBe('On');
    const powers = events.flatMap((event) => (event.type === 'power' ? [event.power] : []));
    expect(powers).toEqual(['PoweringOn', 'On', 'PoweringOff', 'Off', 'PoweringOn', 'On']);
  });

  it('passes through the same states at once where they take no time', async () => {
    const hypervisor = createMemoryHypervisor({ machines: [spec], powerDelay: 0 });
    const powers: string[] = [];
    hypervisor.subscribe((event) => event.type === 'power' && powers.push(event.power));
    await hypervisor.reset(uuid, 'On');
    expect((await hypervisor.machine(uuid))?.boot.progress?.state).toBe('OSRunning');
    await hypervisor.reset(uuid, 'PowerCycle');
    await hypervisor.reset(uuid, 'ForceOff');
    expect(powers).toEqual(['PoweringOn', 'On', 'PoweringOff', 'Off', 'PoweringOn', 'On', 'PoweringOff', 'Off']);
  });

  it('turns round half-way when told to', async () => {
    const { reset, power, hypervisor } = setUp();
    await reset('On', 50);
    await reset('ForceOff', 100);
    expect([await power(), hypervisor.boots(uuid)]).toEqual(['Off', 0]);
    await reset('On', 200);
    await reset('ForceOff', 50);
    await reset('On', 50);
    expect(await power()).toBe('PoweringOn');
    await reset('GracefulShutdown', 100);
    expect(await power()).toBe('Off');
  });

  it.each(['Pause', 'Resume', 'Nmi'] as const)('refuses %s on the way up', async (type) => {
    const { reset, hypervisor } = setUp();
    await reset('On', 50);
    await expect(hypervisor.reset(uuid, type)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('lets a paused guest hear of the power button when it goes on', async () => {
    const { reset, power, clock } = setUp();
    await reset('On', 200);
    await reset('Pause');
    await reset('GracefulShutdown', 500);
    expect(await power()).toBe('Paused');
    await reset('Resume');
    clock.advance(100);
    expect(await power()).toBe('Off');
  });

  it('holds a boot while the machine is paused', async () => {
    const { reset, progress, clock } = setUp();
    await reset('On', 115);
    await reset('Pause', 1000);
    expect(await progress()).toBe('SystemHardwareInitializationComplete');
    await reset('Resume');
    clock.advance(20);
    expect(await progress()).toBe('OSRunning');
  });

  it('counts the NMIs that reached the guest', async () => {
    const { reset, hypervisor } = setUp();
    await reset('On', 200);
    await reset('Nmi');
    await reset('Nmi');
    expect(hypervisor.nmis(uuid)).toBe(2);
  });

  it('starts with a machine that runs already', async () => {
    const { power, clock, progress } = setUp({ running: true });
    expect(await power()).toBe('On');
    clock.advance(30);
    expect(await progress()).toBe('OSRunning');
  });

  it('leaves nothing to happen when it is closed or the machine removed', async () => {
    const { reset, hypervisor, clock } = setUp();
    await reset('On');
    hypervisor.remove(uuid);
    expect(clock.pending).toBe(0);
    hypervisor.add(spec);
    await reset('On');
    await hypervisor.close();
    expect(clock.pending).toBe(0);
    await expect(hypervisor.machine(uuid)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('guests', () => {
  it('that ignore ACPI stay on, and are restarted by force in the end', async () => {
    const { reset, power, hypervisor, clock } = setUp();
    hypervisor.ignoreAcpi(uuid, true);
    await reset('On', 200);
    await reset('GracefulShutdown', 5000);
    expect(await power()).toBe('On');
    await reset('GracefulRestart', 999);
    expect(hypervisor.boots(uuid)).toBe(1);
    clock.advance(1);
    expect([await power(), hypervisor.boots(uuid)]).toEqual(['On', 2]);
  });

  it('that listen restart in their own time', async () => {
    const { reset, hypervisor, clock } = setUp();
    await reset('On', 200);
    await reset('GracefulRestart', 99);
    expect(hypervisor.boots(uuid)).toBe(1);
    clock.advance(1);
    expect(hypervisor.boots(uuid)).toBe(2);
    clock.advance(5000);
    expect(hypervisor.boots(uuid)).toBe(2);
  });

  it('that reboot in time are not restarted once more', async () => {
    const { reset, hypervisor, clock } = setUp();
    hypervisor.ignoreAcpi(uuid, true);
    await reset('On', 200);
    await reset('GracefulRestart', 500);
    hypervisor.guestReboot(uuid);
    clock.advance(5000);
    expect(hypervisor.boots(uuid)).toBe(2);
  });

  it('that reboot take secure boot up, but not another mode', async () => {
    const { reset, hypervisor } = setUp();
    await reset('On', 200);
    await hypervisor.setSecureBoot(uuid, true);
    await hypervisor.setBoot(uuid, { mode: 'Legacy' });
    hypervisor.guestReboot(uuid);
    expect(await hypervisor.machine(uuid)).toMatchObject({
      restartPending: true,
      firmware: { mode: 'UEFI', secureBoot: { enabled: true } },
    });
    await reset('ForceRestart');
    expect(await hypervisor.machine(uuid)).toMatchObject({
      restartPending: false,
      firmware: { mode: 'Legacy', secureBoot: { enabled: true } },
    });
  });

  it('are not restarted after all when the power was cut meanwhile', async () => {
    const { reset, power, hypervisor } = setUp();
    hypervisor.ignoreAcpi(uuid, true);
    await reset('On', 200);
    await reset('GracefulRestart', 500);
    await reset('ForceOff', 5000);
    expect([await power(), hypervisor.boots(uuid)]).toEqual(['Off', 1]);
  });

  it('that crash hear nothing, until the next boot', async () => {
    const { reset, power, hypervisor } = setUp();
    await reset('On', 200);
    hypervisor.guestCrash(uuid);
    await reset('GracefulShutdown', 5000);
    expect(await hypervisor.machine(uuid)).toMatchObject({ power: 'On', crashed: true });
    await reset('ForceRestart');
    expect(await hypervisor.machine(uuid)).toMatchObject({ power: 'On', crashed: false });
    await reset('GracefulShutdown', 100);
    expect(await power()).toBe('Off');
  });

  it('do nothing while there is no power', () => {
    const { hypervisor } = setUp();
    for (const act of [hypervisor.guestReboot, hypervisor.guestShutdown, hypervisor.guestCrash]) {
      expect(() => act(uuid)).toThrow(expect.objectContaining({ code: 'conflict' }));
      expect(() => act('no-such')).toThrow(expect.objectContaining({ code: 'not-found' }));
    }
  });
});

describe('booting', () => {
  it('falls through an override that cannot be followed to the boot order', async () => {
    const { reset, hypervisor } = setUp();
    await hypervisor.setBoot(uuid, { enabled: 'Continuous', target: 'Cd' });
    await reset('On', 200);
    expect(hypervisor.bootedFrom(uuid)).toBe('Hdd');
    hypervisor.setBootable(uuid, 'Hdd', false);
    await reset('ForceRestart');
    expect(hypervisor.bootedFrom(uuid)).toBe('Pxe');
    await hypervisor.insertMedia(uuid, 'Cd', source, medium);
    await reset('ForceRestart');
    expect(hypervisor.bootedFrom(uuid)).toBe('Cd');
  });

  it('stops before the system where nothing boots, or where it was told to', async () => {
    const { reset, progress, hypervisor, clock } = setUp();
    for (const target of ['Hdd', 'Pxe'] as const) hypervisor.setBootable(uuid, target, false);
    await reset('On', 1000);
    expect([hypervisor.bootedFrom(uuid), await progress()]).toEqual([
      undefined,
      'SystemHardwareInitializationComplete',
    ]);
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'BiosSetup' });
    await reset('ForceRestart', 1000);
    expect([hypervisor.bootedFrom(uuid), await progress()]).toEqual([
      'BiosSetup',
      'SystemHardwareInitializationComplete',
    ]);
    hypervisor.setBootable(uuid, 'Hdd', true);
    await reset('ForceRestart');
    clock.advance(1000);
    expect([hypervisor.bootedFrom(uuid), await progress()]).toEqual(['Hdd', 'OSRunning']);
  });

  it.each([
    [{ enabled: 'Once', target: 'UefiBootNext', bootNext: 'Boot0002' }, 'Pxe'],
    [{ enabled: 'Once', target: 'UefiTarget', uefiTarget: '52:54:00:00:00:01' }, 'Pxe'],
    [{ enabled: 'Once', target: 'UefiTarget', uefiTarget: 'no such device' }, 'Hdd'],
    [{ enabled: 'Once', target: 'UefiHttp', httpBootUri: 'http://192.0.2.1/b' }, 'UefiHttp'],
    [{ enabled: 'Disabled', target: 'Pxe' }, 'Hdd'],
    [{ order: ['Boot0002', 'Boot0001'] }, 'Pxe'],
  ] as const)('with %o uses %s', async (change, expected) => {
    const { reset, hypervisor } = setUp();
    await hypervisor.setBoot(uuid, change);
    await reset('On', 200);
    expect(hypervisor.bootedFrom(uuid)).toBe(expected);
  });

  it('reads a USB stick from the second drive, which comes and goes with its medium', async () => {
    const { reset, hypervisor } = setUp();
    const stick = async () => (await hypervisor.machine(uuid))?.boot.options.find(({ target }) => target === 'Usb');
    expect(await stick()).toBeUndefined();
    await hypervisor.insertMedia(uuid, 'Floppy', source, medium);
    expect(await stick()).toMatchObject({ id: 'Boot0004' });
    await hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Usb' });
    await reset('On', 200);
    expect(hypervisor.bootedFrom(uuid)).toBe('Usb');
    await hypervisor.ejectMedia(uuid, 'Floppy');
    expect(await stick()).toBeUndefined();
  });

  it('offers UEFI targets in UEFI mode alone', async () => {
    const { hypervisor } = setUp({ modes: ['Legacy'], nics: [], secureBoot: true });
    const machine = await hypervisor.machine(uuid);
    expect(machine?.boot.targets).toEqual(['None', 'Hdd', 'Cd', 'Usb', 'Floppy', 'BiosSetup']);
    expect(machine?.firmware.secureBoot).toBeUndefined();
  });
});

describe('faults', () => {
  const failure = new HypervisorError('failed', 'the disk is on fire');

  it('fail as often as they are told to, and change nothing', async () => {
    const { hypervisor, power } = setUp();
    hypervisor.failNext('reset', failure, 2);
    await expect(hypervisor.reset(uuid, 'On')).rejects.toBe(failure);
    await expect(hypervisor.reset(uuid, 'On')).rejects.toBe(failure);
    expect(await power()).toBe('Off');
    await hypervisor.reset(uuid, 'On');
    expect(await power()).toBe('PoweringOn');
    hypervisor.failNext('machines', failure);
    await expect(hypervisor.machines()).rejects.toBe(failure);
  });

  it('hold up a call and what waits behind it on the same machine, until the caller gives up', async () => {
    const { hypervisor, clock } = setUp();
    hypervisor.delay('insertMedia', 1000);
    const abort = new AbortController();
    const inserting = hypervisor.insertMedia(uuid, 'Cd', source, medium, abort.signal);
    let tagged = false;
    const tagging = hypervisor.setState(uuid, { assetTag: 'x' }).then(() => {
      tagged = true;
    });
    await new Promise(setImmediate);
    clock.advance(999);
    expect(tagged).toBe(false);
    abort.abort();
    await expect(inserting).rejects.toMatchObject({ code: 'cancelled' });
    await tagging;
    expect(clock.pending).toBe(0);
    expect((await hypervisor.machine(uuid))?.media[0]?.medium).toBeUndefined();
  });

  it('end a waiting call when the connection ends meanwhile', async () => {
    const { hypervisor, clock } = setUp();
    hypervisor.delay('setBoot', 10);
    const setting = hypervisor.setBoot(uuid, { enabled: 'Once', target: 'Cd' });
    await new Promise(setImmediate);
    hypervisor.setAvailable(false);
    clock.advance(10);
    await expect(setting).rejects.toMatchObject({ code: 'unavailable', retryAfter: 1 });
    hypervisor.setAvailable(true);
    expect((await hypervisor.machine(uuid))?.boot.override.target).toBe('None');
  });
});

it.each<[string, Partial<MachineSpec>, string]>([
  ['a UUID that is none', { uuid: 'one' }, 'not a UUID'],
  ['a MAC address that is none', { nics: [{ mac: '52:54' }] }, 'not a MAC address'],
  ['no mode at all', { modes: [] }, 'no firmware mode'],
  ['a UUID that is taken', { name: 'two', uuid: uuid.toUpperCase() }, 'already'],
  ['a name that is taken', { uuid: '11111111-2222-4333-8444-666666666666' }, 'already'],
])('refuses a machine with %s', async (_, change, message) => {
  const { hypervisor } = setUp();
  expect(() => hypervisor.add({ ...spec, ...change })).toThrow(HypervisorError);
  expect(() => hypervisor.add({ ...spec, ...change })).toThrow(message);
  expect(await hypervisor.machines()).toHaveLength(1);
});
