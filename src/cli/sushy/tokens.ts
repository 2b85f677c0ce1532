/** Python source as tokens, as far as literals need it: The Python Language Reference 2. */
import { unescaped } from './escapes.js';
import { PythonSyntaxError } from './value.js';

export type Token = { readonly line: number } & (
  | { readonly type: 'name' | 'op'; readonly text: string }
  | { readonly type: 'string'; readonly value: string; readonly bytes: boolean }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'newline' | 'end' }
);

const patterns = {
  /** Blank, comment, or a line joined by a backslash. */
  blank: /(?:[ \t\f]|\\\r?\n|#[^\r\n]*)+/y,
  newline: /\r\n|\r|\n/y,
  stringStart: /([A-Za-z]{0,2})("""|'''|"|')/y,
  /** Digits may be grouped by single underscores; a decimal integer has no leading zero unless it is 0. */
  number:
    /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:\d(?:_?\d)*)?\.?(?:\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?/y,
  name: /[\p{L}_][\p{L}\p{N}_]*/uy,
  op: /[[\]{}(),:=;.+-]/y,
} as const;

const prefixes = /^(?:|u|r|b|br|rb)$/i;

/** Ends with a `newline` and an `end` token. Throws `PythonSyntaxError`. */
export function tokenize(source: string): Token[] {
  const text = source.replace(/^\uFEFF/, '');
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  let depth = 0;

  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null || match[0] === '') return undefined;
    at += match[0].length;
    return match;
  };
  const count = (part: string) => {
    line += part.match(/\r\n|\r|\n/g)?.length ?? 0;
  };

  while (at < text.length) {
    const lineStart = at === 0 || /[\r\n]/.test(text[at - 1] ?? '');
    const blank = take(patterns.blank);
    if (blank !== undefined) {
      const indented =
        lineStart && depth === 0 && /^[ \t\f]/.test(blank[0]) && !/[#\r\n]/.test(blank[0] + (text[at] ?? '\n'));
      if (indented) throw new PythonSyntaxError(line, 'an indented line; expected NAME = value at the margin');
      count(blank[0]);
      continue;
    }
    if (take(patterns.newline) !== undefined) {
      // Inside brackets a line's end means nothing.
      if (depth === 0) tokens.push({ type: 'newline', line });
      line++;
      continue;
    }
    const quote = take(patterns.stringStart);
    if (quote !== undefined) {
      const start = line;
      const { raw, value, bytes, end } = stringAt(text, at, quote[1] ?? '', quote[2] ?? '', line);
      at = end;
      count(raw);
      tokens.push({ type: 'string', value, bytes, line: start });
      continue;
    }
    const number = /^\.?\d/.test(text.slice(at, at + 2)) ? take(patterns.number) : undefined;
    if (number !== undefined) {
      tokens.push({ type: 'number', value: numberOf(number[0], text[at], line), line });
      continue;
    }
    const word = take(patterns.name) ?? take(patterns.op);
    if (word === undefined)
      throw new PythonSyntaxError(
        line,
        `unexpected ${JSON.stringify(String.fromCodePoint(text.codePointAt(at) ?? 0))}`,
      );
    const [op] = word;
    if ('[{('.includes(op)) depth++;
    if (']})'.includes(op)) depth = Math.max(0, depth - 1);
    tokens.push({ type: /^[[\]{}(),:=;.+-]$/.test(op) ? 'op' : 'name', text: op, line });
  }
  tokens.push({ type: 'newline', line }, { type: 'end', line });
  return tokens;
}

function numberOf(text: string, next: string | undefined, line: number): number {
  if (next === 'j' || next === 'J') throw new PythonSyntaxError(line, 'a complex number');
  if (!/\d/.test(text) || /^0[\d_]*[1-9][\d_]*$/.test(text) || /[\p{L}\p{N}_]/u.test(next ?? '')) {
    throw new PythonSyntaxError(line, `not a number: ${text}${next ?? ''}`);
  }
  return Number(text.replaceAll('_', ''));
}

/** The string whose first character after the quote is at `from`. */
function stringAt(text: string, from: number, prefix: string, quote: string, line: number) {
  if (/f/i.test(prefix))
    throw new PythonSyntaxError(line, 'an f-string, which is computed; only plain literals are read');
  if (!prefixes.test(prefix)) throw new PythonSyntaxError(line, `no string has the prefix ${prefix}`);
  let at = from;
  while (!text.startsWith(quote, at)) {
    const letter = text[at];
    if (letter === undefined || (quote.length === 1 && /[\r\n]/.test(letter))) {
      throw new PythonSyntaxError(line, 'a string without its closing quote');
    }
    // In a raw string too, a backslash keeps the quote after it from closing the string.
    at += letter !== '\\' ? 1 : text.startsWith('\r\n', at + 1) ? 3 : 2;
  }
  const raw = text.slice(from, at);
  const body = raw.replace(/\r\n?/g, '\n');
  const bytes = /b/i.test(prefix);
  return { raw, bytes, value: /r/i.test(prefix) ? body : unescaped(body, line), end: at + quote.length };
}
