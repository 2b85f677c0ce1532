import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare, parseFilter } from './filter.js';
import { comparisons, FilterSyntaxError, type Literal } from './filter-tokens.js';

const member = {
  Name: "O'Brien",
  Count: 4,
  Offset: -1.5,
  Enabled: true,
  Tag: null,
  Created: '2026-03-01T12:00:00+02:00',
  Status: { State: 'Enabled' },
  'Members@odata.count': 2,
  list: [1],
};

describe('a filter', () => {
  it.each([
    "Name eq 'O''Brien'",
    "Status/State eq 'Enabled'",
    "not (Status/State eq 'Disabled')",
    "not Status/State eq 'Disabled'",
    'Count gt 3 and Count ge 4 and Count lt 5 and Count le 4 and Count ne 5',
    'Offset eq -1.5 and Offset lt -1e0',
    'Enabled eq true',
    'Enabled',
    'Tag eq null',
    'Missing eq null',
    'Missing ne 1',
    'Missing/Too/Deep eq null',
    'Members@odata.count eq 2',
    'Created eq 2026-03-01T10:00:00Z',
    "Created eq '2026-03-01T10:00:00Z'",
    'Created lt 2026-03-01T12:30:00+02:00',
    'Created lt 2026-03-01T12:30:00 02:00',
    "Name gt 'A' and Name lt 'P'",
    'Count eq 1 or Count eq 4 and Enabled eq true',
    '(Count eq 4 or Count eq 1) and (((Enabled)))',
    '(Count eq 4) eq true',
    '4 eq Count',
    'Count gt 3 eq true',
    'true eq Count gt 3',
    'Count lt 3 eq Count gt 9',
  ])('takes %s', (text) => expect(parseFilter(text)(member)).toBe(true));

  it.each([
    "Name eq 'o''brien'",
    'Count eq 4 and Enabled eq false or Count eq 1',
    'not Enabled',
    "Count gt '3'",
    'Count eq true',
    'Missing lt 1',
    'Missing ge null',
    'list eq 1',
    'constructor ne null',
    "not (Name ne 'x') and Enabled",
  ])('leaves out by %s', (text) => expect(parseFilter(text)(member)).toBe(false));

  it.each([
    '',
    ' ',
    'Count eq',
    'eq 4',
    'Count = 4',
    "Name eq 'open",
    'Name eq "x"',
    '(Count eq 4',
    'Count eq 4)',
    'Count eq 4 Count',
    'Count eq 4 and',
    'or Count eq 4',
    'Count eq 4x',
    'Count eq 4.',
    'Count EQ 4',
    'Count eq 1 eq 2',
    'Status/ eq 1',
    '/State eq 1',
    'contains(Name)',
    '('.repeat(10_000),
    `${'not '.repeat(10_000)}Enabled`,
  ])('does not read %j', (text) => expect(() => parseFilter(text)).toThrow(FilterSyntaxError));
});

/** An expression as text, and what it has to come to: built, so that no second parser is needed to know. */
interface Sample {
  readonly text: string;
  readonly value: boolean;
}

const literal = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'B', "'", ' ', '(', 'ä', '0') }),
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  fc.constant(null),
);
const write = (value: Literal): string =>
  typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);

const properties: Record<string, Literal> = { Text: 'aB', Number: 7, Truth: true, Nothing: null };

const { expression } = fc.letrec<{ expression: Sample; comparison: Sample }>((tie) => ({
  comparison: fc
    .tuple(fc.constantFrom(...Object.keys(properties)), fc.constantFrom(...comparisons), literal)
    .map(([name, operator, value]) => ({
      text: `${name} ${operator} ${write(value)}`,
      value: compare(operator, properties[name], value),
    })),
  expression: fc.oneof(
    { maxDepth: 5, depthSize: 'large' },
    tie('comparison'),
    tie('expression').map(({ text, value }) => ({ text: `not (${text})`, value: !value })),
    fc.tuple(tie('expression'), tie('expression')).map(([one, two]) => ({
      text: `(${one.text}) and (${two.text})`,
      value: one.value && two.value,
    })),
    fc.tuple(tie('comparison'), tie('comparison'), tie('comparison')).map(([one, two, three]) => ({
      text: `${one.text} or ${two.text} and ${three.text}`,
      value: one.value || (two.value && three.value),
    })),
    fc.tuple(tie('comparison'), tie('comparison')).map(([one, two]) => ({
      text: `not ${one.text} or ${two.text}`,
      value: !one.value || two.value,
    })),
  ),
}));

describe('the grammar', () => {
  it('reads every expression as it was built', () => {
    fc.assert(fc.property(expression, ({ text, value }) => parseFilter(text)(properties) === value));
  });

  it('reads any text, or says that it cannot', () => {
    const words = fc.array(
      fc.constantFrom('(', ')', 'not', 'and', 'or', 'eq', 'lt', "'x'", '1', 'Text', 'null', "'", '/'),
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          words.map((all) => all.join(' ')),
        ),
        (text) => {
          try {
            return typeof parseFilter(text)(properties) === 'boolean';
          } catch (error) {
            return error instanceof FilterSyntaxError;
          }
        },
      ),
    );
  });
});
