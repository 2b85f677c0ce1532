import { describe, expect, it } from 'vitest';
import { isLibvirtError, LibvirtError, type LibvirtErrorKind, libvirtErrorKinds } from './errors.js';

describe('LibvirtError', () => {
  it.each(Object.keys(libvirtErrorKinds) as LibvirtErrorKind[])('of kind %s has one of libvirt’s codes', (kind) => {
    const error = new LibvirtError(kind, 'x', { cause: 1 });
    expect(error.codeName).not.toMatch(/^ERR_/);
    expect(error).toMatchObject({ kind, level: 2, domainName: 'RPC', cause: 1 });
  });

  it('is recognised by code', () => {
    const details = { code: 42, domain: 10, level: 2, int1: 0, int2: 0 };
    const error = new LibvirtError('remote', 'x', { details });
    expect(isLibvirtError(error)).toBe(true);
    expect(isLibvirtError(error, 'NO_NETWORK', 'NO_DOMAIN')).toBe(true);
    expect(isLibvirtError(error, 'NO_NETWORK')).toBe(false);
    expect(isLibvirtError(new Error('x'))).toBe(false);
  });

  it('does not fail at codes that are newer than it', () => {
    const error = new LibvirtError('remote', 'x', {
      details: { code: 9999, domain: 9999, level: 2, int1: 0, int2: 0 },
    });
    expect([error.codeName, error.domainName]).toEqual(['ERR_9999', 'FROM_9999']);
  });
});
