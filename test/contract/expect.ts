import { expect } from 'vitest';
import type { Hypervisor, HypervisorErrorCode, Machine, PowerState } from '../../src/hypervisor/port.js';
import { pauseAfter } from '../helpers/wait.js';

/** Longer than any driver should need: a condition that never comes true is what this is for. */
const patience = 110_000;

/** Reads until it holds. */
export async function until<T>(what: string, read: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const end = Date.now() + patience;
  for (;;) {
    const begun = performance.now();
    const value = await read();
    if (holds(value)) return value;
    if (Date.now() > end) throw new Error(`${what} did not come true; last seen: ${JSON.stringify(value)}`);
    await pauseAfter(begun, 10);
  }
}

/** The machine, which has to be there. */
export async function look(hypervisor: Hypervisor, id: string): Promise<Machine> {
  const machine = await hypervisor.machine(id);
  if (machine === undefined) throw new Error(`machine ${id} is not there`);
  return machine;
}

export function untilMachine(hypervisor: Hypervisor, id: string, what: string, holds: (machine: Machine) => boolean) {
  return until(`machine ${id}: ${what}`, () => look(hypervisor, id), holds);
}

export function untilPower(hypervisor: Hypervisor, id: string, power: PowerState): Promise<Machine> {
  return untilMachine(hypervisor, id, `power ${power}`, (machine) => machine.power === power);
}

/** The work is refused with this code, and the machine is the same after as before. */
export async function refused(
  hypervisor: Hypervisor,
  id: string,
  code: HypervisorErrorCode,
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await look(hypervisor, id);
  await expect(work()).rejects.toMatchObject({ name: 'HypervisorError', code });
  expect(await look(hypervisor, id)).toEqual(before);
}

/** Collects what happens to one machine, or to none. */
export function record(hypervisor: Hypervisor, id?: string) {
  const events: Parameters<Parameters<Hypervisor['subscribe']>[0]>[0][] = [];
  const stop = hypervisor.subscribe((event) => {
    if (id === undefined || ('id' in event && event.id === id)) events.push(event);
  });
  return { events, stop };
}

/** A machine that was made behind the driver's back takes it a moment to hear of. */
export function untilKnown(hypervisor: Hypervisor, id: string): Promise<Machine | undefined> {
  const ask = async () => (hypervisor.available ? await hypervisor.machine(id) : undefined);
  return until(`machine ${id} is known`, ask, (machine) => machine !== undefined);
}
