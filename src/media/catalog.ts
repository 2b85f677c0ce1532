import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode, errorText } from '../outbound/errors.js';
import type { MediaLogger } from './options.js';

/** What a URL (with its credentials and trust) gave the last time. */
export interface UrlRecord {
  readonly digest: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** `resourceKey` of the URL that gave the validators. */
  readonly resource: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** A complete file under `sha256/`. */
export interface ImageRecord {
  readonly size: number;
  /** Milliseconds since the epoch: when it was last seen in use. */
  lastUsed: number;
}

export interface Index {
  readonly images: Readonly<Record<string, ImageRecord>>;
  readonly urls: Readonly<Record<string, UrlRecord>>;
}

const version = 1;

/** The index of a cache directory; an empty one where there is none, or none that can be read. */
export async function loadIndex(dir: string, log: MediaLogger): Promise<Index> {
  const path = join(dir, 'index.json');
  try {
    const parsed: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (isIndex(parsed)) return parsed;
    log.warn({ path }, 'the index of the image cache is of another form: images will be fetched again');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') {
      log.warn(
        { path, reason: errorText(error) },
        'the index of the image cache is unreadable: images will be fetched again',
      );
    }
  }
  return { images: {}, urls: {} };
}

/** Replaces it as a whole: a crash leaves the old one or the new one. Readable for its owner alone. */
export async function saveIndex(dir: string, index: Index): Promise<void> {
  const path = join(dir, 'index.json');
  const next = `${path}.next`;
  const file = await open(next, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify({ version, ...index }));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(next, path);
}

function isIndex(value: unknown): value is Index {
  if (!isObject(value) || value.version !== version || !isObject(value.images) || !isObject(value.urls)) return false;
  const images = Object.entries(value.images).every(
    ([digest, image]) => isDigest(digest) && isObject(image) && isNumber(image.size) && isNumber(image.lastUsed),
  );
  const urls = Object.values(value.urls).every(
    (url) => isObject(url) && isDigest(url.digest) && typeof url.resource === 'string' && isNumber(url.time),
  );
  return images && urls;
}

export function isDigest(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
