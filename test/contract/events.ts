import { expect, it } from 'vitest';
import { look, record, until, untilPower } from './expect.js';
import type { Contract } from './rig.js';

export function eventContract(contract: Contract): void {
  it('tells of a machine that comes and goes', async () => {
    const { hypervisor, rig } = contract;
    const { events, stop } = record(hypervisor);
    const id = await rig.newMachine('comes-and-goes');
    const count = (type: 'added' | 'removed') =>
      events.filter((event) => event.type === type && event.id === id).length;
    await until(
      'added',
      () => count('added'),
      (times) => times > 0,
    );
    await rig.removeMachine(id);
    await until(
      'removed',
      () => count('removed'),
      (times) => times > 0,
    );
    stop();
    expect([count('added'), count('removed')]).toEqual([1, 1]);
  });

  it('tells of power as it changes, the last word being the truth', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('power-events');
    const { events, stop } = record(hypervisor, id);
    const last = () => events.flatMap((event) => (event.type === 'power' ? [event.power] : [])).at(-1);
    await hypervisor.reset(id, 'On');
    await until('On', last, (power) => power === 'On');
    expect((await look(hypervisor, id)).power).toBe('On');
    await hypervisor.reset(id, 'ForceOff');
    await until('Off', last, (power) => power === 'Off');
    expect((await look(hypervisor, id)).power).toBe('Off');
    stop();
    const powers = events.flatMap((event) => (event.type === 'power' ? [event.power] : []));
    expect(powers.filter((power, index) => power === powers[index - 1])).toEqual([]);
    for (const event of events) if (event.type === 'power') expect(event.reason).not.toBe('');
  });

  it('shows in every snapshot at least what it told', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('told-is-true');
    const seen: Promise<boolean>[] = [];
    const stop = hypervisor.subscribe((event) => {
      if (event.type !== 'changed' || event.id !== id) return;
      seen.push(look(hypervisor, id).then((machine) => machine.state.assetTag === 'told'));
    });
    await hypervisor.setState(id, { assetTag: 'told' });
    await until(
      'a change',
      () => seen.length,
      (length) => length > 0,
    );
    stop();
    expect(await seen.at(-1)).toBe(true);
  });

  it('stops when asked to', async () => {
    const { hypervisor, rig } = contract;
    const id = await rig.newMachine('unsubscribed');
    const silent = record(hypervisor, id);
    const heard = record(hypervisor, id);
    silent.stop();
    await hypervisor.reset(id, 'On');
    await untilPower(hypervisor, id, 'On');
    await until(
      'an event',
      () => heard.events.length,
      (length) => length > 0,
    );
    heard.stop();
    expect(silent.events).toEqual([]);
  });
}
