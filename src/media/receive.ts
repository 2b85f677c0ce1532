import type { FileHandle } from 'node:fs/promises';
import { cancelled } from './errors.js';
import type { Answer } from './follow.js';
import { MediaError, type Progress } from './types.js';
import { shown } from './url.js';
import { bodyError } from './wire-errors.js';

/** Bytes gathered before they are written: one system call for some sixteen reads of the socket. */
const batchBytes = 1 << 20;

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
  let onDisk = false;
  let failure: { readonly cause: unknown } | undefined;
  const fail = (cause: unknown): void => {
    failure ??= { cause };
    response.destroy();
  };
  const stalled = (): void => {
    if (onDisk) timer.refresh();
    else fail(new MediaError('timeout', `${shown(url)}: no bytes for ${limits.idle / 1000} s, after ${received}`));
  };
  const timer = setTimeout(stalled, limits.idle);
  const abort = (): void => fail(cancelled(limits.signal.reason));
  limits.signal.addEventListener('abort', abort);
  if (limits.signal.aborted) abort();

  let batch: Uint8Array[] = [];
  let gathered = 0;
  let writing = Promise.resolve();
  const flush = async (): Promise<void> => {
    onDisk = true;
    await writing;
    onDisk = false;
    const chunks = batch;
    const progress = total === undefined ? { received } : { received, total };
    batch = [];
    gathered = 0;
    writing = sink.write(chunks).then(() => sink.onProgress(progress), fail);
  };
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      timer.refresh();
      batch.push(chunk);
      gathered += chunk.length;
      received += chunk.length;
      if (received > limits.maxBytes) fail(tooLarge(url, limits.maxBytes));
      else if (gathered >= batchBytes) await flush();
    }
  } catch (cause) {
    fail(bodyError(cause, url, received, total));
  } finally {
    clearTimeout(timer);
    limits.signal.removeEventListener('abort', abort);
  }
  if (gathered > 0 && failure === undefined) await flush();
  await writing;
  const broken: { readonly cause: unknown } | undefined = failure;
  if (broken !== undefined) throw broken.cause;
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
