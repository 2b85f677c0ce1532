/**
 * Reads a Python file that holds nothing but `NAME = literal`: the shape of every sushy-emulator.conf that does not
 * compute. What `ast.literal_eval` takes is taken; names, calls, operators, f-strings are refused with their line.
 * Nothing is ever executed.
 */
import { type Token, tokenize } from './tokens.js';
import { PythonSyntaxError, type PyValue } from './value.js';

export interface Assignment {
  readonly name: string;
  readonly value: PyValue;
  readonly line: number;
}

/** Brackets within brackets; Python itself stops at 200. */
const deepest = 100;
const constants: ReadonlyMap<string, boolean | null> = new Map([
  ['True', true],
  ['False', false],
  ['None', null],
]);

/** In the order of the file; of two for one name, Python takes the later. Throws `PythonSyntaxError` and nothing else. */
export function parsePython(source: string): Assignment[] {
  const tokens = tokenize(source);
  let position = 0;
  const end: Token = { type: 'end', line: tokens.at(-1)?.line ?? 1 };
  const peek = (ahead = 0): Token => tokens[position + ahead] ?? end;
  const next = (): Token => tokens[position++] ?? end;
  const isOp = (token: Token, text: string) => token.type === 'op' && token.text === text;
  const skipOp = (text: string): boolean => {
    if (!isOp(peek(), text)) return false;
    position++;
    return true;
  };
  const refuse = (token: Token, wanted: string): never => {
    throw new PythonSyntaxError(token.line, `expected ${wanted}, found ${described(token)}`);
  };

  function literal(depth: number): PyValue {
    const token = next();
    if (depth > deepest) throw new PythonSyntaxError(token.line, `more than ${deepest} brackets within each other`);
    if (token.type === 'string') return joined(token);
    if (token.type === 'number') return token.value;
    if (token.type === 'name') return constants.has(token.text) ? (constants.get(token.text) ?? null) : computed(token);
    if (isOp(token, '-') || isOp(token, '+')) {
      const number = next();
      if (number.type !== 'number') return refuse(number, 'a number after the sign');
      return isOp(token, '-') ? -number.value : number.value;
    }
    if (isOp(token, '[')) return { type: 'list', items: sequence(']', depth).items };
    if (isOp(token, '{')) return braces(depth);
    if (isOp(token, '(')) {
      const { items, comma } = sequence(')', depth);
      const [only] = items;
      return items.length === 1 && !comma && only !== undefined ? only : { type: 'list', items };
    }
    return refuse(token, 'a value');
  }

  /** Adjacent strings are one. */
  function joined(first: Extract<Token, { type: 'string' }>): string {
    let value = first.value;
    for (let token = peek(); token.type === 'string'; token = peek()) {
      if (token.bytes !== first.bytes) throw new PythonSyntaxError(token.line, 'text and bytes side by side');
      value += token.value;
      position++;
    }
    return value;
  }

  function computed(token: Token): never {
    const call = isOp(peek(), '(') ? ' and a call' : '';
    throw new PythonSyntaxError(
      token.line,
      `${described(token)} is a name${call}, not a literal value; the file is only read, never executed`,
    );
  }

  function sequence(close: string, depth: number): { readonly items: PyValue[]; readonly comma: boolean } {
    const items: PyValue[] = [];
    let comma = false;
    while (!skipOp(close)) {
      if (items.length > 0 && !comma) return refuse(peek(), `"," or "${close}"`);
      items.push(literal(depth + 1));
      comma = skipOp(',');
    }
    return { items, comma };
  }

  function braces(depth: number): PyValue {
    if (skipOp('}')) return { type: 'dict', entries: [] };
    const first = literal(depth + 1);
    if (!isOp(peek(), ':')) {
      if (skipOp(',')) return { type: 'list', items: [first, ...sequence('}', depth).items] };
      return skipOp('}') ? { type: 'list', items: [first] } : refuse(peek(), '":", "," or "}"');
    }
    const entries: [PyValue, PyValue][] = [];
    let key = first;
    for (;;) {
      if (!skipOp(':')) return refuse(peek(), '":"');
      entries.push([key, literal(depth + 1)]);
      const comma = skipOp(',');
      if (skipOp('}')) return { type: 'dict', entries };
      if (!comma) return refuse(peek(), '"," or "}"');
      key = literal(depth + 1);
    }
  }

  function statement(): Assignment | undefined {
    const first = peek();
    if (first.type === 'string') {
      literal(0); // A string by itself is how Python files carry long comments.
      return undefined;
    }
    if (first.type !== 'name' || constants.has(first.text) || !isOp(peek(1), '=')) return refuse(first, 'NAME = value');
    position += 2;
    const value = literal(0);
    if (!isOp(peek(), ',')) return { name: first.text, value, line: first.line };
    const items = [value];
    while (skipOp(',')) {
      if (peek().type === 'newline' || isOp(peek(), ';')) break;
      items.push(literal(0));
    }
    return { name: first.text, value: { type: 'list', items }, line: first.line };
  }

  const assignments: Assignment[] = [];
  while (peek().type !== 'end') {
    if (peek().type === 'newline') {
      position++;
      continue;
    }
    const found = statement();
    if (found !== undefined) assignments.push(found);
    if (!skipOp(';') && peek().type !== 'newline') return refuse(peek(), 'the end of the line');
  }
  return assignments;
}

function described(token: Token): string {
  if (token.type === 'name' || token.type === 'op') return `"${token.text}"`;
  if (token.type === 'newline') return 'the end of the line';
  return token.type === 'end' ? 'the end of the file' : `a ${token.type}`;
}
