/** Every code, with what it tells who wanted to reach something. */
export const outboundErrorCodes = {
  'host-not-allowed': 'the operator does not let us connect there',
  unreachable: 'no such host, or nobody answers there',
  tls: 'the handshake failed, or the certificate is not to be trusted',
  timeout: 'no connection or no answer in time',
  'server-error': 'what answers does not speak HTTP',
  cancelled: 'the caller gave up',
} as const;
export type OutboundErrorCode = keyof typeof outboundErrorCodes;

/** Why a request to somewhere else failed. The message is a clause fit for clients: it shows no query and no secret. */
export class OutboundError extends Error {
  override readonly name = 'OutboundError';
  readonly code: OutboundErrorCode;
  constructor(code: OutboundErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The `code` of a Node.js system or TLS error. */
export const errorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));
