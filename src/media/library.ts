import { openLocal } from './local.js';
import type { MediaLibraryOptions } from './options.js';
import { MediaError, type MediaLibrary } from './types.js';

export interface CachingLibrary extends MediaLibrary {
  /** The directory is ours and swept. Rejects where it cannot be used; everything else then rejects likewise. */
  readonly ready: Promise<void>;
}

/** Starts at once; every operation waits for `ready`. */
export function createMediaLibrary(options: MediaLibraryOptions): CachingLibrary {
  return {
    ready: Promise.resolve(),
    async acquire({ url }) {
      if (/^https?:/i.test(url)) throw new MediaError('unsupported-scheme', 'http is not there yet');
      return { image: await openLocal(url, options.imageDirs), release: () => {} };
    },
    async probe() {
      throw new MediaError('unsupported-scheme', 'http is not there yet');
    },
    async collect() {},
    async close() {},
  };
}
