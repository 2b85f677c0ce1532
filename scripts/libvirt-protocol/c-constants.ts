/**
 * Names and values from C headers: `#define NAME 16` and the members of `enum { }`.
 * Enough of C's expressions for libvirt's public headers: numbers, names, `<<`, `|`, signs, parentheses.
 */

export interface CEnum {
  /** Name of the typedef or tag; empty where it has none. */
  readonly name: string;
  readonly members: readonly { readonly name: string; readonly value: number }[];
}

export type Constants = Map<string, number>;

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/\/\/.*$/gm, ' ');

/** Evaluates a constant expression. Throws for a name that is not known. */
export function evaluate(expression: string, known: ReadonlyMap<string, number>): number {
  const text = expression.replace(/\b(0x[0-9a-f]+|\d+)[UL]+\b/gi, '$1');
  const tokens = text.match(/<<|[()|+-]|0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*/g) ?? [];
  let at = 0;
  const primary = (): number => {
    const token = tokens[at++];
    if (token === '(') {
      const value = either();
      if (tokens[at++] !== ')') throw new Error(`unbalanced: ${expression}`);
      return value;
    }
    if (token === '-') return -primary();
    if (token === undefined) throw new Error(`incomplete: ${expression}`);
    if (/^\d/.test(token)) return Number(token);
    const value = known.get(token);
    if (value === undefined) throw new Error(`unknown name ${token} in ${expression}`);
    return value;
  };
  const sum = (): number => {
    let value = primary();
    for (let sign = tokens[at]; sign === '+' || sign === '-'; sign = tokens[at]) {
      at++;
      value += sign === '+' ? primary() : -primary();
    }
    return value;
  };
  const shift = (): number => {
    let value = sum();
    while (tokens[at] === '<<') {
      at++;
      value *= 2 ** sum();
    }
    return value;
  };
  const either = (): number => {
    let value = shift();
    while (tokens[at] === '|') {
      at++;
      value = Number(BigInt(value) | BigInt(shift()));
    }
    return value;
  };
  const value = either();
  if (at !== tokens.length || tokens.join('') !== text.replace(/\s/g, ''))
    throw new Error(`not understood: ${expression}`);
  return value;
}

/** Reads one enum's body, adding its members to `known`. */
export function readMembers(body: string, known: Constants): CEnum['members'] {
  const members: { name: string; value: number }[] = [];
  let next = 0;
  for (const item of body.split(',')) {
    const [, name, expression] = /^\s*([A-Za-z_]\w*)\s*(?:=([\s\S]*))?$/.exec(item) ?? [];
    if (name === undefined) continue;
    const value = expression === undefined ? next : evaluate(expression, known);
    next = value + 1;
    known.set(name, value);
    members.push({ name, value });
  }
  return members;
}

/** All enums of a header, in order; adds their members and the numeric defines to `known`. */
export function readHeader(text: string, known: Constants): CEnum[] {
  // The sentinels (`_LAST`) are not part of the API, and the lines around them not of an enum's body.
  const source = withoutComments(text).replace(/^#\s*ifdef\s+VIR_ENUM_SENTINELS[\s\S]*?^#\s*endif.*$/gm, '');
  for (const [, name, expression] of source.matchAll(/^#\s*define\s+(\w+)\s+([^\s"][^"\n]*)$/gm)) {
    if (name === undefined || expression === undefined || !/^[\s()\d+]+$/.test(expression)) continue;
    known.set(name, evaluate(expression, known));
  }
  const enums: CEnum[] = [];
  for (const [, tag, body, type] of source.matchAll(/\benum\s*(\w*)\s*\{([^}]*)\}\s*(\w*)\s*;/g)) {
    enums.push({ name: type || tag || '', members: readMembers(body ?? '', known) });
  }
  return enums;
}
