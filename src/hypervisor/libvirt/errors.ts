import { type ErrorCodeName, LibvirtError } from '../../libvirt/index.js';
import { HypervisorError, type HypervisorErrorCode } from '../port.js';

/** Seconds after which to try again: a daemon is back, and we with it, well within that. */
export const retryAfter = 2;

const remoteCodes: Partial<Record<ErrorCodeName, HypervisorErrorCode>> = {
  NO_DOMAIN: 'not-found',
  DEVICE_MISSING: 'not-found',
  NO_SUPPORT: 'unsupported',
  CONFIG_UNSUPPORTED: 'unsupported',
  ARGUMENT_UNSUPPORTED: 'unsupported',
  OPERATION_UNSUPPORTED: 'unsupported',
  OPERATION_INVALID: 'conflict',
  RESOURCE_BUSY: 'conflict',
  BLOCK_COPY_ACTIVE: 'conflict',
  XML_ERROR: 'invalid',
  XML_DETAIL: 'invalid',
  XML_INVALID_SCHEMA: 'invalid',
  INVALID_ARG: 'invalid',
  OPERATION_DENIED: 'denied',
  ACCESS_DENIED: 'denied',
  AUTH_FAILED: 'denied',
  AUTH_CANCELLED: 'denied',
  AUTH_UNAVAILABLE: 'denied',
  OPERATION_TIMEOUT: 'timeout',
  AGENT_UNRESPONSIVE: 'timeout',
  OPERATION_ABORTED: 'cancelled',
};

/** The one translation of libvirt's errors. The cause is kept; what is no libvirt error is returned as it is. */
export function hypervisorError(error: unknown): unknown {
  if (!(error instanceof LibvirtError)) return error;
  const code = codeOf(error);
  return new HypervisorError(code, error.message, {
    cause: error,
    ...(code === 'unavailable' ? { retryAfter } : {}),
  });
}

export function unavailable(cause?: unknown): HypervisorError {
  return new HypervisorError('unavailable', 'no connection to libvirt at present', { cause, retryAfter });
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof HypervisorError && error.code === 'unavailable';
}

function codeOf(error: LibvirtError): HypervisorErrorCode {
  switch (error.kind) {
    case 'remote':
      // A full disk comes as a system error whose number libvirt does not pass on, only its text; LVM has its own words.
      if (/no space left|disk quota|insufficient free space/i.test(error.message)) return 'no-space';
      return Object.entries(remoteCodes).find(([name]) => name === error.codeName)?.[1] ?? 'failed';
    case 'protocol':
      return 'unavailable';
    case 'authentication':
      return 'denied';
    default:
      return error.kind;
  }
}
