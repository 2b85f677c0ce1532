import { describe, expect, it } from 'vitest';
import type { Measured, Usage } from '../../hypervisor/port.js';
import { durationOf, secondsOf } from './duration.js';
import { cpuPercent, memoryPercent, perSecond } from './rates.js';

const usage = (change: Partial<Usage>): Usage => ({ vcpus: [], disks: [], nics: [], ...change });
const measured = (seconds: number, before: Partial<Usage> | undefined, now: Partial<Usage>): Measured => ({
  at: new Date(0),
  seconds,
  now: usage(now),
  ...(before && { before: usage(before) }),
});
const cpu = ({ cpu: time }: Usage) => time;

describe('a rate', () => {
  it('is what a counter grew by, over the time between the looks', () => {
    expect(perSecond(measured(4, { cpu: 10 }, { cpu: 12 }), cpu)).toBe(0.5);
  });

  it('counts from 0 where the counter began anew, or the machine was off', () => {
    expect(perSecond(measured(4, { cpu: 10 }, { cpu: 2 }), cpu)).toBe(0.5);
    expect(perSecond(measured(4, undefined, { cpu: 2 }), cpu)).toBe(0.5);
  });

  it('is unknown where one of the looks could not tell, and not all that there is', () => {
    expect(perSecond(measured(4, {}, { cpu: 1e9 }), cpu)).toBeUndefined();
    expect(perSecond(measured(4, { cpu: 1 }, {}), cpu)).toBeUndefined();
    expect(perSecond(measured(0, { cpu: 1 }, { cpu: 2 }), cpu)).toBeUndefined();
  });
});

describe('a share', () => {
  it('of processors is that of the vCPUs that are meant, and never more than all', () => {
    const work = measured(2, { vcpus: [0, 0, 0, 0] }, { vcpus: [2.1, 1, 0, 0] });
    expect(cpuPercent(work, 0, 1)).toBe(100);
    expect(cpuPercent(work, 0, 2)).toBe(77.5);
    expect(cpuPercent(work, 2, 4)).toBe(0);
    expect(cpuPercent(measured(2, {}, {}), 0, 1)).toBeUndefined();
  });

  it('of memory is what the guest tells, or unknown', () => {
    expect(memoryPercent(measured(1, {}, { memory: { visible: 1000, usable: 250 } }))).toBe(75);
    expect(memoryPercent(measured(1, {}, { memory: { balloon: 1000, resident: 900 } }))).toBeUndefined();
  });
});

describe('a duration', () => {
  it.each([
    ['PT1S', 1],
    ['PT1M30S', 90],
    ['P1DT2H', 93_600],
    ['PT0.5S', 0.5],
    ['P', undefined],
    ['PT', undefined],
    ['1 minute', undefined],
    ['P1Y', undefined],
  ])('%s is %s seconds', (text, seconds) => {
    expect(secondsOf(text)).toBe(seconds);
    if (seconds !== undefined) expect(secondsOf(durationOf(seconds))).toBe(seconds);
  });
});
