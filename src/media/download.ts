import { shown } from '../outbound/shown.js';
import { contentLength } from '../outbound/tap.js';
import { storeError } from './errors.js';
import type { FlightControl, Kept } from './flights.js';
import { type Answer, checkStatus, follow, type Web } from './follow.js';
import type { MediaLogger } from './options.js';
import { receive, tooLarge } from './receive.js';
import { type Block, createScribe } from './scribe.js';
import type { Space } from './space.js';
import type { Part, Store, StoredImage } from './store.js';
import { MediaError } from './types.js';
import { type Target, targetKey } from './url.js';
import { conditions, unchanged, validators } from './validate.js';

export interface Downloads {
  readonly web: Web;
  readonly store: Store;
  readonly space: Space;
  readonly maxImageBytes: number;
  readonly now: () => number;
  readonly log: MediaLogger;
}

/**
 * The image of a target, held: the cached one where its server says, to these credentials, that it still is the one;
 * else a new one. Throws `MediaError`, and then has left nothing.
 */
export async function fetchImage(parts: Downloads, target: Target, control: FlightControl): Promise<Kept<StoredImage>> {
  const { web, store, log } = parts;
  const known = await store.find(targetKey(target));
  let kept: Kept<StoredImage> | undefined;
  try {
    const answer = await follow(web, target, {
      method: 'GET',
      headers: (url) => conditions(known?.value.record, url),
      signal: control.signal,
    });
    const { url, response } = answer;
    const { statusCode: status = 0, headers } = response;
    if (known !== undefined && unchanged(known.value.record, known.value.image.size, { url, status, headers })) {
      response.destroy();
      const { image, record } = known.value;
      store.remember(targetKey(target), record);
      log.info({ image: shown(url), digest: image.digest, status }, 'image unchanged, taken from the cache');
      control.progress({ received: image.size, total: image.size });
      kept = { value: image, release: known.release };
      return kept;
    }
    try {
      checkStatus(answer, [200]);
      checkIsImage(answer);
      return await toStore(parts, target, answer, control);
    } finally {
      response.destroy();
    }
  } finally {
    if (kept === undefined) known?.release();
  }
}

async function toStore(
  parts: Downloads,
  target: Target,
  answer: Answer,
  control: FlightControl,
): Promise<Kept<StoredImage>> {
  const { web, store, space, maxImageBytes, now, log } = parts;
  const { url, response } = answer;
  const total = contentLength(response.headers);
  if (total !== undefined && total > maxImageBytes) throw tooLarge(url, maxImageBytes);
  const started = now();
  const claim = await space.claim(total);
  try {
    const kept = await intoPart(store, async (part) => {
      const scribe = createScribe(part.file);
      try {
        let written = 0;
        const write = async (block: Block): Promise<void> => {
          await scribe.write(block).catch((error: unknown) => {
            throw storeError(error);
          });
          written += block.length;
          await claim.wrote(written);
        };
        const sink = { write, onProgress: control.progress };
        const limits = { idle: web.idle, maxBytes: maxImageBytes, signal: control.signal };
        const size = await receive(answer, sink, limits);
        if (size === 0) throw new MediaError('empty', `${shown(url)}: the server sent an image of no bytes`);
        const digest = await scribe.digest();
        const record = validators(url, response.headers, now());
        return await store.commit(part, { digest, size }, targetKey(target), record);
      } finally {
        await scribe.close();
      }
    });
    const { digest, size } = kept.value;
    log.info({ image: shown(url), digest, size, milliseconds: now() - started }, 'image fetched');
    return kept;
  } finally {
    claim.release();
  }
}

/** Whatever goes wrong, the part is gone afterwards. */
async function intoPart<T>(store: Store, work: (part: Part) => Promise<T>): Promise<T> {
  const part = await store.part().catch((error: unknown) => {
    throw storeError(error);
  });
  try {
    return await work(part);
  } catch (error) {
    await store.drop(part);
    throw storeError(error);
  }
}

/** A login page or a directory listing answers 200 too; no image is served as a web page. */
function checkIsImage({ url, response: { headers } }: Answer): void {
  if (/^text\/html\b/i.test(headers['content-type'] ?? '')) {
    throw new MediaError(
      'server-error',
      `${shown(url)}: the server answered with a web page (text/html), not an image`,
    );
  }
  const coding = headers['content-encoding'] ?? 'identity';
  if (coding !== 'identity') {
    throw new MediaError('server-error', `${shown(url)}: the server sends the image ${coding}-encoded unasked`);
  }
}
