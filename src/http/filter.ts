import type { Properties } from '../redfish/annotations.js';
import { type Comparison, FilterSyntaxError, type Literal, type Token, tokenise } from './filter-tokens.js';

/** Whether a member of a collection is wanted. */
export type Filter = (member: Properties) => boolean;

/** Part of an expression: what it comes to for a member. */
type Term = (member: Properties) => unknown;

const deepest = 100;

const isObject = (value: unknown): value is Properties =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a member has not is null. */
const valueAt = (member: Properties, path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (isObject(at) && Object.hasOwn(at, key) ? at[key] : null), member) ?? null;

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/;

/** Dates compare by the moment that they mean, in whatever zone. */
const comparable = (left: unknown, right: unknown): readonly [unknown, unknown] =>
  typeof left === 'string' && typeof right === 'string' && dateTime.test(left) && dateTime.test(right)
    ? [Date.parse(left), Date.parse(right)]
    : [left, right];

/** Only numbers with numbers, and texts with texts, come one before the other. */
const before = (left: unknown, right: unknown): boolean =>
  (typeof left === 'number' && typeof right === 'number' && left < right) ||
  (typeof left === 'string' && typeof right === 'string' && left < right);

const operators: Readonly<Record<Comparison, (left: unknown, right: unknown) => boolean>> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => before(right, left),
  ge: (left, right) => before(right, left) || (left === right && left !== null && typeof left !== 'boolean'),
  lt: before,
  le: (left, right) => before(left, right) || (left === right && left !== null && typeof left !== 'boolean'),
};

/** Compares as `$filter` does: for numbers, texts, dates, true and false, and null. */
export const compare = (operator: Comparison, left: Literal | unknown, right: Literal | unknown): boolean =>
  operators[operator](...comparable(left, right));

/**
 * Reads a `$filter` (DSP0266, "$filter"): grouping binds tightest, then order (`gt`, `ge`, `lt`, `le`), equality
 * (`eq`, `ne`), `not`, `and`, `or`. The specification has `not` before the comparisons, where `not Name eq 'a'` would ask
 * whether the negation of a name is a text; nobody means that. Throws `FilterSyntaxError`.
 */
export const parseFilter = (text: string): Filter => {
  const tokens = tokenise(text);
  let at = 0;
  let depth = 0;
  const peek = (): Token => tokens[at] ?? { kind: 'end' };
  const take = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const takes = (kind: Token['kind']): boolean => {
    if (peek().kind !== kind) return false;
    at += 1;
    return true;
  };

  const deeper = <T>(read: () => T): T => {
    depth += 1;
    if (depth > deepest) throw new FilterSyntaxError('too deep');
    const result = read();
    depth -= 1;
    return result;
  };

  const operand = (): Term => {
    const token = take();
    if (token.kind === 'literal') return () => token.value;
    if (token.kind === 'path') return (member) => valueAt(member, token.path);
    if (token.kind !== '(') throw new FilterSyntaxError(`a value was expected, and ${token.kind} found`);
    const inner = deeper(either);
    if (!takes(')')) throw new FilterSyntaxError('a bracket is open');
    return inner;
  };

  /** At most one comparison of its rank: what two in a row would mean is nobody's guess. */
  const compared = (operand: () => Term, rank: readonly Comparison[]): Term => {
    const left = operand();
    const token = peek();
    if (token.kind !== 'comparison' || !rank.includes(token.operator)) return left;
    at += 1;
    const right = operand();
    return (member) => compare(token.operator, left(member), right(member));
  };
  const relation = (): Term => compared(operand, ['gt', 'ge', 'lt', 'le']);
  const comparison = (): Term => compared(relation, ['eq', 'ne']);

  const negation = (): Term => {
    if (!takes('not')) return comparison();
    const inner = deeper(negation);
    return (member) => inner(member) !== true;
  };

  const both = (): Term => {
    const terms = [negation()];
    while (takes('and')) terms.push(negation());
    return terms.length === 1 && terms[0] ? terms[0] : (member) => terms.every((term) => term(member) === true);
  };

  function either(): Term {
    const terms = [both()];
    while (takes('or')) terms.push(both());
    return terms.length === 1 && terms[0] ? terms[0] : (member) => terms.some((term) => term(member) === true);
  }

  const wanted = either();
  if (!takes('end')) throw new FilterSyntaxError(`an end was expected, and ${peek().kind} found`);
  return (member) => wanted(member) === true;
};
