import type { FileHandle } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { shown } from '../outbound/shown.js';
import { cancelled, storeError } from './errors.js';
import type { Answer } from './follow.js';
import { MediaError, type Progress } from './types.js';

/** Bytes gathered before they are written: one system call, and one word to the hasher, for some sixty reads of the socket. */
const batchBytes = 4 << 20;

export interface Sink {
  /** Writes at the end of what was written before. */
  write(chunks: readonly Uint8Array[]): Promise<void>;
  onProgress(progress: Progress): void;
}

/**
 * Passes a response's body to `sink` and resolves with its length. Receiving goes on while a batch is being written,
 * and stops while a second one waits. Throws `MediaError`: truncated, timeout (no byte for `idle` ms), too-large,
 * cancelled; and what the sink throws.
 */
export async function receive(
  { url, response }: Answer,
  sink: Sink,
  limits: { readonly idle: number; readonly maxBytes: number; readonly signal: AbortSignal },
): Promise<number> {
  const total = contentLength(response.headers);
  let received = 0;
  let batch: Uint8Array[] = [];
  let gathered = 0;
  let writing = Promise.resolve();
  /** Resolves when the batch before is written and this one has begun to be. */
  async function flush(): Promise<void> {
    await writing;
    const progress = total === undefined ? { received } : { received, total };
    writing = sink.write(batch).then(() => sink.onProgress(progress));
    // Seen by the next flush; without a handler of its own it would count as unhandled until then.
    writing.catch((error: unknown) => file.destroy(storeError(error)));
    batch = [];
    gathered = 0;
  }
  const file = new Writable({
    highWaterMark: batchBytes,
    write(chunk: Uint8Array, _encoding, done) {
      timer.refresh();
      batch.push(chunk);
      gathered += chunk.length;
      received += chunk.length;
      if (received > limits.maxBytes) done(tooLarge(url, limits.maxBytes));
      else if (gathered < batchBytes) done();
      else flush().then(() => done(), done);
    },
    final(done) {
      flush()
        .then(() => writing)
        .then(() => done(), done);
    },
  });
  const timer = setTimeout(() => {
    // A slow disk is not the server's fault.
    if (file.writableNeedDrain) timer.refresh();
    else
      file.destroy(new MediaError('timeout', `${shown(url)}: no bytes for ${limits.idle / 1000} s, after ${received}`));
  }, limits.idle);
  try {
    await pipeline(response, file, { signal: limits.signal });
  } catch (cause) {
    throw limits.signal.aborted ? cancelled(limits.signal.reason) : bodyError(cause, url, received, total);
  } finally {
    clearTimeout(timer);
    // The part is closed next: not before the last write to it has ended.
    await writing.catch(() => {});
  }
  if (total !== undefined && received !== total) throw bodyError(undefined, url, received, total);
  return received;
}

export function contentLength(headers: { readonly 'content-length'?: string | undefined }): number | undefined {
  const text = headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

export function tooLarge(url: URL, limit: number): MediaError {
  return new MediaError('too-large', `${shown(url)} is larger than the limit of ${limit} bytes`);
}

/** Writes all of `chunks`, also where the system takes only a part at a time, and resolves with their length. */
export async function writeAll(file: FileHandle, chunks: readonly Uint8Array[]): Promise<number> {
  const { bytesWritten } = await file.writev([...chunks]);
  let total = 0;
  for (const chunk of chunks) {
    let at = Math.min(Math.max(0, bytesWritten - total), chunk.length);
    while (at < chunk.length) at += (await file.write(chunk, at)).bytesWritten;
    total += chunk.length;
  }
  return total;
}

/** Of a transfer that broke off after its headers. */
function bodyError(cause: unknown, url: URL, received: number, total: number | undefined): MediaError {
  if (cause instanceof MediaError) return cause;
  const of = total === undefined ? '' : ` of ${total}`;
  return new MediaError('truncated', `${shown(url)}: the transfer ended after ${received}${of} bytes`, { cause });
}
