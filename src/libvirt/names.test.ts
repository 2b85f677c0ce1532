import { describe, expect, it } from 'vitest';
import { LibvirtError } from './errors.js';
import { domainReference, formatUuid, namer, parameters, parseUuid, toBigInt, wireDomain } from './names.js';

describe('names and values', () => {
  const uuid = '6695eb01-f6a4-8304-79aa-97f2502e193f';

  it('reads and writes UUIDs, in any case', () => {
    expect(formatUuid(parseUuid(uuid.toUpperCase()))).toBe(uuid);
    expect(formatUuid(parseUuid(uuid.replaceAll('-', '')))).toBe(uuid);
    expect(() => parseUuid('6695eb01')).toThrow(LibvirtError);
  });

  it('takes a domain that is not running as one without an id', () => {
    const wire = { name: 'a', uuid: parseUuid(uuid), id: -1 };
    expect(domainReference(wire)).toEqual({ name: 'a', uuid });
    expect(wireDomain({ name: 'a', uuid })).toEqual(wire);
    expect(wireDomain({ name: 'a', uuid, id: 7 }).id).toBe(7);
  });

  it('gives typed parameters as plain values, and bigint only where it must be', () => {
    const wire = [
      { field: 'i', value: { type: 1, value: -1 } },
      { field: 'u', value: { type: 4, value: 12n } },
      { field: 'U', value: { type: 4, value: 2n ** 64n - 1n } },
      { field: 'b', value: { type: 6, value: 1 } },
      { field: 's', value: { type: 7, value: 'x' } },
    ];
    expect(parameters(wire)).toEqual({ i: -1, u: 12, U: 2n ** 64n - 1n, b: true, s: 'x' });
  });

  it('names numbers, and does not fail at new ones', () => {
    const name = namer({ RUNNING: 1, SHUTOFF: 5 });
    expect([name(1), name(5), name(99)]).toEqual(['running', 'shutoff', 'unknown']);
  });

  it('takes sizes only where they are exact', () => {
    expect(toBigInt(5)).toBe(5n);
    expect(() => toBigInt(0.5)).toThrow(LibvirtError);
    expect(() => toBigInt(2 ** 60)).toThrow(LibvirtError);
  });
});
