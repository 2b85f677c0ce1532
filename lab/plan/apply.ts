import type { Change } from './change.js';

export type Progress =
  | { readonly type: 'started'; readonly change: Change }
  | { readonly type: 'done'; readonly change: Change; readonly milliseconds: number }
  | { readonly type: 'failed'; readonly change: Change; readonly error: Error }
  /** Not begun: `because` is an item that failed, or nothing where the work was broken off. */
  | { readonly type: 'skipped'; readonly change: Change; readonly because?: string };

export interface Outcome {
  readonly done: readonly Change[];
  readonly failed: readonly { readonly change: Change; readonly error: Error }[];
  readonly skipped: readonly Change[];
}

export interface ApplyOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Changes at a time; libvirtd serves five calls of a connection at once. */
  readonly parallel?: number;
}

/**
 * Makes changes, each after those of the items that it names, the others side by side. One that fails holds up only
 * what comes after it. Never throws: the outcome tells.
 */
export async function apply(changes: readonly Change[], options: ApplyOptions = {}): Promise<Outcome> {
  const { signal = new AbortController().signal, onProgress = () => {}, parallel = 8 } = options;
  const waiting = new Set(changes);
  const running = new Map<Change, Promise<void>>();
  const outcome = {
    done: [] as Change[],
    failed: [] as { change: Change; error: Error }[],
    skipped: [] as Change[],
  };
  const broken = new Set<string>();

  const open = (item: string): boolean => [...waiting, ...running.keys()].some((change) => change.item === item);
  const skip = (change: Change, because?: string): void => {
    waiting.delete(change);
    broken.add(change.item);
    outcome.skipped.push(change);
    onProgress({ type: 'skipped', change, ...(because !== undefined && { because }) });
  };
  const start = async (change: Change): Promise<void> => {
    const begun = performance.now();
    onProgress({ type: 'started', change });
    try {
      await change.run(signal);
      outcome.done.push(change);
      onProgress({ type: 'done', change, milliseconds: performance.now() - begun });
    } catch (cause) {
      const error = cause instanceof Error ? cause : new Error(String(cause));
      broken.add(change.item);
      outcome.failed.push({ change, error });
      onProgress({ type: 'failed', change, error });
    } finally {
      running.delete(change);
    }
  };

  for (;;) {
    for (const change of [...waiting]) {
      // Changes of one item follow each other in the plan's order.
      const earlier = [...waiting, ...running.keys()].some(
        (other) => other !== change && other.item === change.item && changes.indexOf(other) < changes.indexOf(change),
      );
      const because = [change.item, ...change.after].find((item) => broken.has(item));
      if (signal.aborted) skip(change);
      else if (because !== undefined) skip(change, because);
      else if (!earlier && !change.after.some(open) && running.size < parallel) {
        waiting.delete(change);
        running.set(change, start(change));
      }
    }
    if (running.size === 0) {
      // What waits for each other in a circle would wait for ever: the planner made a mistake.
      if (
        waiting.size > 0 &&
        ![...waiting].some((change) => broken.has(change.item) || change.after.some((item) => broken.has(item)))
      )
        throw new Error(`changes wait for each other: ${[...waiting].map(({ item }) => item).join(', ')}`);
      if (waiting.size === 0) return outcome;
      continue;
    }
    await Promise.race(running.values());
  }
}
