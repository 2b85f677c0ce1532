import { describe, expect, it } from 'vitest';
import { type Constants, evaluate, readHeader } from './libvirt-protocol/c-constants.js';
import { emitEnums } from './libvirt-protocol/emit-enums.js';
import { emitProtocol } from './libvirt-protocol/emit-protocol.js';
import { readXdr } from './libvirt-protocol/xdr-source.js';

describe('C constants', () => {
  it.each([
    ['1 << 3', 8],
    ['(1U << 31)', 2 ** 31],
    ['(4096 + 1)', 4097],
    ['A | 2', 3],
    ['-2', -2],
    ['0x10', 16],
  ])('%s', (text, value) => {
    expect(evaluate(text, new Map([['A', 1]]))).toBe(value);
  });

  it.each(['B', '1 +', '(1', '1 ? 2 : 3', '"x"'])('does not guess at %s', (text) => {
    expect(() => evaluate(text, new Map())).toThrow();
  });

  it('reads enums without their sentinels', () => {
    const known: Constants = new Map();
    const header = `
# define LEN (16)
typedef enum {
    VIR_X_A = 0, /* the first, with a comma */
    VIR_X_B,
    VIR_X_C = VIR_X_B | (1 << 4), // one more
# ifdef VIR_ENUM_SENTINELS
    VIR_X_LAST /* last */
# endif
} virX;`;
    expect(readHeader(header, known)).toEqual([
      {
        name: 'virX',
        members: [
          { name: 'VIR_X_A', value: 0 },
          { name: 'VIR_X_B', value: 1 },
          { name: 'VIR_X_C', value: 17 },
        ],
      },
    ]);
    expect(known.get('LEN')).toBe(16);
    const enums = new Map([['virX', { name: 'virX', members: [{ name: 'VIR_X_A', value: 0 }] }]]);
    expect(emitEnums([['virX', 'X', 'VIR_X_']], enums)).toContain('export const X = {\n  A: 0,\n} as const;');
    expect(() => emitEnums([['virX', 'X', 'VIR_Y_']], enums)).toThrow(/does not begin/);
  });
});

describe('protocol definitions', () => {
  const source = `
%#include "x.h"
const REMOTE_MAX = 9; /* a comment; with a semicolon */
typedef string remote_nonnull_string<REMOTE_MAX>;
typedef remote_nonnull_string *remote_string;
typedef opaque remote_uuid[REMOTE_LEN];
struct remote_nonnull_domain { remote_nonnull_string name; remote_uuid uuid; int id; };
struct remote_nonnull_network { remote_nonnull_string name; };
struct remote_error { int code; };
union remote_typed_param_value switch (int type) { case 1: int i; case 2: unsigned hyper ul; };
struct remote_typed_param { remote_nonnull_string field; remote_typed_param_value value; };
struct remote_unused { int x; };
struct remote_a_b_args { unsigned flags; char model[32]; char label<REMOTE_MAX>; remote_typed_param params<REMOTE_MAX>; opaque data<REMOTE_MAX>; unsigned char c; };
struct remote_a_b_ret { remote_string s; };
struct remote_event_msg { int id; };
const REMOTE_PROGRAM = 0x20008086;
const REMOTE_PROTOCOL_VERSION = 1;
enum remote_procedure { /* @generate: both */ REMOTE_PROC_A_B = 1, REMOTE_PROC_EVENT = 2, REMOTE_PROC_NOTHING = 3 };
`;
  const emit = (text: string): string => {
    const known: Constants = new Map([['REMOTE_LEN', 16]]);
    return emitProtocol([{ table: 'remote', prefix: 'remote', definitions: readXdr(text, known) }], known);
  };

  it('become codecs with their bounds, and a table of procedures', () => {
    const text = emit(source);
    expect(text).toContain('const remote_string = optional(remote_nonnull_string);');
    expect(text).toContain('const remote_uuid = fixedOpaque(16);');
    expect(text).toContain('union({ 1: int, 2: uhyper })');
    expect(text).toContain(
      'const remote_a_b_args = struct({ flags: uint, model: fixedChars(32), label: chars(9), params: array(remote_typed_param, 9), data: opaque(9), c: uint });',
    );
    expect(text).toContain("A_B: p(REMOTE_PROGRAM, 1, 'A_B', remote_a_b_args, remote_a_b_ret),");
    expect(text).toContain("EVENT: p(REMOTE_PROGRAM, 2, 'EVENT', remote_event_msg, nothing),");
    expect(text).toContain("NOTHING: p(REMOTE_PROGRAM, 3, 'NOTHING', nothing, nothing),");
    expect(text).toContain('export const REMOTE_PROGRAM = 536903814;');
    expect(text).not.toContain('remote_unused');
    expect(emit(source)).toBe(text);
  });

  it.each([
    ['an unknown bound', 'struct remote_x { int a<NOWHERE>; };'],
    ['something that is no definition', 'program X { };'],
    ['a bad declaration', 'struct remote_x { int a b c; };'],
  ])('stop at %s', (_name, text) => {
    expect(() => emit(source + text)).toThrow();
  });
});
