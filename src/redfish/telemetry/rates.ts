/** Rates and shares between the two looks of a measurement. */
import type { Machine, Measured, Usage } from '../../hypervisor/port.js';

type Pick = (usage: Usage) => number | undefined;

/**
 * How much a counter grows in a second. One that is smaller than before began anew, and so did those of a machine that
 * was off: they count from 0, as Prometheus's `rate()` has it. Undefined where one of the looks could not tell.
 */
export const perSecond = ({ now, before, seconds }: Measured, pick: Pick): number | undefined => {
  const count = pick(now);
  const earlier = before === undefined ? 0 : pick(before);
  if (count === undefined || earlier === undefined || seconds <= 0) return undefined;
  return (count < earlier ? count : count - earlier) / seconds;
};

/** Two digits behind the point: more would be noise. */
export const rounded = (value: number): number => Math.round(value * 100) / 100;
const percent = (share: number): number => rounded(Math.min(100, Math.max(0, share * 100)));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** What the vCPUs from `first` to before `end` worked, of the time that they had. */
export const cpuPercent = (measured: Measured, first: number, end: number): number | undefined => {
  if (measured.now.vcpus.length === 0 || end <= first) return undefined;
  const rate = perSecond(measured, ({ vcpus }) => sum(vcpus.slice(first, end)));
  return rate === undefined ? undefined : percent(rate / (end - first));
};

/** The same of all; numbers of vCPUs may have gaps where some are offline. */
export const allCpusPercent = (measured: Measured, { processors: { online } }: Machine): number | undefined => {
  if (measured.now.vcpus.length === 0) return undefined;
  const rate = perSecond(measured, ({ vcpus }) => sum(vcpus));
  return rate === undefined ? undefined : percent(rate / online);
};

/** Memory that is not free for programs, as the guest's own balloon driver tells; without one nobody knows. */
export const memoryPercent = ({ now: { memory } }: Measured): number | undefined => {
  const { visible, usable } = memory ?? {};
  return visible === undefined || usable === undefined || visible === 0 ? undefined : percent(1 - usable / visible);
};

/** Memory that the machine takes on its host, of what it was given. QEMU needs some for itself: it may be over 100. */
export const residentPercent = ({ now: { memory } }: Measured, { memory: { maximum } }: Machine): number | undefined =>
  memory?.resident === undefined || maximum === 0 ? undefined : rounded((memory.resident / maximum) * 100);
