/** One figure with the mark that it should reach. Figures are ratios within one run, or counts: machines differ. */
export interface Figure {
  readonly what: string;
  readonly measured: string;
  readonly wanted: string;
  readonly holds: boolean;
}

export interface Bench {
  readonly name: string;
  run(): Promise<readonly Figure[]>;
}

export const atMost = (what: string, value: number, limit: number, unit = 'x'): Figure => ({
  what,
  measured: `${value.toFixed(2)} ${unit}`,
  wanted: `<= ${limit} ${unit}`,
  holds: value <= limit,
});

export const atLeast = (what: string, value: number, limit: number, unit = 'x'): Figure => ({
  what,
  measured: `${value.toFixed(2)} ${unit}`,
  wanted: `>= ${limit} ${unit}`,
  holds: value >= limit,
});

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

/** Seconds that `work` takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
