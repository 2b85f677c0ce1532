import { shown } from '../outbound/shown.js';
import { contentLength, type Sink } from '../outbound/tap.js';
import { cancelled } from './errors.js';
import type { Answer } from './follow.js';
import type { Block } from './scribe.js';
import { MediaError, type Progress } from './types.js';

/** Bytes gathered before they are handed on: one word to the writing thread for many reads of the socket. */
const blockBytes = 4 << 20;
/** A block with less room than this is full: reads of the last few bytes would cost as much as large ones. */
const leastRoom = 256 << 10;

export interface Output {
  /** Writes at the end of what was written before. The block is not touched until it resolves. */
  write(block: Block): Promise<void>;
  onProgress(progress: Progress): void;
}

export interface ReceiveLimits {
  /** Milliseconds without a byte. */
  readonly idle: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/**
 * Passes an answer's body to `output` and resolves with its length. Receiving goes on while a block is being written,
 * and stops while a second one waits. Throws `MediaError`: truncated, timeout, too-large, cancelled; and what the
 * output throws.
 */
export async function receive(answer: Answer, output: Output, limits: ReceiveLimits): Promise<number> {
  const { url, response, tap } = answer;
  if (limits.signal.aborted) throw cancelled(limits.signal.reason);
  const total = contentLength(response.headers);
  let received = 0;
  const blocks = createBlocks(async (block) => {
    const progress = total === undefined ? { received } : { received, total };
    await output.write(block);
    output.onProgress(progress);
  });
  const giveUp = (error: Error): void => void response.destroy(error);
  const idle = setTimeout(() => {
    // A slow disk is not the server's fault.
    if (blocks.waiting) idle.refresh();
    else giveUp(new MediaError('timeout', `${shown(url)}: no bytes for ${limits.idle / 1000} s, after ${received}`));
  }, limits.idle);
  const abort = (): void => giveUp(cancelled(limits.signal.reason));
  limits.signal.addEventListener('abort', abort, { once: true });
  try {
    await tap.read(response, {
      space: blocks.space,
      took(count) {
        idle.refresh();
        received += count;
        if (received > limits.maxBytes) throw tooLarge(url, limits.maxBytes);
        return blocks.took(count);
      },
    });
    await blocks.end();
    // Nothing listens to the connection any more once all has come.
    limits.signal.throwIfAborted();
  } catch (cause) {
    throw limits.signal.aborted ? cancelled(limits.signal.reason) : bodyError(cause, url, received, total);
  } finally {
    clearTimeout(idle);
    limits.signal.removeEventListener('abort', abort);
    // The part is closed next: not before the last write to it has ended.
    await blocks.settled();
  }
  return received;
}

interface Blocks extends Sink {
  /** A full block waits for the one before it. */
  readonly waiting: boolean;
  /** The rest is written too. */
  end(): Promise<void>;
  /** No write is under way any more. */
  settled(): Promise<void>;
}

const newBlock = (): Block => new Uint8Array(new SharedArrayBuffer(blockBytes));

/** Two blocks in turn: one is filled while the other is written. */
function createBlocks(write: (block: Block) => Promise<void>): Blocks {
  let filling = newBlock();
  let other: Block | undefined;
  let filled = 0;
  let writing = Promise.resolve();
  let waiting = false;

  /** Resolves when the block before is written and this one has begun to be. */
  async function flush(): Promise<void> {
    waiting = true;
    await writing;
    waiting = false;
    writing = write(filling.subarray(0, filled));
    // Seen by the next flush; without a handler of its own it would count as unhandled until then.
    writing.catch(() => {});
    [filling, other] = [other ?? newBlock(), filling];
    filled = 0;
  }
  return {
    get waiting() {
      return waiting;
    },
    space: () => filling.subarray(filled),
    took(count) {
      filled += count;
      return blockBytes - filled < leastRoom ? flush() : undefined;
    },
    async end() {
      await flush();
      await writing;
    },
    settled: () => writing.catch(() => {}),
  };
}

export function tooLarge(url: URL, limit: number): MediaError {
  return new MediaError('too-large', `${shown(url)} is larger than the limit of ${limit} bytes`);
}

/** Of a transfer that broke off after its headers. */
function bodyError(cause: unknown, url: URL, received: number, total: number | undefined): unknown {
  if (cause instanceof MediaError) return cause;
  const of = total === undefined ? '' : ` of ${total}`;
  return new MediaError('truncated', `${shown(url)}: the transfer ended after ${received}${of} bytes`, { cause });
}
