import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePython } from './parse.js';
import { PythonSyntaxError, type PyValue } from './value.js';

const read = (literal: string): unknown => simplify(parsePython(`X = ${literal}`)[0]?.value ?? null);

function simplify(value: PyValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value.type === 'list') return value.items.map(simplify);
  return new Map(value.entries.map(([key, item]) => [simplify(key), simplify(item)]));
}

describe('parsePython', () => {
  it.each<[string, unknown]>([
    [`'a'`, 'a'],
    [`u"a"`, 'a'],
    [`'a' "b" \\\n 'c'`, 'abc'],
    [`('a'\n  'b')`, 'ab'],
    [`'''a\n'b'\n'''`, "a\n'b'\n"],
    [`"""a""" ''`, 'a'],
    [`r'\\d\\''`, "\\d\\'"],
    [`'\\x41\\u00e9\\U0001f600\\101\\t\\q\\\n'`, 'Aé😀A\t\\q'],
    [`b'a' B"b" rb'\\n'`, 'ab\\n'],
    ['8000', 8000],
    ['1_000', 1000],
    ['0x1F', 31],
    ['0o17', 15],
    ['0b101', 5],
    ['-.5e1', -5],
    ['+1.', 1],
    ['000', 0],
    ['True', true],
    ['False', false],
    ['None', null],
    ['[]', []],
    ['()', []],
    ['(1,)', [1]],
    ['(1)', 1],
    ['1, 2', [1, 2]],
    ['[1, [2], (3, 4), {5}]', [1, [2], [3, 4], [5]]],
    ['{}', new Map()],
    [
      `{'a': {('b', '1'): [None]}, # why\n 'c': 2,}`,
      new Map<unknown, unknown>([
        ['a', new Map([[['b', '1'], [null]]])],
        ['c', 2],
      ]),
    ],
    [`{'__proto__': 1}`, new Map([['__proto__', 1]])],
  ])('reads %s', (literal, value) => {
    expect(read(literal)).toEqual(value);
  });

  it('reads comments, blank lines, semicolons, bare strings, a byte order mark and any line ends', () => {
    const source =
      '\uFEFF# -*- coding: utf-8 -*-\r\n"""About\r\nit."""\r\nA = 1; B = 2\r\n  # indented\r\n\r\nC = [\r\n3]';
    expect(parsePython(source)).toEqual([
      { name: 'A', value: 1, line: 4 },
      { name: 'B', value: 2, line: 4 },
      { name: 'C', value: { type: 'list', items: [3] }, line: 7 },
    ]);
  });

  it.each<[string, number, RegExp]>([
    ['A = 1\nimport os', 2, /NAME = value/],
    ['A = os.environ["X"]', 1, /"os" is a name.*never executed/],
    ['A = [\n1,\nopen("x")]', 3, /"open" is a name and a call/],
    ['\nA = f"{x}"', 2, /f-string/],
    ['A = 1 + 2', 1, /end of the line, found "\+"/],
    ['A = "a" % 1', 1, /unexpected "%"/],
    ['A = -"a"', 1, /number after the sign/],
    ['A = 1j', 1, /complex/],
    ['A = 010', 1, /not a number/],
    ['A = 1__0', 1, /not a number/],
    ['A = "a', 1, /closing quote/],
    ['A = "a\n"', 1, /closing quote/],
    ['A = """a\n\n', 1, /closing quote/],
    ['A = "a" b"b"', 1, /side by side/],
    ['A = "\\N{DASH}"', 1, /by its name/],
    ['A = "\\x4"', 1, /incomplete escape/],
    ['A = "\\U00110000"', 1, /no character/],
    ['A = [1, 2', 1, /found the end of the line/],
    ['A = [1 2]', 1, /found a number/],
    ['A = [,]', 1, /expected a value/],
    ['A = {1: 2, 3}', 1, /expected ":"/],
    ['A = {1: 2', 1, /"," or "}"/],
    ['A = {**{}}', 1, /unexpected "\*"/],
    ['A = [x for x in []]', 1, /"x" is a name/],
    ['A = lambda: 0', 1, /"lambda" is a name/],
    ['A = ]', 1, /expected a value/],
    ['A += 1', 1, /NAME = value/],
    ['A == 1', 1, /expected a value/],
    ['A = B = 1', 1, /"B" is a name/],
    ['A.b = 1', 1, /NAME = value/],
    ['True = 1', 1, /NAME = value/],
    ['if True:\n  A = 1', 2, /indented/],
    ['A = 1\n  B = 2', 2, /indented/],
    ['A =', 1, /expected a value/],
    ['1', 1, /NAME = value/],
    [`A = ${'['.repeat(10_000)}`, 1, /brackets within each other/],
  ])('refuses %j', (source, line, message) => {
    const attempt = () => parsePython(source);
    expect(attempt).toThrow(PythonSyntaxError);
    expect(attempt).toThrow(expect.objectContaining({ line, message: expect.stringMatching(message) }));
  });

  it('throws nothing but its own error, whatever the text', () => {
    const pieces = fc.constantFrom(
      'A',
      ' = ',
      "'",
      '"',
      '"""',
      '\\',
      '\n',
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      ',',
      ':',
      '0x',
      '1',
      '.',
      'e',
      '-',
      'rb',
      'True',
      '#',
      ' ',
      '\\u12',
      '\uD800',
      'é',
    );
    const sources = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(sources, (source) => {
        try {
          parsePython(source);
        } catch (error) {
          expect(error).toBeInstanceOf(PythonSyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back what JSON writes, which is Python but for its three constants', () => {
    const json = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.array(tie('value'), { maxLength: 4 })),
    })).value;
    fc.assert(
      fc.property(json, (value) => {
        expect(read(JSON.stringify(value))).toEqual(value);
      }),
    );
  });
});
