import { errorText } from '../outbound/errors.js';
import { createPolicy } from '../outbound/policy.js';
import { systemResolve } from '../outbound/resolve.js';
import { fetchImage } from './download.js';
import { cancelled } from './errors.js';
import { createEvict } from './evict.js';
import { createFlights, type FlightControl } from './flights.js';
import type { Web } from './follow.js';
import { openLocal } from './local.js';
import type { MediaLibraryOptions } from './options.js';
import { probeRemote } from './probe.js';
import { createSpace, freeBytes } from './space.js';
import { openStore, type StoredImage } from './store.js';
import { MediaError, type MediaLibrary } from './types.js';
import { imageName, isLocal, parseTarget, targetKey } from './url.js';

export interface CachingLibrary extends MediaLibrary {
  /** The directory is ours and swept. Rejects where it cannot be used; everything else then rejects likewise. */
  readonly ready: Promise<void>;
}

const gibibyte = 2 ** 30;

/**
 * Starts at once; every operation waits for `ready`. Throws where an entry of `allow` is malformed. Besides the calls
 * of `collect`, it collects on its own while it lives.
 */
export function createMediaLibrary(options: MediaLibraryOptions): CachingLibrary {
  const { dir, log, limits = {}, timeouts = {}, now = Date.now } = options;
  const { maxBytes = 32 * gibibyte, maxAge = 3_600_000, maxImageBytes = Number.POSITIVE_INFINITY } = limits;
  const web: Web = {
    policy: createPolicy(options.allow, options.exposed),
    resolve: options.resolve ?? systemResolve,
    connect: timeouts.connect ?? 10_000,
    idle: timeouts.idle ?? 30_000,
  };
  const flights = createFlights<StoredImage>();
  const closing = new AbortController();
  const opening = openStore(dir, log, now).catch((cause: unknown) => {
    throw new Error(`the image cache ${dir} cannot be used: ${errorText(cause)}`, { cause });
  });
  const opened = opening.then((store) => {
    const evict = createEvict(store, { maxBytes, maxAge }, options.inUse, now, log);
    const free = options.freeBytes ?? freeBytes;
    const space = createSpace(() => free(dir), limits.reserveBytes ?? gibibyte, evict);
    return { evict, downloads: { web, store, space, maxImageBytes, now, log } };
  });
  const ready = opened.then(() => {});
  ready.catch((error: unknown) => log.warn({ dir, reason: errorText(error) }, 'the image cache cannot be used'));

  const collect = async (): Promise<void> => (await opened).evict();
  const timer = setInterval(
    () => {
      collect().catch((error: unknown) => log.warn({ reason: errorText(error) }, 'unused images could not be removed'));
    },
    Math.min(Math.max(maxAge / 4, 1000), 600_000),
  ).unref();

  return {
    ready,
    async acquire(request, caller = {}) {
      const { downloads } = await opened;
      if (isLocal(request.url)) return { image: await openLocal(request.url, options.imageDirs), release() {} };
      const target = parseTarget(request);
      const start = (control: FlightControl) => fetchImage(downloads, target, control);
      if (closing.signal.aborted) throw cancelled();
      const { value, release } = await flights.join(targetKey(target), start, caller);
      return { image: { ...value, name: imageName(target.url) }, release };
    },
    async probe(request, { signal } = {}) {
      await opened;
      if (isLocal(request.url)) {
        throw new MediaError('unsupported-scheme', 'a file of this host cannot be streamed; use TransferMethod Upload');
      }
      const signals = signal === undefined ? [closing.signal] : [closing.signal, signal];
      return probeRemote(web, parseTarget(request), AbortSignal.any(signals));
    },
    collect,
    async close() {
      if (closing.signal.aborted) return;
      clearInterval(timer);
      closing.abort();
      await flights.close();
      await opened.then(
        ({ downloads }) => downloads.store.close(),
        () => {}, // It never opened, which `ready` has told.
      );
    },
  };
}
