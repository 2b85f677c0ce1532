import { describe, expect, it } from 'vitest';
import { ErrorDomain, ErrorNumber, LibvirtError } from '../../libvirt/index.js';
import { hypervisorError } from './errors.js';

const remote = (code: number, message = 'what libvirt says') =>
  new LibvirtError('remote', message, { details: { code, domain: ErrorDomain.QEMU, level: 2, int1: 0, int2: 0 } });

describe('errors of libvirt', () => {
  it.each([
    [remote(ErrorNumber.NO_DOMAIN), 'not-found'],
    [remote(ErrorNumber.OPERATION_INVALID), 'conflict'],
    [remote(ErrorNumber.OPERATION_UNSUPPORTED), 'unsupported'],
    [remote(ErrorNumber.ACCESS_DENIED), 'denied'],
    [remote(ErrorNumber.OPERATION_TIMEOUT), 'timeout'],
    [remote(ErrorNumber.XML_ERROR), 'invalid'],
    [remote(ErrorNumber.SYSTEM_ERROR, 'cannot write: No space left on device'), 'no-space'],
    [remote(ErrorNumber.INTERNAL_ERROR), 'failed'],
    [remote(99_999), 'failed'],
    [new LibvirtError('unavailable', 'gone'), 'unavailable'],
    [new LibvirtError('protocol', 'bad length'), 'unavailable'],
    [new LibvirtError('authentication', 'no'), 'denied'],
    [new LibvirtError('cancelled', 'enough'), 'cancelled'],
    [new LibvirtError('timeout', 'late'), 'timeout'],
    [new LibvirtError('invalid', 'bad'), 'invalid'],
  ])('%s is %s, cause and words kept', (error, code) => {
    expect(hypervisorError(error)).toMatchObject({
      name: 'HypervisorError',
      code,
      message: error.message,
      cause: error,
    });
  });

  it('say when to try again, and leave others alone', () => {
    expect(hypervisorError(new LibvirtError('unavailable', 'gone'))).toMatchObject({ retryAfter: 2 });
    const other = new TypeError('ours');
    expect(hypervisorError(other)).toBe(other);
  });
});
