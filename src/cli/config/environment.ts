/** Options from `REDFISH_EMU_*`. An empty variable counts as not set, as is usual in unit files and containers. */

import { nearest } from '../../suggest.js';
import { ConfigError } from './error.js';
import { environmentOf, optionKeys, optionOf } from './options.js';
import type { Given } from './source.js';

const prefix = 'REDFISH_EMU_';
/** Has no place in the table, because it cannot be in the file that it names. */
export const configVariable = `${prefix}CONFIG`;

/** Throws `ConfigError` where a variable of our prefix is none of ours: it would have no effect, silently. */
export function fromEnvironment(environment: Readonly<Record<string, string | undefined>>, cwd: string): Given[] {
  const known = new Map(optionKeys.map((key) => [environmentOf(key), key]));
  const given: Given[] = [];
  const problems: string[] = [];
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith(prefix) || name === configVariable || text === undefined || text === '') continue;
    const key = known.get(name);
    if (key !== undefined) {
      given.push({ key, raw: optionOf(key).kind.fromText(text), where: () => name, base: cwd });
      continue;
    }
    const near = nearest(
      name.slice(prefix.length),
      optionKeys.map(environmentOf).map((full) => full.slice(prefix.length)),
    );
    problems.push(`environment: no option ${name}${near === undefined ? '' : `; did you mean ${prefix}${near}?`}`);
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return given;
}
