import type { IncomingMessage } from 'node:http';
import type { OnReadOpts, Socket } from 'node:net';

/** Where a body goes, in memory of its own. */
export interface Sink {
  /** Room for what comes next: never empty. */
  space(): Uint8Array;
  /** The first `count` bytes of that room are filled. With a promise: no more before it is fulfilled. */
  took(count: number): Promise<void> | undefined;
}

/** One connection whose body can be read straight into memory that is used again. */
export interface Tap {
  /** For `net.connect` and `tls.connect`. */
  readonly onread: OnReadOpts;
  attach(socket: Socket): void;
  /** All of the body. Rejects with what `response` was destroyed with, or what `sink` throws. */
  read(response: IncomingMessage, sink: Sink): Promise<void>;
}

/** Kernel and HTTP headers fill this much at a time; a body that has no length comes through here as well. */
const headBytes = 64 << 10;

/**
 * Node.js allocates memory for each read of a socket, and its HTTP parser copies the body out of it: for a large image
 * that costs more than everything else together. The parser is needed for the headers and for chunked bodies; where
 * the length is known, all that is left to do is to count.
 */
export function createTap(): Tap {
  const head = Buffer.allocUnsafeSlow(headBytes);
  let socket: Socket | undefined;
  let counter: Counter | undefined;
  return {
    onread: {
      // Asked for after each read, for the next one: where reading stops, the sink's room may be another by then.
      buffer: () => (counter?.reading === true ? counter.sink.space() : head),
      callback(count, memory) {
        const bytes = memory.subarray(0, count);
        if (counter !== undefined) return counter.take(bytes, memory.buffer !== head.buffer);
        // The memory is used again: the parser gets a copy to keep.
        socket?.emit('data', Buffer.from(bytes));
        return true;
      },
    },
    attach(connected) {
      socket = connected;
    },
    async read(response, sink) {
      const length = contentLength(response.headers);
      if (length === undefined || response.headers['transfer-encoding'] !== undefined) {
        for await (const chunk of response) await pour(chunk as Buffer, sink);
        return;
      }
      await new Promise<void>((resolve, reject) => {
        // A server may hang up as soon as it has sent all, while the end of that is still on its way into the sink.
        const broken = (error: Error): void => {
          if (counter?.complete !== true) reject(error);
        };
        response.once('error', broken);
        response.once('close', () => broken(new Error('the connection ended')));
        if (response.destroyed) reject(response.errored ?? new Error('the connection ended'));
        counter = createCounter(sink, length, { resume: () => socket?.resume(), done: resolve, failed: reject });
        // What came in one read with the headers is with the parser, and comes before anything else.
        if (counter.take((response.read() as Buffer | null) ?? Buffer.alloc(0), false)) socket?.resume();
      });
    },
  };
}

interface Counter {
  readonly sink: Sink;
  /** What comes next is wanted now. */
  readonly reading: boolean;
  /** Every byte has come, though the sink may not be done with them. */
  readonly complete: boolean;
  /** True: go on reading. `placed`: the bytes are in the sink's room already. */
  take(bytes: Uint8Array, placed: boolean): boolean;
}

/** A body of known length: `done` when all of it is in the sink. */
function createCounter(
  sink: Sink,
  length: number,
  { resume, done, failed }: { resume(): void; done(): void; failed(error: unknown): void },
): Counter {
  let left = length;
  let busy: Promise<void> | undefined;
  const waitFor = (work: Promise<void>): void => {
    busy = work;
    work.then(() => {
      if (busy !== work) return;
      busy = undefined;
      if (left > 0) resume();
    }, failed);
  };
  const put = (bytes: Uint8Array, placed: boolean): void => {
    if (busy !== undefined) {
      // Node.js may read once more after it was told to stop.
      const kept = Buffer.from(bytes);
      waitFor(busy.then(() => pour(kept, sink)));
      return;
    }
    const work = placed ? sink.took(bytes.length) : pour(bytes, sink);
    if (work !== undefined) waitFor(work);
  };
  return {
    sink,
    get reading() {
      return busy === undefined && left > 0;
    },
    get complete() {
      return left === 0;
    },
    take(bytes, placed) {
      const own = bytes.subarray(0, left);
      left -= own.length;
      try {
        put(own, placed);
      } catch (error) {
        failed(error);
        return false;
      }
      if (left === 0) Promise.resolve(busy).then(done, failed);
      return busy === undefined && left > 0;
    },
  };
}

/** Copies into the sink's room, piece by piece. A promise where it has to wait. */
function pour(bytes: Uint8Array, sink: Sink): Promise<void> | undefined {
  for (let rest = bytes; rest.length > 0; ) {
    const space = sink.space();
    const count = Math.min(space.length, rest.length);
    space.set(rest.subarray(0, count));
    rest = rest.subarray(count);
    const wait = sink.took(count);
    if (wait !== undefined) return wait.then(() => pour(rest, sink));
  }
  return undefined;
}

/** Bytes; undefined where the server does not say. */
export function contentLength(headers: { readonly 'content-length'?: string | undefined }): number | undefined {
  const text = headers['content-length'];
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
