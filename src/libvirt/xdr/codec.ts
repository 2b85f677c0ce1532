/**
 * Codecs of XDR types (RFC 4506 section 4), made of smaller ones. `protocol.generated.ts`
 * is written in these words. The TypeScript type of a value follows from its codec.
 */
import {
  type Cursor,
  readBytes,
  readCount,
  readDouble,
  readHyper,
  readInt,
  readString,
  readUhyper,
  readUint,
  type Sink,
  writeBytes,
  writeCount,
  writeDouble,
  writeHyper,
  writeInt,
  writeString,
  writeUhyper,
  writeUint,
  XdrError,
} from './cursor.js';

export interface Codec<T> {
  /** Bytes that any value takes at the least: bounds an array's count before it is believed. */
  readonly minimum: number;
  /** Throws `XdrError`. */
  read(cursor: Cursor): T;
  /** Throws `XdrError` for a value out of the type's range or bounds. */
  write(sink: Sink, value: T): void;
}

export type ValueOf<C> = C extends Codec<infer T> ? T : never;

export const int: Codec<number> = { minimum: 4, read: readInt, write: writeInt };
export const uint: Codec<number> = { minimum: 4, read: readUint, write: writeUint };
export const hyper: Codec<bigint> = { minimum: 8, read: readHyper, write: writeHyper };
export const uhyper: Codec<bigint> = { minimum: 8, read: readUhyper, write: writeUhyper };
export const double: Codec<number> = { minimum: 8, read: readDouble, write: writeDouble };

/** Void: the arguments or results of a procedure that has none. */
export const nothing: Codec<void> = { minimum: 0, read: () => undefined, write: () => undefined };

export const bool: Codec<boolean> = {
  minimum: 4,
  read(cursor) {
    const value = readUint(cursor);
    if (value > 1) throw new XdrError(`a boolean of ${value}`);
    return value === 1;
  },
  write: (sink, value) => writeUint(sink, value ? 1 : 0),
};

/** An enumeration: any other number is an error. */
export const oneOf = (...values: readonly number[]): Codec<number> => ({
  minimum: 4,
  read(cursor) {
    const value = readInt(cursor);
    if (!values.includes(value)) throw new XdrError(`${value} is none of ${values.join(', ')}`);
    return value;
  },
  write: writeInt,
});

export const string = (limit: number): Codec<string> => ({
  minimum: 4,
  read: (cursor) => readString(cursor, limit),
  write: (sink, value) => writeString(sink, value, limit),
});

/** `opaque name[length]`. */
export const fixedOpaque = (length: number): Codec<Buffer> => ({
  minimum: length,
  read: (cursor) => readBytes(cursor, length),
  write(sink, value) {
    if (value.length !== length) throw new XdrError(`${value.length} bytes where ${length} belong`);
    writeBytes(sink, value);
  },
});

/** `opaque name<limit>`. */
export const opaque = (limit: number): Codec<Buffer> => ({
  minimum: 4,
  read: (cursor) => readBytes(cursor, readCount(cursor, limit, 1)),
  write(sink, value) {
    writeCount(sink, value.length, limit);
    writeBytes(sink, value);
  },
});

export const optional = <T>(item: Codec<T>): Codec<T | null> => ({
  minimum: 4,
  read: (cursor) => (bool.read(cursor) ? item.read(cursor) : null),
  write(sink, value) {
    bool.write(sink, value !== null);
    if (value !== null) item.write(sink, value);
  },
});

const readItems = <T>(item: Codec<T>, cursor: Cursor, count: number): T[] => {
  const items: T[] = [];
  for (let i = 0; i < count; i++) items.push(item.read(cursor));
  return items;
};

/** `item name<limit>`. */
export const array = <T>(item: Codec<T>, limit: number): Codec<T[]> => ({
  minimum: 4,
  read: (cursor) => readItems(item, cursor, readCount(cursor, limit, item.minimum)),
  write(sink, value) {
    writeCount(sink, value.length, limit);
    for (const each of value) item.write(sink, each);
  },
});

// C's `char[]` travels as one XDR integer per character, up to a NUL.
const fromChars = (chars: readonly number[]): string => {
  const end = chars.indexOf(0);
  return Buffer.from(chars.slice(0, end < 0 ? undefined : end).map((char) => char & 0xff)).toString('utf8');
};

/** `char name[length]`: text in a fixed number of characters, each an integer on the wire. */
export const fixedChars = (length: number): Codec<string> => ({
  minimum: length * 4,
  read: (cursor) => fromChars(readItems(int, cursor, length)),
  write(sink, value) {
    const bytes = Buffer.from(value, 'utf8');
    if (bytes.length >= length) throw new XdrError(`${bytes.length} characters where ${length - 1} fit`);
    for (let i = 0; i < length; i++) writeInt(sink, bytes[i] ?? 0);
  },
});

/** `char name<limit>`: text, each character an integer on the wire. */
export const chars = (limit: number): Codec<string> => ({
  minimum: 4,
  read: (cursor) => fromChars(readItems(int, cursor, readCount(cursor, limit, 4))),
  write(sink, value) {
    const bytes = Buffer.from(value, 'utf8');
    writeCount(sink, bytes.length + 1, limit);
    for (const byte of bytes) writeInt(sink, byte);
    writeInt(sink, 0);
  },
});

type Fields = Readonly<Record<string, Codec<unknown>>>;
type Struct<F extends Fields> = { [K in keyof F]: ValueOf<F[K]> };

export function struct<F extends Fields>(fields: F): Codec<Struct<F>> {
  const entries = Object.entries(fields);
  return {
    minimum: entries.reduce((sum, [, codec]) => sum + codec.minimum, 0),
    read(cursor) {
      const value: Record<string, unknown> = {};
      for (const [name, codec] of entries) value[name] = codec.read(cursor);
      return value as Struct<F>;
    },
    write(sink, value) {
      for (const [name, codec] of entries) codec.write(sink, value[name]);
    },
  };
}

/** `union switch (int type)`, as `{ type, value }`. A `type` without an arm is an error. */
export function union<F extends Readonly<Record<number, Codec<unknown>>>>(
  arms: F,
): Codec<{ type: number; value: ValueOf<F[keyof F]> }> {
  const arm = (type: number): Codec<unknown> => {
    const codec = Object.hasOwn(arms, type) ? arms[type] : undefined;
    if (codec === undefined) throw new XdrError(`a union has no type ${type}`);
    return codec;
  };
  return {
    minimum: 8,
    read(cursor) {
      const type = readInt(cursor);
      return { type, value: arm(type).read(cursor) as ValueOf<F[keyof F]> };
    },
    write(sink, { type, value }) {
      const codec = arm(type);
      writeInt(sink, type);
      codec.write(sink, value);
    },
  };
}
