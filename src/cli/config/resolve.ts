/** The sources put together: flag before environment before file before sushy-emulator.conf before default. */
import { resolve } from 'node:path';
import { ConfigError, shown } from './error.js';
import { type OptionKey, optionKeys, optionOf, type Settings } from './options.js';
import { refusal } from './schema.js';
import type { Given } from './source.js';

/** `sources`: the first that gives an option wins, as a whole; lists are not joined. Throws `ConfigError` with all that is wrong, also in what lost. */
export function resolveSettings(sources: readonly (readonly Given[])[]): Settings {
  const problems = sources.flat().flatMap(problemOf);
  if (problems.length > 0) throw new ConfigError(problems);
  const settings: Partial<Record<OptionKey, unknown>> = {};
  for (const key of optionKeys) {
    const { kind, default: initial } = optionOf(key);
    const given = sources.flatMap((source) => source.filter((one) => one.key === key)).at(0);
    if (given !== undefined) settings[key] = absolute(kind.convert(given.raw), kind.path, given.base);
    else if (initial !== undefined) settings[key] = kind.convert(initial);
  }
  return settings as Settings; // every option with a default has a value now
}

function problemOf({ key, raw, where }: Given): string[] {
  const refused = refusal(key, raw);
  if (refused === undefined) return [];
  const found = refused.item === undefined || !Array.isArray(raw) ? raw : raw[refused.item];
  return [`${where(refused.item)}: expected ${optionOf(key).kind.expects}, found ${shown(found)}`];
}

function absolute(value: unknown, isPath: boolean | undefined, base: string): unknown {
  if (isPath !== true) return value;
  return Array.isArray(value) ? value.map((item) => resolve(base, String(item))) : resolve(base, String(value));
}
