/** Writes the codecs and procedure table of the RPC programs as TypeScript. */
import type { Constants } from './c-constants.js';
import type { Declaration, Definition } from './xdr-source.js';

const scalars: Readonly<Record<string, string>> = {
  int: 'int',
  'unsigned int': 'uint',
  // XDR has nothing smaller than four bytes.
  char: 'int',
  'unsigned char': 'uint',
  'unsigned short': 'uint',
  hyper: 'hyper',
  'unsigned hyper': 'uhyper',
  double: 'double',
  bool: 'bool',
};

/** The expression of a declaration's codec. */
function codec({ type, form, bound = 0 }: Declaration): string {
  if (type === 'string') return `string(${bound})`;
  if (type === 'opaque') return form === 'fixed' ? `fixedOpaque(${bound})` : `opaque(${bound})`;
  if (type === 'char' && form !== 'plain') return form === 'fixed' ? `fixedChars(${bound})` : `chars(${bound})`;
  const item = scalars[type] ?? type;
  if (!/^\w+$/.test(item)) throw new Error(`no codec for ${type}`);
  if (form === 'optional') return `optional(${item})`;
  if (form === 'variable') return `array(${item}, ${bound})`;
  if (form === 'fixed') throw new Error(`fixed array of ${type}: no libvirt call had one; add it to codec.ts`);
  return item;
}

function definition(each: Definition): string {
  if (each.kind === 'typedef') return codec(each.target);
  if (each.kind === 'enum') return `oneOf(${each.members.map(({ value }) => value).join(', ')})`;
  if (each.kind === 'union')
    return `union({ ${each.arms.map(({ on, field }) => `${on}: ${codec(field)}`).join(', ')} })`;
  return `struct({ ${each.fields.map((field) => `${field.name}: ${codec(field)}`).join(', ')} })`;
}

export interface ProgramSource {
  /** Name of the exported table: `remote`. */
  readonly table: string;
  /** Prefix of its definitions in the source, lower case: `remote`. */
  readonly prefix: string;
  readonly definitions: readonly Definition[];
}

const codecNames = [
  ...new Set(Object.values(scalars)),
  'array',
  'chars',
  'fixedChars',
  'fixedOpaque',
  'nothing',
  'oneOf',
  'opaque',
  'optional',
  'string',
  'struct',
  'union',
];

/** Types that the hand-written code shares; the others stay inside the generated file. */
const shared = new Set(['remote_error', 'remote_typed_param', 'remote_nonnull_domain', 'remote_nonnull_network']);

function table({ table: name, prefix, definitions }: ProgramSource, known: Constants): string {
  const upper = prefix.toUpperCase();
  const defined = new Set(definitions.map((each) => each.name));
  const procedures = definitions.find((each) => each.kind === 'enum' && each.name === `${prefix}_procedure`);
  if (procedures?.kind !== 'enum') throw new Error(`no ${prefix}_procedure`);
  const lines = procedures.members.map(({ name: full, value }) => {
    const short = full.replace(`${upper}_PROC_`, '');
    const base = `${prefix}_${short.toLowerCase()}`;
    const [args, ret] = [[`${base}_args`, `${base}_msg`], [`${base}_ret`]].map(
      (names) => names.find((each) => defined.has(each)) ?? 'nothing',
    );
    return `  ${short}: p(${upper}_PROGRAM, ${value}, '${short}', ${args}, ${ret}),`;
  });
  const constants = ['PROGRAM', 'PROTOCOL_VERSION'].map(
    (each) => `export const ${upper}_${each} = ${known.get(`${upper}_${each}`)};`,
  );
  return [...constants, '', `export const ${name} = {`, ...lines, '} as const;'].join('\n');
}

const mentioned = (line: string): string[] => line.match(/\b\w+\b/g) ?? [];

/** Definitions that some procedure needs, directly or not; the source has a few that none does. */
function needed(lines: ReadonlyMap<string, string>, tables: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    const line = lines.get(name);
    if (line === undefined || found.has(name)) return;
    found.add(name);
    mentioned(line).forEach(visit);
  };
  for (const name of [...shared, ...tables.flatMap(mentioned)]) visit(name);
  return found;
}

/** The text of the whole file. `programs` may use the types of those before them. */
export function emitProtocol(programs: readonly ProgramSource[], known: Constants): string {
  const lines = new Map<string, string>();
  for (const { prefix, definitions } of programs) {
    for (const each of definitions) {
      if (each.name !== `${prefix}_procedure`) lines.set(each.name, definition(each));
    }
  }
  const tables = programs.map((each) => table(each, known));
  const keep = needed(lines, tables);
  const body = [...lines]
    .filter(([name]) => keep.has(name))
    .map(([name, line]) => `${shared.has(name) ? 'export ' : ''}const ${name} = ${line};`);
  const used = codecNames.filter((name) => body.some((line) => new RegExp(`\\b${name}\\b`).test(line)));
  const imports = [...new Set([...used, 'nothing'])].sort();
  return `${[
    "// Written by scripts/generate-libvirt-protocol.ts from libvirt's protocol definitions. Do not edit.",
    `import { ${imports.join(', ')} } from '../xdr/codec.js';`,
    "import { procedure as p } from './procedure.js';",
    '',
    ...body,
    '',
    tables.join('\n\n'),
  ].join('\n')}\n`;
}
