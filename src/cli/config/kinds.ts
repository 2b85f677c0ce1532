/** Kinds of option values: what each looks like in a file, how it is read from text, and what it becomes. */

/** A part of a JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface Kind<T> {
  /** For people, after "expected". */
  readonly expects: string;
  /** Placeholder in help: `--port NUMBER`. Absent for a flag without a value. */
  readonly value?: string;
  /** Of the value as it stands in a file. */
  readonly schema: JsonSchema;
  /** A command line's or the environment's text as what a file would hold. Text that makes no sense stays text: the schema refuses it. */
  readonly fromText: (text: string) => unknown;
  /** What a file holds, once the schema took it, as what the program uses. */
  readonly convert: (raw: unknown) => T;
  readonly many?: true;
  /** Paths are taken from the directory of the file that names them. */
  readonly path?: true;
}

export type ValueOf<K> = K extends Kind<infer T> ? T : never;

const same = (text: string) => text;

export const text = (value: string, expects = 'text', pattern = '.'): Kind<string> => ({
  expects,
  value,
  schema: { type: 'string', pattern },
  fromText: same,
  convert: String,
});

export const path = (value: string): Kind<string> => ({
  ...text(value, `the path of a ${value === 'DIR' ? 'directory' : 'file'}`),
  path: true,
});

/** A list; where there is only one, a file may write it without the list. In the environment, commas separate. */
export const list = (of: Kind<string>): Kind<readonly string[]> => ({
  ...of,
  expects: `${of.expects}, or a list of such`,
  schema: { anyOf: [of.schema, { type: 'array', items: of.schema }] },
  fromText: (text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  convert: (raw) => (Array.isArray(raw) ? raw.map(String) : [String(raw)]),
  many: true,
});

export const integer = (minimum: number, maximum: number): Kind<number> => ({
  expects: `a whole number from ${minimum} to ${maximum}`,
  value: 'NUMBER',
  schema: { type: 'integer', minimum, maximum },
  fromText: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : text),
  convert: Number,
});

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  '1': true,
  false: false,
  no: false,
  '0': false,
};

/** Never true by accident: text other than these is refused, an empty one too. */
export const boolean: Kind<boolean> = {
  expects: 'true or false',
  schema: { type: 'boolean' },
  fromText: (text) => truths[text.toLowerCase()] ?? text,
  convert: (raw) => raw === true,
};

export const choice = <const T extends string>(...values: readonly T[]): Kind<T> => ({
  expects: `one of ${values.join(', ')}`,
  value: values.join('|'),
  schema: { enum: values },
  fromText: same,
  convert: (raw) => values.find((value) => value === raw) ?? fail(raw),
});

const seconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
const bytes: Readonly<Record<string, number>> = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/** Becomes seconds. A plain number is seconds already. */
export const duration: Kind<number> = {
  expects: 'a time such as 500ms, 30s, 15m, 2h, 7d, or a number of seconds',
  value: 'TIME',
  schema: {
    anyOf: [
      { type: 'number', minimum: 0 },
      { type: 'string', pattern: '^\\d+(\\.\\d+)?(ms|s|m|h|d)$' },
    ],
  },
  fromText: (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text),
  convert: (raw) => scaled(raw, seconds),
};

/** Becomes bytes. */
export const size: Kind<number> = {
  expects: 'a size such as 512MiB, 20GiB, or a number of bytes',
  value: 'SIZE',
  schema: {
    anyOf: [
      { type: 'integer', minimum: 0 },
      { type: 'string', pattern: '^\\d+(\\.\\d+)?(K|M|G|T)iB$' },
    ],
  },
  fromText: (text) => (/^\d{1,15}$/.test(text) ? Number(text) : text),
  convert: (raw) => Math.round(scaled(raw, bytes)),
};

function scaled(raw: unknown, units: Readonly<Record<string, number>>): number {
  if (typeof raw === 'number') return raw;
  const match = /^([\d.]+)(\D*)$/.exec(String(raw));
  const factor = units[match?.[2] ?? ''];
  return match !== null && factor !== undefined ? Number(match[1]) * factor : fail(raw);
}

/** The schema has let something through that the kind does not know: a mistake of ours. */
function fail(raw: unknown): never {
  throw new TypeError(`unchecked option value ${JSON.stringify(raw)}`);
}
