import { errorCode, errorText, OutboundError } from './errors.js';
import { shown } from './shown.js';

/** OpenSSL's and Node.js's codes, in words for whoever named the server. */
const certificateFaults: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate is revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host',
  HOSTNAME_MISMATCH: 'its certificate is for another host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed by an unknown authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from an unknown authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from an unknown authority',
};

const networkFaults: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the server closed the connection without an answer',
  EPIPE: 'the server closed the connection without an answer',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the network',
  EHOSTDOWN: 'the host is down',
  EADDRNOTAVAIL: 'there is no address to connect from',
  EACCES: 'this host does not let us connect',
};

/** Of a name that could not be resolved. */
export function nameError(cause: unknown, host: string): OutboundError {
  const code = errorCode(cause) ?? '';
  const reason =
    code === 'ENOTFOUND' || code === 'ENODATA' ? 'is not known' : `cannot be resolved (${code || 'error'})`;
  return new OutboundError('unreachable', `the host name ${host} ${reason}`, { cause });
}

/** Of a request that got no answer. */
export function requestError(cause: unknown, url: URL): OutboundError {
  if (cause instanceof OutboundError) return cause;
  const code = errorCode(cause) ?? '';
  const what = shown(url);
  const certificate = certificateFaults[code];
  if (certificate !== undefined) return new OutboundError('tls', `${what}: ${certificate} (${code})`, { cause });
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) {
    return new OutboundError('tls', `${what}: the TLS handshake failed (${code})`, { cause });
  }
  if (code === 'ETIMEDOUT') return new OutboundError('timeout', `${what}: no connection in time`, { cause });
  if (code.startsWith('HPE_')) return new OutboundError('server-error', `${what}: the answer is not HTTP`, { cause });
  const network = networkFaults[code];
  return new OutboundError('unreachable', `${what}: ${network ?? (code || errorText(cause))}`, { cause });
}
