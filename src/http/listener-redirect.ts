import type { IncomingMessage, ServerResponse } from 'node:http';

/** `host[:port]` of RFC 3986; whatever else a client sends there does not get into `Location`. */
const authority = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(:\d{1,5})?$/;

/** To https on the same host and port. 308 keeps method and body (RFC 9110 15.4.9). */
export function redirectToTls(request: IncomingMessage, response: ServerResponse): void {
  const host = request.headers.host;
  const to = host !== undefined && authority.test(host) ? host : ownAddress(request);
  // The absolute form (`GET http://host/path`) is reduced to its path.
  const path = (request.url ?? '/').replace(/^https?:\/\/[^/]*/i, '');
  response.writeHead(308, {
    Location: `https://${to}${path.startsWith('/') ? path : `/${path}`}`,
    'Content-Length': 0,
    // The body, if any, is not read: it goes to the other place.
    Connection: 'close',
  });
  response.end();
}

/** HTTP/1.0 has no `Host`. */
function ownAddress({ socket }: IncomingMessage): string {
  const address = (socket.localAddress ?? '127.0.0.1').replace(/^::ffff:/, '');
  return `${address.includes(':') ? `[${address}]` : address}:${socket.localPort}`;
}
