/** Options from the configuration file: YAML (and so JSON), with the line and column of each. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { nearest } from '../../suggest.js';
import { ConfigError, shown } from './error.js';
import { type OptionKey, optionKeys } from './options.js';
import type { Given } from './source.js';

const isKey = (name: string): name is OptionKey => optionKeys.some((key) => key === name);

/** Throws `ConfigError`. */
export function fromFile(path: string): Given[] {
  return fromYaml(readText(path), path);
}

/** `path` is for messages and for relative paths in the text. */
export function fromYaml(text: string, path: string): Given[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (node: unknown) => {
    const { line, col } = lines.linePos((isNode(node) && node.range?.[0]) || 0);
    return `${path}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(({ pos, message }) => {
        const { line, col } = lines.linePos(pos[0]);
        return `${path}:${line}:${col}: not YAML: ${message}`;
      }),
    );
  }
  const root = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return [];
  if (!isMap(root)) throw new ConfigError([`${at(root)}: expected "key: value" lines, found ${shown(root.toJSON())}`]);

  const given: Given[] = [];
  const problems: string[] = [];
  const base = dirname(resolve(path));
  for (const { key: name, value } of root.items) {
    const key = String(isScalar(name) ? name.value : name);
    if (!isKey(key)) {
      const near = nearest(key, optionKeys);
      problems.push(`${at(name)}: unknown key "${key}"${near === undefined ? '' : `; did you mean "${near}"?`}`);
      continue;
    }
    const raw: unknown = isNode(value) ? value.toJS(document) : null;
    const place = isNode(value) ? value : name;
    const where = (item?: number) =>
      `${at((item !== undefined && isSeq(place) && place.items[item]) || place)}: ${key}`;
    given.push({ key, raw, where, base });
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return given;
}

/** Throws `ConfigError` naming the file where it cannot be read as UTF-8 text. */
export function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (cause) {
    const reason =
      cause instanceof TypeError ? 'not UTF-8 text' : cause instanceof Error ? cause.message : String(cause);
    throw new ConfigError([`${path}: cannot be read: ${reason}`], { cause });
  }
}
