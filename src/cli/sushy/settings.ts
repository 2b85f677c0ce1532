/** An existing sushy-emulator.conf as options of ours, with a word on everything in it that has no counterpart. */

import { nearest } from '../../suggest.js';
import { ConfigError, shown } from '../config/error.js';
import { readText } from '../config/file.js';
import type { Given } from '../config/source.js';
import { type Assignment, parsePython } from './parse.js';
import { fates } from './table.js';
import { PythonSyntaxError, type PyValue } from './value.js';

export interface SushySettings {
  readonly given: readonly Given[];
  /** For the log, one line each: `sushy-emulator.conf:12: SUSHY_EMULATOR_STORAGE_POOL is not needed here: ...`. */
  readonly notices: readonly string[];
}

const prefix = 'SUSHY_EMULATOR_';

/** Throws `ConfigError`. `cwd` is where relative paths in the file start from: sushy-emulator takes its working directory. */
export function fromSushyFile(path: string, cwd: string): SushySettings {
  return fromSushyText(readText(path), path, cwd);
}

export function fromSushyText(text: string, path: string, cwd: string): SushySettings {
  const given: Given[] = [];
  const notices: string[] = [];
  const problems: string[] = [];

  const assignments = latest(parsed(text, path));
  for (const { name, value, line } of assignments) {
    const where = `${path}:${line}: ${name}`;
    const fate = name.startsWith(prefix) ? fates[name.slice(prefix.length)] : undefined;
    if (fate === undefined) notices.push(`${where} is no setting of sushy-emulator that is known here${hint(name)}`);
    else if (isEmpty(value) && !('to' in fate && fate.as === 'listen')) continue;
    else if ('notNeeded' in fate) notices.push(`${where} is not needed here: ${fate.notNeeded}`);
    else if ('notSupported' in fate) notices.push(`${where} is not supported: ${fate.notSupported}`);
    else if ('refused' in fate) problems.push(`${where}: ${fate.refused}`);
    else {
      const raw = convert(value, fate.as);
      if (raw === undefined) problems.push(`${where}: expected ${expected[fate.as]}, found ${shown(plain(value))}`);
      else if (fate.to !== 'driver') given.push({ key: fate.to, raw, where: () => where, base: cwd });
      if (fate.as === 'boolean' && typeof value === 'string' && raw !== undefined) {
        notices.push(`${where}: ${shown(value)} in quotes is read as ${String(raw)}; write it without quotes`);
      }
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  given.push({ key: 'driver', raw: driverOf(assignments), where: () => path, base: cwd });
  if (!given.some(({ key }) => key === 'authFile')) {
    notices.push(
      `${path}: no ${prefix}AUTH_FILE: sushy-emulator then asks for no credentials; here they are asked for, unless --no-auth says otherwise`,
    );
  }
  return { given, notices };
}

/** Never `auto`: a host whose libvirt is late must not serve invented machines. */
function driverOf(assignments: readonly Assignment[]): string {
  const fake = assignments.find(({ name }) => name === `${prefix}FAKE_DRIVER`);
  return fake !== undefined && convert(fake.value, 'boolean') === true ? 'memory' : 'libvirt';
}

function parsed(text: string, path: string): readonly Assignment[] {
  try {
    return parsePython(text);
  } catch (cause) {
    if (!(cause instanceof PythonSyntaxError)) throw cause;
    throw new ConfigError([`${path}:${cause.line}: ${cause.message}`], { cause });
  }
}

/** Of several assignments to one name, the last; as Python has it. */
function latest(assignments: readonly Assignment[]): readonly Assignment[] {
  return [...new Map(assignments.map((assignment) => [assignment.name, assignment])).values()];
}

function hint(name: string): string {
  const near = nearest(name.startsWith(prefix) ? name.slice(prefix.length) : name, Object.keys(fates));
  return near === undefined || name === prefix + near ? '' : `; did you mean ${prefix}${near}?`;
}

/** None, False, '', [] and {} ask for nothing. */
function isEmpty(value: PyValue): boolean {
  if (value === null || value === false || value === '') return true;
  return typeof value === 'object' && (value.type === 'list' ? value.items : value.entries).length === 0;
}

const expected = {
  text: 'text in quotes',
  listen: 'an address in quotes',
  number: 'a whole number',
  boolean: 'True or False',
  list: 'a list of texts in quotes',
} as const;

function convert(value: PyValue, as: keyof typeof expected): unknown {
  switch (as) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'listen':
      // The sample file's own words for the empty text: "all local IP interfaces". None is its default.
      if (value === null) return '127.0.0.1';
      return typeof value === 'string' ? value || '::' : undefined;
    case 'number':
      return typeof value === 'string' && /^\d+$/.test(value)
        ? Number(value)
        : typeof value === 'number'
          ? value
          : undefined;
    case 'boolean':
      return booleanOf(value);
    case 'list': {
      const items = typeof value === 'object' && value?.type === 'list' ? value.items : [value];
      return items.every((item) => typeof item === 'string') ? items : undefined;
    }
  }
}

function booleanOf(value: PyValue): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if (['true', 'yes', 'on', '1'].includes(word)) return true;
  return ['false', 'no', 'off', '0', 'none'].includes(word) ? false : undefined;
}

/** For messages. */
function plain(value: PyValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return value.type === 'list' ? value.items.map(plain) : value.entries.map((pair) => pair.map(plain));
}
