/** Answers to what is not HTTP enough for Node to make a request of. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { redfishError, renderError } from '../redfish/errors.js';

/**
 * Status by the code of Node's `clientError`. An unknown method is 501 (RFC 9110 9.1, DSP0266 "Status codes"); Node by
 * itself says 400.
 */
const statuses: Readonly<Record<string, number>> = {
  HPE_INVALID_METHOD: 501,
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Undefined: nobody is there to read an answer. */
export function statusOf(error: Error): number | undefined {
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ETIMEDOUT') return undefined;
  return statuses[code] ?? 400;
}

/** Sends a Redfish error over a bare connection, and closes it. */
export function refuse(socket: Duplex, status: number): void {
  const body = JSON.stringify(renderError(redfishError('GeneralError', [], { detail: STATUS_CODES[status] })));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'OData-Version: 4.0',
    'Cache-Control: no-cache',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
