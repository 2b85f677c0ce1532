import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  array,
  bool,
  type Codec,
  chars,
  double,
  fixedChars,
  fixedOpaque,
  hyper,
  int,
  oneOf,
  opaque,
  optional,
  string,
  struct,
  uhyper,
  uint,
  union,
} from './codec.js';
import { createSink, cursorOf, XdrError } from './cursor.js';

const encode = <T>(codec: Codec<T>, value: T): Buffer => {
  const sink = createSink(1);
  codec.write(sink, value);
  return Buffer.from(sink.bytes.subarray(0, sink.length));
};
const hex = <T>(codec: Codec<T>, value: T): string => encode(codec, value).toString('hex');
const decode = <T>(codec: Codec<T>, bytes: string | Buffer): T =>
  codec.read(cursorOf(typeof bytes === 'string' ? Buffer.from(bytes, 'hex') : bytes));

describe('XDR', () => {
  // The encodings that RFC 4506 gives.
  it.each([
    ['int (4.1)', int, -2, 'fffffffe'],
    ['unsigned int (4.2)', uint, 0xffffffff, 'ffffffff'],
    ['bool (4.4)', bool, true, '00000001'],
    ['hyper (4.5)', hyper, -2n, 'fffffffffffffffe'],
    ['unsigned hyper (4.5)', uhyper, 2n ** 64n - 1n, 'ffffffffffffffff'],
    ['double (4.7)', double, 1.5, '3ff8000000000000'],
    ['fixed opaque (4.9)', fixedOpaque(3), Buffer.from('abc'), '61626300'],
    ['opaque (4.10)', opaque(9), Buffer.from('abcde'), '000000056162636465000000'],
    ['string (4.11)', string(9), 'sillé', '0000000673696c6cc3a90000'],
    ['array (4.13)', array(int, 3), [1, 2], '000000020000000100000002'],
    ['structure (4.14)', struct({ a: int, b: bool }), { a: 1, b: false }, '0000000100000000'],
    ['optional (4.19), absent', optional(int), null, '00000000'],
    ['optional (4.19), there', optional(int), 7, '0000000100000007'],
    ['union (4.15)', union({ 1: int, 7: string(9) }), { type: 7, value: 'x' }, '000000070000000178000000'],
    ['char[4], an integer each', fixedChars(4), 'ab', '00000061000000620000000000000000'],
    ['char<4>, an integer each', chars(4), 'a', '000000020000006100000000'],
    ['enum (4.3)', oneOf(0, 2), 2, '00000002'],
  ] as [string, Codec<unknown>, unknown, string][])('%s', (_name, codec, value, expected) => {
    expect(hex(codec, value)).toBe(expected);
    expect(decode(codec, expected)).toEqual(value);
  });

  it.each([
    ['a truncated integer', int, '000000'],
    ['a boolean of 2', bool, '00000002'],
    ['an unknown enum value', oneOf(0, 2), '00000001'],
    ['an unknown union arm', union({ 1: int }), '0000000200000000'],
    ['a union arm of a name that every object has', union({ 1: int }), '0000000000000000'],
    ['a string over its bound', string(2), '0000000361626300'],
    ['a string that is not UTF-8', string(9), '00000002c3280000'],
    ['a string longer than the message', string(4_194_304), '0040000061'],
    ['a string without its padding', string(9), '0000000161'],
    ['an array over its bound', array(int, 1), '000000020000000100000002'],
    ['an array of four thousand million', array(string(1), 0xffffffff), 'ffffffff00000000'],
  ] as [string, Codec<unknown>, string][])('refuses %s', (_name, codec, bytes) => {
    expect(() => decode(codec, bytes)).toThrow(XdrError);
  });

  it.each([
    ['a number that is no 32-bit integer', int, 2 ** 31],
    ['a negative unsigned', uint, -1],
    ['a fraction', int, 1.5],
    ['a number over 64 bits', uhyper, 2n ** 64n],
    ['a string over its bound', string(2), 'abc'],
    ['a string with a NUL', string(9), 'a\0b'],
    ['an array over its bound', array(int, 1), [1, 2]],
    ['a fixed opaque of another length', fixedOpaque(3), Buffer.from('ab')],
    ['text that leaves no room for its NUL', fixedChars(2), 'ab'],
    ['an unknown union arm', union({ 1: int }), { type: 2, value: 1 }],
  ] as [string, Codec<unknown>, unknown][])('does not write %s', (_name, codec, value) => {
    expect(() => encode(codec, value)).toThrow(XdrError);
  });

  const everything = struct({
    i: int,
    u: uint,
    h: hyper,
    U: uhyper,
    s: string(1000),
    o: opaque(1000),
    l: array(struct({ name: string(100), value: optional(union({ 1: int, 4: uhyper })) }), 50),
  });
  const arbitrary = fc.record({
    i: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    u: fc.nat(0xffffffff),
    h: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    U: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    s: fc.string({ unit: 'grapheme', maxLength: 50 }).filter((text) => !text.includes('\0')),
    o: fc.uint8Array({ maxLength: 1000 }).map((bytes) => Buffer.from(bytes)),
    l: fc.array(
      fc.record({
        name: fc.string({ maxLength: 100 }).filter((text) => !text.includes('\0')),
        value: fc.option(
          fc.oneof(
            fc.record({ type: fc.constant(1), value: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }) }),
            fc.record({ type: fc.constant(4), value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) }),
          ),
        ),
      }),
      { maxLength: 50 },
    ),
  });

  it('reads what it wrote, and all of it', () => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const cursor = cursorOf(encode(everything, value));
        expect(everything.read(cursor)).toEqual(value);
        expect(cursor.offset).toBe(cursor.end);
      }),
    );
  });

  it('takes random bytes, and mutations of good ones, as a value or an XdrError', () => {
    const attempt = (bytes: Buffer): void => {
      try {
        decode(everything, bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(XdrError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => attempt(Buffer.from(bytes))));
    fc.assert(
      fc.property(
        arbitrary,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
        fc.nat(),
        (value, changes, cut) => {
          const bytes = encode(everything, value);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          attempt(bytes.subarray(0, cut % (bytes.length + 1)));
        },
      ),
    );
  });
});
