import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HypervisorEvent } from '../../src/hypervisor/port.js';
import {
  connect,
  type Domain,
  type Hypervisor,
  LibvirtError,
  openHypervisor,
  type StateChange,
} from '../../src/libvirt/index.js';
import { type Libvirtd, startLibvirtd } from '../helpers/libvirtd.js';
import { defineMachine } from '../helpers/machines.js';
import { waitFor } from '../helpers/wait.js';
import { look, probeMedium, startDriver, untilMachine } from './driver-rig.js';

const machine = (name: string): string => `<domain type='qemu'>
  <name>${name}</name><memory unit='MiB'>32</memory>
  <os><type arch='x86_64' machine='pc'>hvm</type></os>
</domain>`;

let daemon: Libvirtd;
let hypervisor: Hypervisor;
const changes: StateChange[] = [];
const events: string[] = [];
const is = (state: string): Promise<unknown> => waitFor(`state ${state}`, () => hypervisor.state === state);
const event = (text: string): Promise<unknown> => waitFor(text, () => events.includes(text));

beforeAll(async () => {
  // The daemon drops a client that leaves one of its pings unanswered.
  daemon = await startLibvirtd({ conf: ['keepalive_interval=1', 'keepalive_count=1'] });
  await daemon.kill();
  hypervisor = openHypervisor(daemon.uri);
  hypervisor.onState((change) => changes.push(change));
});
afterAll(async () => {
  await hypervisor?.close();
  await daemon?.stop();
});

describe('libvirt client: reconnecting', () => {
  it('waits for a daemon that is not there yet; calls fail at once, and say why', async () => {
    await waitFor('a failed attempt', () => changes.length > 0);
    expect(hypervisor.state).toBe('connecting');
    const error: unknown = await hypervisor.listDomains().catch((each: unknown) => each);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({ kind: 'unavailable', message: expect.stringContaining(daemon.socket) });
    // A wish now is a registration later.
    await hypervisor.subscribe('domainLifecycle', (each) => events.push(`${each.domain.name} ${each.event}`));
    await daemon.start();
    await is('up');
    expect(hypervisor.reason).toBeUndefined();
    await hypervisor.defineDomain(machine('first'));
    await event('first defined');
  });

  it('comes back after the daemon was killed, and so do its events; no call hangs', async () => {
    const domain = await hypervisor.lookupDomainByName('first');
    let going = true;
    const outcomes = new Map<string, number>();
    const load = async (): Promise<void> => {
      while (going) {
        const outcome = await domain.toXml().then(
          () => 'answered',
          (error: unknown) => (error instanceof LibvirtError ? error.kind : String(error)),
        );
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const loads = Array.from({ length: 10 }, load);
    await waitFor('some answers', () => (outcomes.get('answered') ?? 0) > 20);
    await daemon.kill();
    await is('down');
    await waitFor('some refusals', () => (outcomes.get('unavailable') ?? 0) > 20);
    await daemon.start();
    await is('up');
    const before = outcomes.get('answered') ?? 0;
    await waitFor('more answers', () => (outcomes.get('answered') ?? 0) > before + 20);
    going = false;
    await Promise.all(loads);
    expect([...outcomes.keys()].sort()).toEqual(['answered', 'unavailable']);
    await hypervisor.defineDomain(machine('second'));
    await event('second defined');
  });

  it('keeps domains, events and slow calls working through restart after restart', async () => {
    const domain: Domain = await hypervisor.lookupDomainByName('second');
    // Off while the daemon restarts: QEMU now and then hangs up on a daemon that comes to its monitor right after the
    // last one's death, and libvirt then takes the guest for dead.
    for (let round = 1; round <= 3; round++) {
      await daemon.restart();
      await waitFor('an answer', () =>
        domain
          .getState()
          .then(({ state }) => state === 'shutoff')
          .catch(() => false),
      );
      await domain.start();
      await waitFor(`start ${round}`, () => events.filter((each) => each === 'second started').length === round);
      await domain.destroy();
    }
  });

  it('answers the daemon’s pings, and drops a daemon that does not answer its own', async () => {
    const quiet = openHypervisor(daemon.uri, { keepAlive: { interval: 3_600_000, count: 1 } });
    const silence: StateChange[] = [];
    quiet.onState((change) => silence.push(change));
    const eager = openHypervisor(daemon.uri, { keepAlive: { interval: 100, count: 3 } });
    const downs: StateChange[] = [];
    eager.onState((change) => downs.push(change));
    await waitFor('both up', () => quiet.state === 'up' && eager.state === 'up');
    // Time for a few of the daemon's pings; it would have hung up after the second.
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(silence.map(({ state }) => state)).toEqual(['up']);
    await quiet.close();

    const signal = (name: string): Promise<string> => daemon.exec('sh', '-c', `kill -${name} $(cat /run/libvirtd.pid)`);
    await signal('STOP');
    const pending = eager.listDomains().catch((error: unknown) => error);
    const down = await waitFor('down', () => downs.find(({ state }) => state === 'down'));
    expect(down.reason?.message).toContain('3 keep-alive messages');
    expect(await pending).toMatchObject({ kind: 'unavailable' });
    await signal('CONT');
    await waitFor('up again', () => eager.state === 'up');
    await eager.close();
  });

  it('hears no more of what it no longer wants to', async () => {
    const extra: string[] = [];
    const end = await hypervisor.subscribe('domainLifecycle', (each) => extra.push(each.event));
    await hypervisor.defineDomain(machine('third'));
    await waitFor('the event', () => extra.includes('defined'));
    end();
    end();
    const count = extra.length;
    const third = await hypervisor.lookupDomainByName('third');
    await third.undefine();
    await event('third undefined');
    expect(extra.length).toBe(count);
  });

  it('is down for good once it is closed', async () => {
    const other = await connect(daemon.uri);
    const ended = new Promise<StateChange>((resolve) => other.onState(resolve));
    const pending = other.getCapabilities();
    const outcome = pending.then(
      () => 'answered',
      (error: unknown) => (error as LibvirtError).kind,
    );
    await other.close();
    expect((await ended).state).toBe('down');
    expect(['answered', 'unavailable']).toContain(await outcome);
    await expect(other.listDomains()).rejects.toMatchObject({ kind: 'unavailable' });

    await hypervisor.close();
    expect(hypervisor.state).toBe('down');
    await expect(hypervisor.listDomains()).rejects.toMatchObject({ kind: 'unavailable' });
    const last = changes.length;
    await daemon.restart();
    expect(changes.length).toBe(last);
  });

  it('is down too where it was closed before it ever was up', async () => {
    const never = openHypervisor('qemu+unix:///system?socket=/nonexistent');
    const failed = new Promise<StateChange>((resolve) => never.onState(resolve));
    expect((await failed).state).toBe('connecting');
    await never.close();
    await waitFor('down', () => never.state === 'down');
  });

  it('does not come back by itself where that was not wanted', async () => {
    const once = await connect(daemon.uri);
    const ended = new Promise<StateChange>((resolve) => once.onState(resolve));
    await daemon.restart();
    expect(await ended).toMatchObject({ state: 'down', reason: { kind: 'unavailable' } });
    await expect(once.listDomains()).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('a guest that outlives its daemon', () => {
  let own: Libvirtd;
  beforeAll(async () => {
    own = await startLibvirtd();
  });
  afterAll(() => own?.stop());

  it('is there again when the daemon is: its power, its events, its media', async () => {
    const driver = await startDriver(own.uri);
    const heard: HypervisorEvent[] = [];
    try {
      const guest = await defineMachine(own, { disk: 'deaf', cd: true });
      const is = (what: string, holds: (power: string) => boolean) =>
        untilMachine(driver, guest.uuid, what, ({ power }) => holds(power));
      await guest.virsh('start');
      await guest.witness.booted(1);
      const before = await is('on', (power) => power === 'On');
      driver.subscribe((event) => heard.push(event));
      await own.terminate();
      await waitFor('the outage', () => heard.some(({ type }) => type === 'down'));
      await expect(driver.machine(guest.uuid)).rejects.toMatchObject({ code: 'unavailable' });
      await own.start();
      await waitFor('its end', () => heard.some(({ type }) => type === 'up'));
      const after = await look(driver, guest.uuid);
      // It is the same run of the same machine: nobody started it meanwhile.
      expect({ ...after, revision: '', lastResetTime: undefined, boot: undefined }).toEqual({
        ...before,
        revision: '',
        lastResetTime: undefined,
        boot: undefined,
      });
      expect(await guest.witness.boots()).toEqual(['disk']);
      expect(heard.filter(({ type }) => type === 'removed' || type === 'power')).toEqual([]);

      const [source, medium] = await probeMedium('deaf');
      await driver.insertMedia(guest.uuid, 'Cd', source, medium);
      expect((await look(driver, guest.uuid)).media.find(({ id }) => id === 'Cd')?.medium?.name).toBe('probe.iso');
      expect(await guest.xml()).toContain(source.kind === 'file' ? source.path : 'no file');
      await driver.ejectMedia(guest.uuid, 'Cd');

      await guest.virsh('reset');
      await waitFor('the reset to be told', () => heard.some(({ type }) => type === 'boot'));
      await guest.witness.booted(2);
      await guest.virsh('destroy');
      await is('off', (power) => power === 'Off');
      await waitFor('that to be told', () => heard.some((event) => event.type === 'power' && event.power === 'Off'));
    } finally {
      await driver.close();
    }
  });
});
