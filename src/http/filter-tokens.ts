/** The words of a `$filter` (DSP0266, "$filter"). */

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];
export type Literal = string | number | boolean | null;

export type Token =
  | { readonly kind: '(' | ')' | 'and' | 'or' | 'not' | 'end' }
  | { readonly kind: 'comparison'; readonly operator: Comparison }
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'path'; readonly path: readonly string[] };

/** A text that is no expression; the message is for the log. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
}

/** Each alternative reads on in one way only: no text takes longer than its length. */
const grammar = new RegExp(
  [
    '(?<paren>[()])',
    "(?<text>'(?:[^']|'')*')",
    // A plus sign that was not encoded arrives as a space.
    String.raw`(?<date>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+ ]\d\d:\d\d))`,
    String.raw`(?<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])`,
    String.raw`(?<word>[A-Za-z_@#][\w@#.]*(?:/[\w@#.]+)*)`,
  ].join('|'),
  'y',
);

const words: Readonly<Record<string, Token>> = {
  and: { kind: 'and' },
  or: { kind: 'or' },
  not: { kind: 'not' },
  true: { kind: 'literal', value: true },
  false: { kind: 'literal', value: false },
  null: { kind: 'literal', value: null },
};
const isComparison = (word: string): word is Comparison => comparisons.some((one) => one === word);

const tokenOf = (groups: Readonly<Record<string, string | undefined>>): Token => {
  const { paren, text, date, number, word = '' } = groups;
  if (paren !== undefined) return { kind: paren === '(' ? '(' : ')' };
  if (text !== undefined) return { kind: 'literal', value: text.slice(1, -1).replaceAll("''", "'") };
  if (date !== undefined) return { kind: 'literal', value: date.replace(' ', '+') };
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  if (isComparison(word)) return { kind: 'comparison', operator: word };
  return (Object.hasOwn(words, word) ? words[word] : undefined) ?? { kind: 'path', path: word.split('/') };
};

/** Throws `FilterSyntaxError`. */
export const tokenise = (text: string): readonly Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; ) {
    if (text[at] === ' ') {
      at += 1;
      continue;
    }
    grammar.lastIndex = at;
    const match = grammar.exec(text);
    if (match?.groups === undefined) throw new FilterSyntaxError(`nothing that is known at ${at}`);
    tokens.push(tokenOf(match.groups));
    at = grammar.lastIndex;
  }
  return [...tokens, { kind: 'end' }];
};
