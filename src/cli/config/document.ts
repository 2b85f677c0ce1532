/** The tables of docs/configuration.md, made from the table of options. */
import { environmentOf, flagOf, type OptionKey, optionKeys, optionOf } from './options.js';

export function optionsMarkdown(): string {
  const groups = [...new Set(optionKeys.map((key) => optionOf(key).group))];
  return groups
    .map((group) => {
      const rows = optionKeys.filter((key) => optionOf(key).group === group).map(row);
      return [
        `### ${group}`,
        '',
        '| Flag | File | Environment | Default | Meaning |',
        '|---|---|---|---|---|',
        ...rows,
      ].join('\n');
    })
    .join('\n\n');
}

function row(key: OptionKey): string {
  const { kind, help, default: initial, fallback } = optionOf(key);
  const value = kind.value === undefined ? '' : ` ${kind.value}`;
  const flag = `\`${flagOf(key)}${value}\`${kind.many ? ' (repeatable)' : ''}`;
  const shown = initial === undefined ? (fallback ?? 'none') : `\`${String(initial)}\``;
  return `| ${[flag, `\`${key}\``, `\`${environmentOf(key)}\``, shown, help].map(cell).join(' | ')} |`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
