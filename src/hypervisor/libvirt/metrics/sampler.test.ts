import { describe, expect, it } from 'vitest';
import type { Usage } from '../../port.js';
import { createSampler } from './sampler.js';

const usage = (cpu: number): Usage => ({ cpu, vcpus: [cpu], disks: [], nics: [] });

function setUp() {
  let tick = 0;
  const looks: number[] = [];
  const waits: number[] = [];
  let fails = false;
  let machines: readonly string[] = ['a'];
  const measure = createSampler({
    look: async () => {
      looks.push(tick);
      if (fails) throw new Error('no answer');
      return new Map(machines.map((id) => [id, usage(tick / 1000)]));
    },
    now: () => tick,
    date: () => new Date(tick),
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      tick += milliseconds;
    },
  });
  return {
    measure,
    looks,
    waits,
    pass: (milliseconds: number) => {
      tick += milliseconds;
    },
    fail: (value: boolean) => {
      fails = value;
    },
    show: (ids: readonly string[]) => {
      machines = ids;
    },
  };
}

describe('a sampler', () => {
  it('looks twice, a second apart, where there was no look before', async () => {
    const { measure, looks, waits } = setUp();
    const measured = (await measure()).get('a');
    expect(measured).toEqual({ at: new Date(1000), seconds: 1, now: usage(1), before: usage(0) });
    expect([looks, waits]).toEqual([[0, 1000], [1000]]);
  });

  it('looks once for all who ask within a second', async () => {
    const { measure, looks, pass } = setUp();
    const [first, second] = await Promise.all([measure(), measure()]);
    expect(second).toBe(first);
    pass(999);
    expect(await measure()).toBe(first);
    expect(looks).toHaveLength(2);
    pass(1);
    expect((await measure()).get('a')).toMatchObject({ seconds: 1, now: usage(2), before: usage(1) });
    expect(looks).toHaveLength(3);
  });

  it('takes the last look as the earlier one for a minute', async () => {
    const { measure, looks, waits, pass } = setUp();
    await measure();
    pass(60_000);
    expect((await measure()).get('a')).toMatchObject({ seconds: 60 });
    pass(60_001);
    expect((await measure()).get('a')).toMatchObject({ seconds: 1 });
    expect(looks).toHaveLength(5);
    expect(waits).toHaveLength(2);
  });

  it('asks nobody while nobody asks', async () => {
    const { measure, looks, pass } = setUp();
    await measure();
    pass(3_600_000);
    await new Promise(setImmediate);
    expect(looks).toHaveLength(2);
  });

  it('has no earlier figures of a machine that was off, and none at all of one that is off now', async () => {
    const { measure, show, pass } = setUp();
    await measure();
    show(['b']);
    pass(1000);
    const measured = await measure();
    expect([...measured.keys()]).toEqual(['b']);
    expect(measured.get('b')).not.toHaveProperty('before');
  });

  it('tries again after a failure, with the last good look as the earlier one', async () => {
    const { measure, fail, pass } = setUp();
    await measure();
    pass(1000);
    fail(true);
    await expect(measure()).rejects.toThrow('no answer');
    fail(false);
    expect((await measure()).get('a')).toMatchObject({ seconds: 1, now: usage(2) });
  });
});
