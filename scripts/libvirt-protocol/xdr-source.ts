/** Reader of XDR definitions (RFC 4506 section 6, and what rpcgen allows besides), as far as libvirt's use it. */
import { type CEnum, type Constants, evaluate, readMembers } from './c-constants.js';

/** `type name`, `type name[4]`, `type name<4>`, `type *name`. */
export interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly form: 'plain' | 'fixed' | 'variable' | 'optional';
  /** With `fixed` and `variable`. */
  readonly bound?: number;
}

export type Definition =
  | { readonly kind: 'typedef'; readonly name: string; readonly target: Declaration }
  | { readonly kind: 'enum'; readonly name: string; readonly members: CEnum['members'] }
  | { readonly kind: 'struct'; readonly name: string; readonly fields: readonly Declaration[] }
  | {
      readonly kind: 'union';
      readonly name: string;
      readonly arms: readonly { readonly on: number; readonly field: Declaration }[];
    };

/** Parses `unsigned hyper name<LIMIT>`. */
export function readDeclaration(text: string, known: ReadonlyMap<string, number>): Declaration {
  const [, type, star, name, open, bound] =
    /^\s*((?:unsigned\s+)?\w+|unsigned(?=\s+\w+\s*$))\s+(\*?)\s*(\w+)\s*(?:([[<])\s*(\w+)\s*[\]>])?\s*$/.exec(
      text.replace(/^\s*unsigned\s+(?!int\b|hyper\b|char\b|short\b)/, 'unsigned int '),
    ) ?? [];
  if (type === undefined || name === undefined) throw new Error(`not a declaration: ${text.trim()}`);
  const clean = type.replace(/\s+/g, ' ');
  if (star === '*') return { type: clean, name, form: 'optional' };
  if (open === undefined || bound === undefined) return { type: clean, name, form: 'plain' };
  return { type: clean, name, form: open === '[' ? 'fixed' : 'variable', bound: evaluate(bound, known) };
}

const declarations = (body: string, known: Constants): Declaration[] =>
  body
    .split(';')
    .filter((line) => line.trim() !== '')
    .map((line) => readDeclaration(line, known));

const arms = (body: string, known: Constants) =>
  [...body.matchAll(/case\s+(\w+)\s*:\s*([^;]+);/g)].map(([, on, field]) => ({
    on: evaluate(on ?? '', known),
    field: readDeclaration(field ?? '', known),
  }));

/** All definitions of a `.x` file, in order; adds its constants and enum members to `known`. */
export function readXdr(text: string, known: Constants): Definition[] {
  const source = text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/^%.*$/gm, '');
  const definitions: Definition[] = [];
  const pattern =
    /\s*(?:const\s+(\w+)\s*=\s*(\w+)\s*;|typedef\s+([^;]+);|(enum|struct)\s+(\w+)\s*\{([^}]*)\}\s*;|union\s+(\w+)\s+switch\s*\([^)]*\)\s*\{([^}]*)\}\s*;)/y;
  const end = source.trimEnd().length;
  while (pattern.lastIndex < end) {
    const at = pattern.lastIndex;
    const match = pattern.exec(source);
    if (match === null) throw new Error(`not understood: ${source.slice(at, at + 80).trim()}`);
    const [, constant, value, typedef, kind, name, body, unionName, unionBody] = match;
    if (constant !== undefined) known.set(constant, evaluate(value ?? '', known));
    else if (typedef !== undefined) {
      const target = readDeclaration(typedef, known);
      definitions.push({ kind: 'typedef', name: target.name, target });
    } else if (unionName !== undefined)
      definitions.push({ kind: 'union', name: unionName, arms: arms(unionBody ?? '', known) });
    else if (kind === 'enum' && name !== undefined)
      definitions.push({ kind, name, members: readMembers(body ?? '', known) });
    else if (kind === 'struct' && name !== undefined)
      definitions.push({ kind, name, fields: declarations(body ?? '', known) });
  }
  return definitions;
}
