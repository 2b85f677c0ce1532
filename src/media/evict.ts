import { errorText } from '../outbound/errors.js';
import type { MediaLogger } from './options.js';
import type { Store } from './store.js';
import { createTurns } from './turns.js';

export interface EvictionLimits {
  /** Bytes that images nobody uses may occupy together. */
  readonly maxBytes: number;
  /** Milliseconds that an image nobody uses stays. */
  readonly maxAge: number;
}

/** Removes what nobody uses and is over the limits, the longest unused first, and more until `wanted` bytes are freed. */
export type Evict = (wanted?: number) => Promise<void>;

/**
 * Used is what is held, what is in some machine's drive, and what was held at any time while the drives were being
 * asked: an insert may have ended in between, too late for the answer. Where the drives cannot be told, nothing goes.
 */
export function createEvict(
  store: Store,
  limits: EvictionLimits,
  inUse: () => Promise<ReadonlySet<string>>,
  now: () => number,
  log: MediaLogger,
): Evict {
  const exclusive = createTurns();
  return (wanted = 0) => exclusive(() => pass(wanted));

  async function pass(wanted: number): Promise<void> {
    if (store.entries.size === 0) return;
    const start = store.releases;
    let used: ReadonlySet<string>;
    try {
      used = await inUse();
    } catch (error) {
      log.warn({ reason: errorText(error) }, 'not known which images are in use: none is removed');
      return;
    }
    for (const digest of used) store.seen(digest);
    const idle = [...store.entries]
      .filter(([digest, entry]) => entry.holds === 0 && entry.released <= start && !used.has(digest))
      .sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
    let total = idle.reduce((sum, [, { size }]) => sum + size, 0);
    let freed = 0;
    let removed = 0;
    for (const [digest, { size, lastUsed }] of idle) {
      const age = now() - lastUsed;
      if (total <= limits.maxBytes && age <= limits.maxAge && freed >= wanted) continue;
      if (!(await store.remove(digest))) continue;
      log.info({ digest, size, unusedSeconds: Math.round(age / 1000) }, 'image removed from the cache');
      total -= size;
      freed += size;
      removed += 1;
    }
    if (removed > 0) await store.save();
  }
}
