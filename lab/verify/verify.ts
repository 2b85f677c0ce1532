import { setMaxListeners } from 'node:events';
import { type Phase, type Probe, phases, type Result, type Subject } from './probe.js';

/** A result with the probe that it is of. */
export interface Finding extends Result {
  readonly id: string;
  readonly phase: Phase;
}

export interface VerifyOptions {
  /** How far the lab is: probes of later phases are left out. */
  readonly phase: Phase;
  /** Clusters were picked out: probes of the lab as a whole are left out. */
  readonly partial?: boolean;
  /** Milliseconds that a probe may take. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  /** Ids of those that are still at work. */
  readonly onProgress?: (waiting: readonly string[], all: number) => void;
}

export const applicable = (all: readonly Probe[], { phase, partial = false }: VerifyOptions): readonly Probe[] =>
  all.filter((probe) => phases.indexOf(probe.phase) <= phases.indexOf(phase) && !(partial && probe.scope === 'lab'));

/** Settles for nothing when the signal aborts, even if the work does not listen to it. */
const within = <T>(work: Promise<T>, signal: AbortSignal, why: () => string): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error(why()));
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const runOne = async (
  probe: Probe,
  subject: Subject,
  limit: number,
  stop: AbortSignal,
): Promise<readonly Finding[]> => {
  const { id, phase } = probe;
  const own = new AbortController();
  const timer = setTimeout(() => own.abort(), limit);
  const signal = AbortSignal.any([own.signal, stop]);
  // Each of a probe's questions listens to it.
  setMaxListeners(0, signal);
  const why = (): string => (stop.aborted ? 'stopped' : `nothing came of it within ${limit / 1000} s`);
  try {
    const results = await within(
      Promise.resolve().then(() => probe.run(subject, signal)),
      signal,
      why,
    );
    return results.map((result) => ({ id, phase, ...result }));
  } catch (error) {
    const value = error instanceof Error ? error.message : String(error);
    return [{ id, phase, of: '', result: 'fail', value, hint: `It could not be seen whether ${probe.what}` }];
  } finally {
    clearTimeout(timer);
    // Whatever it still does is given up.
    own.abort();
  }
};

/** Runs the probes side by side, each no longer than it may. Never throws; findings are in the order of the probes. */
export const verify = async (
  all: readonly Probe[],
  subject: Subject,
  options: VerifyOptions,
): Promise<readonly Finding[]> => {
  const { limit = 5000, signal = new AbortController().signal, onProgress = () => {} } = options;
  const chosen = applicable(all, options);
  const waiting = new Set(chosen.map(({ id }) => id));
  onProgress([...waiting], chosen.length);
  const findings = await Promise.all(
    chosen.map(async (probe) => {
      const found = await runOne(probe, subject, limit, signal);
      waiting.delete(probe.id);
      onProgress([...waiting], chosen.length);
      return found;
    }),
  );
  return findings.flat();
};
