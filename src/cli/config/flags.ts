/** The table of options as flags of a command, and what they were given. */
import { type Command, Option } from 'commander';
import { flagOf, type OptionKey, optionKeys, optionOf } from './options.js';
import type { Given } from './source.js';

const attributeOf = (key: OptionKey): string => flagFor(key).attributeName();

function flagFor(key: OptionKey): Option {
  const { kind, help, default: initial, fallback, short } = optionOf(key);
  const value = kind.value === undefined ? '' : ` <${kind.value}>`;
  const note = initial === undefined || initial === false ? fallback : String(initial);
  const about = [help, kind.many && '(repeatable)', note !== undefined && `(default: ${note})`]
    .filter(Boolean)
    .join(' ');
  const option = new Option(`${short === undefined ? '' : `${short}, `}${flagOf(key)}${value}`, about);
  if (kind.value === undefined) return option;
  return option.argParser((text: string, before: unknown) =>
    kind.many ? [...(Array.isArray(before) ? before : []), text] : kind.fromText(text),
  );
}

/** Adds every option to `command`, in the groups of the table. */
export function addFlags(command: Command): Command {
  command.option('-c, --config <FILE>', 'configuration file (YAML); see docs/configuration.md');
  for (const key of optionKeys) command.addOption(flagFor(key).helpGroup(`${optionOf(key).group}:`));
  return command;
}

/** The options that the command line names; the path of `--config` apart. */
export function fromFlags(command: Command, cwd: string): { readonly given: Given[]; readonly config?: string } {
  const values: Record<string, unknown> = command.opts();
  const given = optionKeys.flatMap((key): Given[] => {
    const name = attributeOf(key);
    if (command.getOptionValueSource(name) !== 'cli') return [];
    // Commander takes `--no-auth` as "auth is false".
    const raw = flagOf(key).startsWith('--no-') ? values[name] === false : values[name];
    return [{ key, raw, where: () => flagOf(key), base: cwd }];
  });
  return typeof values.config === 'string' ? { given, config: values.config } : { given };
}
