import { describe, expect, it } from 'vitest';
import { createMemoryHypervisor } from '../memory.js';
import { createHandClock } from './hand-clock.js';

const uuid = '00000000-0000-4000-8000-000000000001';

function setUp() {
  const clock = createHandClock();
  const machines = [{ uuid, name: 'one', cpus: 2, nics: [{ mac: '52:54:00:00:00:01' }] }];
  const hypervisor = createMemoryHypervisor({ machines, powerDelay: 0, clock });
  const measured = async () => (await hypervisor.metrics.measure()).get(uuid);
  return { clock, hypervisor, measured };
}

describe('the figures of a simulated machine', () => {
  it('are none while it is off, and begin at nothing with each start', async () => {
    const { clock, hypervisor, measured } = setUp();
    expect(await measured()).toBeUndefined();
    for (const _ of [1, 2]) {
      await hypervisor.reset(uuid, 'On');
      expect(await measured()).toMatchObject({ at: clock.now(), now: { cpu: 0, vcpus: [0, 0] } });
      clock.advance(100_000);
      expect((await measured())?.now.cpu).toBeGreaterThan(30);
      await hypervisor.reset(uuid, 'ForceOff');
      expect(await measured()).toBeUndefined();
    }
  });

  it('grow while it runs, stand still while it is paused, and go on through a reboot of the guest', async () => {
    const { clock, hypervisor, measured } = setUp();
    await hypervisor.reset(uuid, 'On');
    clock.advance(60_000);
    const running = await measured();
    expect(running?.now.vcpus[0]).toBeGreaterThan(running?.before?.vcpus[0] ?? Number.POSITIVE_INFINITY);
    expect(running?.now.disks[0]?.read?.bytes).toBeGreaterThan(0);
    expect(running?.now.nics[0]?.sent.bytes).toBeGreaterThan(0);
    await hypervisor.reset(uuid, 'Pause');
    clock.advance(60_000);
    const paused = await measured();
    expect(paused?.now).toEqual(running?.now);
    expect(paused?.before).toEqual(paused?.now);
    await hypervisor.reset(uuid, 'Resume');
    hypervisor.guestReboot(uuid);
    clock.advance(1000);
    expect((await measured())?.before).toEqual(running?.now);
  });

  it('stop with a guest that crashed', async () => {
    const { clock, hypervisor, measured } = setUp();
    await hypervisor.reset(uuid, 'On');
    clock.advance(5000);
    hypervisor.guestCrash(uuid);
    const crashed = await measured();
    clock.advance(5000);
    expect((await measured())?.now).toEqual(crashed?.now);
  });
});
