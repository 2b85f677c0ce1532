import { ErrorDomain, ErrorLevel, ErrorNumber } from './wire/enums.generated.js';
import type { remote_error } from './wire/protocol.generated.js';
import type { ValueOf } from './xdr/codec.js';

/** Where an error comes from, and what a caller can do about it. */
export const libvirtErrorKinds = {
  remote: 'the daemon answered with an error; code and domain say which',
  unavailable: 'there is no connection now, or it broke before the answer; the call may or may not have happened',
  protocol: 'the daemon broke the protocol; the connection was closed',
  timeout: 'the deadline passed; the daemon may still do what was asked',
  cancelled: 'the caller gave up; the daemon may still do what was asked',
  authentication: 'the daemon did not let us in, or asks for a way to log in that this client does not have',
  invalid: 'a URI, option or argument that cannot be used; nothing was sent',
} as const;
export type LibvirtErrorKind = keyof typeof libvirtErrorKinds;

/** Name of a code, without its prefix: `NO_DOMAIN`, `OPERATION_INVALID`. */
export type ErrorCodeName = keyof typeof ErrorNumber;

/** What the daemon says of an error (`virError`). */
export interface ErrorDetails {
  readonly code: number;
  readonly domain: number;
  readonly level: number;
  readonly str1?: string;
  readonly str2?: string;
  readonly str3?: string;
  readonly int1: number;
  readonly int2: number;
}

// The codes that the C library gives its own errors of the same kinds.
const ownCodes: Readonly<Record<Exclude<LibvirtErrorKind, 'remote'>, number>> = {
  unavailable: ErrorNumber.NO_CONNECT,
  protocol: ErrorNumber.RPC,
  timeout: ErrorNumber.OPERATION_TIMEOUT,
  cancelled: ErrorNumber.OPERATION_ABORTED,
  authentication: ErrorNumber.AUTH_FAILED,
  invalid: ErrorNumber.INVALID_ARG,
};

const reversed = (table: Readonly<Record<string, number>>): ReadonlyMap<number, string> =>
  new Map(Object.entries(table).map(([name, value]) => [value, name]));
const codeNames = reversed(ErrorNumber);
const domainNames = reversed(ErrorDomain);

/** Every error that this client throws or rejects with. */
export class LibvirtError extends Error implements ErrorDetails {
  override readonly name = 'LibvirtError';
  readonly kind: LibvirtErrorKind;
  /** `virErrorNumber`; of errors that are not the daemon's, the one that the C library uses. */
  readonly code: number;
  /** `virErrorDomain`: the part of libvirt that raised it. */
  readonly domain: number;
  /** `virErrorLevel`. */
  readonly level: number;
  declare readonly str1?: string;
  declare readonly str2?: string;
  declare readonly str3?: string;
  readonly int1: number;
  readonly int2: number;

  constructor(kind: LibvirtErrorKind, message: string, options: { details?: ErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    const details = options.details;
    this.code = details?.code ?? (kind === 'remote' ? ErrorNumber.INTERNAL_ERROR : ownCodes[kind]);
    this.domain = details?.domain ?? ErrorDomain.RPC;
    this.level = details?.level ?? ErrorLevel.ERROR;
    this.int1 = details?.int1 ?? 0;
    this.int2 = details?.int2 ?? 0;
    if (details?.str1 !== undefined) this.str1 = details.str1;
    if (details?.str2 !== undefined) this.str2 = details.str2;
    if (details?.str3 !== undefined) this.str3 = details.str3;
  }

  /** `NO_DOMAIN`; `ERR_<number>` for a code newer than this client. */
  get codeName(): string {
    return codeNames.get(this.code) ?? `ERR_${this.code}`;
  }

  /** `QEMU`, `NETWORK`, `STORAGE`. */
  get domainName(): string {
    return domainNames.get(this.domain) ?? `FROM_${this.domain}`;
  }
}

/** Whether `error` is one of this client's, and of these codes where any are given: `isLibvirtError(e, 'NO_DOMAIN')`. */
export const isLibvirtError = (error: unknown, ...codes: readonly ErrorCodeName[]): error is LibvirtError =>
  error instanceof LibvirtError && (codes.length === 0 || codes.some((code) => ErrorNumber[code] === error.code));

/** The error in a reply of status ERROR. */
export function remoteError(wire: ValueOf<typeof remote_error>): LibvirtError {
  const { code, domain, level, int1, int2 } = wire;
  return new LibvirtError('remote', wire.message ?? `libvirt error ${codeNames.get(code) ?? code}`, {
    details: {
      code,
      domain,
      level,
      int1,
      int2,
      ...(wire.str1 === null ? {} : { str1: wire.str1 }),
      ...(wire.str2 === null ? {} : { str2: wire.str2 }),
      ...(wire.str3 === null ? {} : { str3: wire.str3 }),
    },
  });
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
