import { describe, expect, it } from 'vitest';
import { dmtfPresent, registry } from '../../../test/helpers/dmtf.js';
import { eventMessages, eventRegistries } from './messages.js';

interface Registry {
  readonly Id: string;
  readonly Messages: Record<string, { readonly MessageSeverity: string; readonly NumberOfArgs: number }>;
}

describe('the messages of events', () => {
  const all = Object.entries(eventMessages).flatMap(([name, entries]) =>
    Object.entries(entries).map(([key, entry]) => [name, key, entry] as const),
  );
  it.runIf(dmtfPresent).each(all)('%s.%s is as in the registry', (name, key, { severity, text }) => {
    const { Id, Messages } = registry(name) as Registry;
    expect(Object.values(eventRegistries)).toContain(Id.replace(/\.\d+$/, ''));
    expect(Messages[key]).toMatchObject({
      MessageSeverity: severity,
      NumberOfArgs: new Set(text.match(/%\d/g)).size,
    });
  });
});
