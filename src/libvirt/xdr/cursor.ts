/**
 * XDR primitives (RFC 4506) over a buffer: what a decoder reads from and an encoder
 * writes to. Plain functions over plain records, because a domain list decodes
 * hundreds of thousands of items and an object per item would cost more than the item.
 */
import { isUtf8 } from 'node:buffer';

/** Bytes that do not follow the protocol, or a value that it cannot carry. */
export class XdrError extends Error {
  override readonly name = 'XdrError';
}

/** A place in received bytes. `offset` moves; nothing is read at or after `end`. */
export interface Cursor {
  readonly bytes: Buffer;
  offset: number;
  readonly end: number;
}

export const cursorOf = (bytes: Buffer, offset = 0, end = bytes.length): Cursor => ({ bytes, offset, end });

export const remaining = (cursor: Cursor): number => cursor.end - cursor.offset;

/** Moves on by `count` bytes and returns where they begin. */
function take(cursor: Cursor, count: number): number {
  const at = cursor.offset;
  if (count > cursor.end - at) throw new XdrError(`needs ${count} bytes where ${cursor.end - at} are left`);
  cursor.offset = at + count;
  return at;
}

export const readInt = (cursor: Cursor): number => cursor.bytes.readInt32BE(take(cursor, 4));
export const readUint = (cursor: Cursor): number => cursor.bytes.readUInt32BE(take(cursor, 4));
export const readHyper = (cursor: Cursor): bigint => cursor.bytes.readBigInt64BE(take(cursor, 8));
export const readUhyper = (cursor: Cursor): bigint => cursor.bytes.readBigUInt64BE(take(cursor, 8));
export const readDouble = (cursor: Cursor): number => cursor.bytes.readDoubleBE(take(cursor, 8));

/**
 * The count in front of a variable length item. Refused before anything is allocated
 * when it is over the protocol's own `limit` or could not fit in the bytes that are there.
 */
export function readCount(cursor: Cursor, limit: number, bytesEach: number): number {
  const count = readUint(cursor);
  if (count > limit) throw new XdrError(`${count} items where the protocol allows ${limit}`);
  if (count * bytesEach > remaining(cursor)) {
    throw new XdrError(`${count} items of ${bytesEach} bytes or more where ${remaining(cursor)} bytes are left`);
  }
  return count;
}

const padded = (length: number): number => (length + 3) & ~3;

/** A copy, so that a few bytes kept by a caller do not hold a whole network buffer. */
export function readBytes(cursor: Cursor, length: number): Buffer {
  const at = take(cursor, padded(length));
  return Buffer.from(cursor.bytes.subarray(at, at + length));
}

export function readString(cursor: Cursor, limit: number): string {
  const length = readCount(cursor, limit, 1);
  const at = take(cursor, padded(length));
  if (!isUtf8(cursor.bytes.subarray(at, at + length))) throw new XdrError('a string that is not UTF-8');
  return cursor.bytes.toString('utf8', at, at + length);
}

/** Bytes being written. Grows by doubling; `length` is what is in use. */
export interface Sink {
  bytes: Buffer;
  length: number;
}

export const createSink = (capacity = 1024): Sink => ({ bytes: Buffer.allocUnsafe(capacity), length: 0 });

/** Makes room for `count` bytes more and returns where they begin. `sink.bytes` is another buffer after that. */
export function grow(sink: Sink, count: number): number {
  const at = sink.length;
  const needed = at + count;
  if (needed > sink.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(needed, sink.bytes.length * 2));
    sink.bytes.copy(larger, 0, 0, at);
    sink.bytes = larger;
  }
  sink.length = needed;
  return at;
}

const inRange = (value: number, low: number, high: number): boolean =>
  Number.isInteger(value) && value >= low && value <= high;

export function writeInt(sink: Sink, value: number): void {
  if (!inRange(value, -0x80000000, 0x7fffffff)) throw new XdrError(`${value} is not a 32-bit integer`);
  const at = grow(sink, 4);
  sink.bytes.writeInt32BE(value, at);
}

export function writeUint(sink: Sink, value: number): void {
  if (!inRange(value, 0, 0xffffffff)) throw new XdrError(`${value} is not an unsigned 32-bit integer`);
  const at = grow(sink, 4);
  sink.bytes.writeUInt32BE(value, at);
}

export function writeHyper(sink: Sink, value: bigint): void {
  if (BigInt.asIntN(64, value) !== value) throw new XdrError(`${value} is not a 64-bit integer`);
  const at = grow(sink, 8);
  sink.bytes.writeBigInt64BE(value, at);
}

export function writeUhyper(sink: Sink, value: bigint): void {
  if (BigInt.asUintN(64, value) !== value) throw new XdrError(`${value} is not an unsigned 64-bit integer`);
  const at = grow(sink, 8);
  sink.bytes.writeBigUInt64BE(value, at);
}

export function writeDouble(sink: Sink, value: number): void {
  const at = grow(sink, 8);
  sink.bytes.writeDoubleBE(value, at);
}

export function writeCount(sink: Sink, count: number, limit: number): void {
  if (count > limit) throw new XdrError(`${count} items where the protocol allows ${limit}`);
  writeUint(sink, count);
}

/** Zeroes up to the next multiple of four (RFC 4506 section 3). */
function pad(sink: Sink, length: number): void {
  const missing = padded(length) - length;
  if (missing === 0) return;
  const at = grow(sink, missing);
  sink.bytes.fill(0, at, at + missing);
}

export function writeBytes(sink: Sink, value: Uint8Array): void {
  const at = grow(sink, value.length);
  sink.bytes.set(value, at);
  pad(sink, value.length);
}

export function writeString(sink: Sink, value: string, limit: number): void {
  // The daemon is C: what follows a NUL would be lost in silence.
  if (value.includes('\0')) throw new XdrError('a string with a NUL in it');
  const length = Buffer.byteLength(value, 'utf8');
  writeCount(sink, length, limit);
  const at = grow(sink, length);
  sink.bytes.write(value, at, 'utf8');
  pad(sink, length);
}
