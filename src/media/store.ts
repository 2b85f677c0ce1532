import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorText } from '../outbound/errors.js';
import { type ImageRecord, loadIndex, saveIndex, type UrlRecord } from './catalog.js';
import { listImages, openDirectory } from './directory.js';
import type { Kept } from './flights.js';
import type { MediaLogger } from './options.js';
import { createTurns } from './turns.js';

export interface StoredImage {
  readonly digest: string;
  readonly path: string;
  readonly size: number;
}

/** A file that is being filled. */
export interface Part {
  readonly file: FileHandle;
  readonly path: string;
}

/** An image of the cache, as long as this process runs. */
interface Entry extends ImageRecord {
  /** How many holds it has. */
  holds: number;
  /** When the last one ended, in the store's own count of releases. */
  released: number;
  /** Its content is known to be what its name says: fetched by us, or synced before an earlier run ended. */
  trusted: boolean;
  /** Synced to disk: may be trusted by the next run. */
  durable: boolean;
}

interface Unsynced {
  readonly file: FileHandle;
  readonly entry: Entry;
  readonly timer: NodeJS.Timeout;
}

/** URLs remembered; one that is forgotten costs a download. */
const maxUrls = 4096;

/**
 * Milliseconds that an image lies before it is synced. Linux writes on its own what has been changed for 30 s
 * (`vm.dirty_expire_centisecs`), after which there is little left to do. An fsync of 1 GiB at once makes those of all
 * others wait for it: ext4 commits them together. libvirt does one of the definition, inside the very insert.
 */
const syncDelay = 45_000;

export interface Store {
  /** What `key` gave the last time, held, where it is still there. */
  find(key: string): Promise<Kept<{ readonly image: StoredImage; readonly record: UrlRecord }> | undefined>;
  /** A new, empty file. */
  part(): Promise<Part>;
  /** Makes a part an image, held, remembered under `key`. The part and its handle are the store's from then on, unless it throws. */
  commit(
    part: Part,
    image: { digest: string; size: number },
    key: string,
    record: Omit<UrlRecord, 'digest'>,
  ): Promise<Kept<StoredImage>>;
  /** Gives a part up: closed and removed. */
  drop(part: Part): Promise<void>;
  /** Renews what is remembered of a URL that was found unchanged. */
  remember(key: string, record: UrlRecord): void;
  readonly entries: ReadonlyMap<string, Readonly<Entry>>;
  /** Counts releases: whoever compares it with `Entry.released` knows what was held in between. */
  readonly releases: number;
  seen(digest: string): void;
  /** False where the image is held (again). */
  remove(digest: string): Promise<boolean>;
  save(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The files of a cache directory: `sha256/<digest>` complete and read-only, `partial/*` being fetched, `index.json`.
 * An image is served as soon as it is complete; it is synced to disk later, and only then does the index
 * name it, so that a power failure cannot leave a damaged file that is trusted.
 */
export async function openStore(dir: string, log: MediaLogger, now: () => number): Promise<Store> {
  const unlock = await openDirectory(dir, log);
  const index = await loadIndex(dir, log);
  const entries = new Map<string, Entry>();
  for (const [digest, size] of await listImages(dir)) {
    const known = index.images[digest];
    const trusted = known?.size === size;
    entries.set(digest, { ...newEntry(size, trusted ? known.lastUsed : now()), trusted, durable: trusted });
  }
  const urls = new Map(Object.entries(index.urls).filter(([, { digest }]) => entries.get(digest)?.trusted === true));
  /** Complete images that wait for their sync. */
  const unsynced = new Map<string, Unsynced>();
  const background = new Set<Promise<void>>();
  const exclusive = createTurns();
  let releases = 0;
  let parts = 0;

  const pathOf = (digest: string): string => join(dir, 'sha256', digest);

  function hold(digest: string, entry: Entry): () => void {
    entry.holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      entry.holds -= 1;
      releases += 1;
      entry.released = releases;
      entry.lastUsed = now();
      log.debug({ digest, holds: entry.holds }, 'image released');
    };
  }

  function remember(key: string, record: UrlRecord): void {
    urls.delete(key);
    urls.set(key, record);
    for (const oldest of urls.keys()) {
      if (urls.size <= maxUrls) break;
      urls.delete(oldest);
    }
  }

  const save = (): Promise<void> =>
    exclusive(async () => {
      const durable = [...entries].filter(([, entry]) => entry.durable);
      const images = durable.map(([digest, { size, lastUsed }]) => [digest, { size, lastUsed }] as const);
      const known = [...urls].filter(([, { digest }]) => entries.get(digest)?.durable === true);
      await saveIndex(dir, { images: Object.fromEntries(images), urls: Object.fromEntries(known) });
    });

  async function makeDurable(file: FileHandle, entry: Entry): Promise<void> {
    try {
      await file.sync().catch((error: unknown) => {
        // What Linux could not write back it forgets: the next read may give what was on the disk before (fsync(2), EIO).
        entry.trusted = false;
        throw error;
      });
      const folder = await open(join(dir, 'sha256'), constants.O_RDONLY | constants.O_DIRECTORY);
      await folder.sync().finally(() => folder.close());
      entry.durable = true;
      await save();
    } catch (error) {
      log.warn(
        { reason: errorText(error) },
        'an image could not be synced to disk: it is fetched again when it is next wanted',
      );
    } finally {
      await file.close();
    }
  }

  /** Another URL brought the same bytes before, or the transfer failed. */
  async function drop(part: Part): Promise<void> {
    await part.file.close();
    await rm(part.path, { force: true });
  }

  function sync(digest: string, { file, entry, timer }: Unsynced): void {
    clearTimeout(timer);
    unsynced.delete(digest);
    const syncing = makeDurable(file, entry).finally(() => background.delete(syncing));
    background.add(syncing);
  }

  /** What is removed or replaced need not get to disk any more. */
  async function leaveUnsynced(digest: string): Promise<void> {
    const waiting = unsynced.get(digest);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    unsynced.delete(digest);
    await waiting.file.close();
  }

  async function keep(part: Part, digest: string, entry: Entry): Promise<void> {
    await part.file.chmod(0o444);
    await rename(part.path, pathOf(digest));
    await leaveUnsynced(digest);
    entry.trusted = true;
    entry.durable = false;
    const timer = setTimeout(() => sync(digest, waiting), syncDelay).unref();
    const waiting = { file: part.file, entry, timer };
    unsynced.set(digest, waiting);
  }

  return {
    entries,
    get releases() {
      return releases;
    },
    remember,
    save,
    async find(key) {
      const record = urls.get(key);
      const entry = record && entries.get(record.digest);
      if (record === undefined || entry?.trusted !== true) return undefined;
      const release = hold(record.digest, entry);
      const path = pathOf(record.digest);
      if ((await sizeOf(path)) === entry.size)
        return { value: { image: { digest: record.digest, path, size: entry.size }, record }, release };
      release();
      log.warn({ digest: record.digest }, 'a cached image was removed or changed by someone else: it is fetched again');
      entry.trusted = false;
      urls.delete(key);
      return undefined;
    },
    async part() {
      parts += 1;
      const path = join(dir, 'partial', String(parts));
      return { path, file: await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600) };
    },
    commit: (part, { digest, size }, key, record) =>
      exclusive(async () => {
        const entry = entries.get(digest) ?? newEntry(size, now());
        const release = hold(digest, entry);
        try {
          if (entry.trusted && (await sizeOf(pathOf(digest))) === size) await drop(part);
          else await keep(part, digest, entry);
        } catch (error) {
          release();
          throw error;
        }
        entries.set(digest, entry);
        remember(key, { ...record, digest });
        return { value: { digest, path: pathOf(digest), size }, release };
      }),
    drop,
    seen(digest) {
      const entry = entries.get(digest);
      if (entry !== undefined) entry.lastUsed = now();
    },
    remove: (digest) =>
      exclusive(async () => {
        if (entries.get(digest)?.holds !== 0) return false;
        entries.delete(digest);
        await leaveUnsynced(digest);
        await rm(pathOf(digest), { force: true });
        return true;
      }),
    async close() {
      for (const [digest, waiting] of unsynced) sync(digest, waiting);
      await Promise.all(background);
      await save();
      await unlock();
    },
  };
}

function newEntry(size: number, lastUsed: number): Entry {
  return { size, lastUsed, holds: 0, released: 0, trusted: false, durable: false };
}

/** Bytes; undefined where there is no such file. */
async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
}
