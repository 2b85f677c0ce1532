import { describe, expect, it } from 'vitest';
import { createFleet, limitTo } from '../fleet.js';
import { createMemoryHypervisor } from '../memory.js';
import { HypervisorError } from '../port.js';

const uuid = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const member = (number: number) =>
  createMemoryHypervisor({
    name: `memory:${number}`,
    machines: [{ uuid: uuid(number), name: `machine-${number}`, running: true }],
  });

describe('figures of a fleet', () => {
  it('are those of all hypervisors that answer', async () => {
    const [one, two] = [member(1), member(2)];
    const fleet = createFleet([one, two], { log: { warn: () => {} } });
    const ids = async () => [...((await fleet.metrics?.measure()) ?? new Map()).keys()];
    expect(await ids()).toEqual([uuid(1), uuid(2)]);
    one.failNext('measure', new HypervisorError('timeout', 'a QEMU hangs'));
    expect(await ids()).toEqual([uuid(2)]);
    one.setAvailable(false);
    two.setAvailable(false);
    await expect(fleet.metrics?.measure()).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('are those of the machines within a limit', async () => {
    const fleet = createFleet([member(1), member(2)], { log: { warn: () => {} } });
    const limited = limitTo(fleet, ['machine-2']);
    expect([...((await limited.metrics?.measure()) ?? new Map()).keys()]).toEqual([uuid(2)]);
  });
});
