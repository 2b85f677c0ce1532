/** Escapes of Python string literals: The Python Language Reference 2.4.1.1. */
import { PythonSyntaxError } from './value.js';

const simple: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const escapes = /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

/** `body` is what stands between the quotes. An escape that Python does not know stands for itself, backslash included, as there. */
export function unescaped(body: string, line: number): string {
  return body.replace(escapes, (whole, octal, x, u, U, other: string | undefined) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (other === undefined) return character(Number.parseInt(x ?? u ?? U, 16), line);
    if (Object.hasOwn(simple, other)) return simple[other] ?? '';
    if ('xuU'.includes(other)) throw new PythonSyntaxError(line, `incomplete escape \\${other}`);
    if (other === 'N')
      throw new PythonSyntaxError(line, 'a character by its name (\\N{...}); write the character itself');
    return whole;
  });
}

function character(code: number, line: number): string {
  if (code > 0x10_ff_ff) throw new PythonSyntaxError(line, `no character has the number ${code.toString(16)}`);
  return String.fromCodePoint(code);
}
