/** Cuts a byte stream into messages: each begins with its own length in four bytes, themselves included. */
import { XdrError } from '../xdr/cursor.js';
import { headerLength, maximumMessage } from './message.js';

export interface FrameSplitter {
  /**
   * Takes the next bytes; calls `onFrame` with each message that they complete, its length word included.
   * A frame may be a view of `chunk`. Throws `XdrError` at a length that no message has, and is then of no more use.
   */
  push(chunk: Buffer): void;
}

const firstCapacity = 65_536;

export function createFrameSplitter(onFrame: (frame: Buffer) => void): FrameSplitter {
  // A message that came in pieces. Its buffer grows with what has arrived, by doubling: each byte is copied a
  // bounded number of times, and a peer that only claims a great length gets no great buffer.
  let partial = Buffer.alloc(0);
  let filled = 0;

  const lengthAt = (bytes: Buffer, at: number): number => {
    const length = bytes.readUInt32BE(at);
    if (length < headerLength || length > maximumMessage + 4) throw new XdrError(`a message of ${length} bytes`);
    return length;
  };

  const keep = (bytes: Buffer, limit: number): void => {
    const needed = filled + bytes.length;
    if (needed > partial.length) {
      const larger = Buffer.allocUnsafe(Math.min(limit, Math.max(needed, partial.length * 2, firstCapacity)));
      partial.copy(larger, 0, 0, filled);
      partial = larger;
    }
    bytes.copy(partial, filled);
    filled = needed;
  };

  /** Adds to the partial message; returns how much of `chunk` it took. */
  const complete = (chunk: Buffer): number => {
    let used = 0;
    if (filled < 4) {
      used = Math.min(4 - filled, chunk.length);
      keep(chunk.subarray(0, used), firstCapacity);
      if (filled < 4) return used;
    }
    const length = lengthAt(partial, 0);
    const more = Math.min(length - filled, chunk.length - used);
    keep(chunk.subarray(used, used + more), length);
    if (filled === length) {
      const frame = partial.subarray(0, length);
      partial = Buffer.alloc(0);
      filled = 0;
      onFrame(frame);
    }
    return used + more;
  };

  return {
    push(chunk) {
      let at = filled > 0 ? complete(chunk) : 0;
      while (chunk.length - at >= 4) {
        const length = lengthAt(chunk, at);
        if (chunk.length - at < length) break;
        onFrame(chunk.subarray(at, at + length));
        at += length;
      }
      if (at < chunk.length) complete(chunk.subarray(at));
    },
  };
}
