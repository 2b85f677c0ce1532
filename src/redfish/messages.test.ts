import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dmtfPresent, registry } from '../../test/helpers/dmtf.js';
import { redfishError, renderError } from './errors.js';
import { messages } from './messages.js';

interface BaseRegistry {
  readonly Id: string;
  readonly Messages: Record<
    string,
    { readonly MessageSeverity: string; readonly NumberOfArgs: number; readonly Message: string }
  >;
}

const sources = [
  import.meta.dirname,
  join(import.meta.dirname, 'resources'),
  join(import.meta.dirname, '../http'),
].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'messages.ts')
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);
const source = sources.join('\n');

/** Keys that are put together from a kind: `PropertyValue${kind}`. */
const kinds = ['TypeError', 'FormatError', 'NotInList', 'OutOfRange'];
const composed = kinds.flatMap((kind) => [`PropertyValue${kind}`, `ActionParameterValue${kind}`]);

describe('the messages', () => {
  const entries = Object.entries(messages);

  it.runIf(dmtfPresent).each(entries)('%s is as in the Base registry', (key, { severity, text }) => {
    const base = registry('Base') as BaseRegistry;
    expect(base.Id).toMatch(/^Base\.1\.22\./);
    expect(base.Messages[key]).toMatchObject({
      MessageSeverity: severity,
      NumberOfArgs: new Set(text.match(/%\d/g)).size,
    });
    expect(text).not.toBe(base.Messages[key]?.Message);
  });

  it.each(entries)('%s is used', (key) => {
    expect(composed.includes(key) || source.includes(`'${key}'`)).toBe(true);
  });

  it.each(entries)('%s says what to do, in sentences', (_, { text, resolution }) => {
    expect(text).toMatch(/^[A-Z'%].*\.$/);
    expect(resolution).toMatch(/^[A-Z].*\.$/);
  });
});

describe('renderError', () => {
  it('leads with the message where there is one', () => {
    const error = redfishError('ResourceNotFound', ['ComputerSystem', 'x'], { detail: 'Indeed.' });
    expect(renderError(error)).toMatchObject({
      error: {
        code: 'Base.1.22.ResourceNotFound',
        message: "There is no ComputerSystem named 'x'. Indeed.",
        '@Message.ExtendedInfo': [{ MessageArgs: ['ComputerSystem', 'x'], MessageSeverity: 'Critical' }],
      },
    });
  });
});
