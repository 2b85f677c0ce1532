import http, { type IncomingMessage } from 'node:http';
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { OutboundError } from './errors.js';
import { givenUp } from './resolve.js';
import { hostOf, shown } from './shown.js';
import type { Tap } from './tap.js';
import { trust } from './trust.js';
import { requestError } from './wire-errors.js';

export interface Hop {
  readonly url: URL;
  readonly method: 'GET' | 'HEAD' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Checked, at least one: the only ones that are connected to. */
  readonly addresses: readonly string[];
  readonly verifyCertificate: boolean;
  readonly certificates: readonly string[];
  /** Milliseconds left for the connection, and without a byte after that. */
  readonly connect: number;
  readonly idle: number;
  readonly signal: AbortSignal;
  /** Reads the body, where it may be large. */
  readonly tap?: Tap;
}

/**
 * One request on a connection of its own, to the given addresses and no others: Node.js asks `lookup` for them, and
 * no resolver. Proxies of the environment are not used, since they would resolve the name again. Resolves with the
 * headers; the body is the caller's to read or destroy. Throws `OutboundError`.
 */
export function send(hop: Hop): Promise<IncomingMessage> {
  const { url, signal } = hop;
  if (signal.aborted) return Promise.reject(givenUp(signal.reason));
  const secure = url.protocol === 'https:';
  const length = hop.body && { 'content-length': String(hop.body.length) };
  return new Promise((resolve, reject) => {
    const request = http.request({
      createConnection: () => dial(hop, secure),
      host: hostOf(url),
      path: url.pathname + url.search,
      method: hop.method,
      headers: { host: url.host, connection: 'close', ...hop.headers, ...length },
    });
    const give = (error: OutboundError): void => void request.destroy(error);
    const late = (what: string) => (): void => give(new OutboundError('timeout', `${shown(url)}: no ${what} in time`));
    const abort = (): void => give(givenUp(signal.reason));
    let timer = setTimeout(late('connection'), hop.connect);
    const settle = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort);
    request.once('socket', (socket) => {
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        clearTimeout(timer);
        timer = setTimeout(late('answer'), hop.idle);
      });
    });
    request.once('response', (response) => {
      settle();
      resolve(response);
    });
    request.on('error', (error) => {
      settle();
      reject(requestError(error, url));
    });
    request.end(hop.body);
  });
}

function dial(hop: Hop, secure: boolean): Socket {
  const socket = open(hop, secure);
  hop.tap?.attach(socket);
  return socket;
}

function open({ url, addresses, connect, certificates, verifyCertificate, tap }: Hop, secure: boolean): Socket {
  const host = hostOf(url);
  const options = {
    host,
    port: Number(url.port) || (secure ? 443 : 80),
    lookup: pinned(addresses),
    autoSelectFamily: true,
    // Node.js's default gives up on an address after 250 ms, which a distant one may need.
    autoSelectFamilyAttemptTimeout: Math.max(250, Math.floor(connect / addresses.length)),
    ...(tap && { onread: tap.onread }),
  };
  if (!secure) return connectPlain(options);
  return connectTls({
    ...options,
    // Server Name Indication takes neither addresses nor the root's dot (RFC 6066 3).
    servername: isIP(host) ? '' : host.replace(/\.$/, ''),
    secureContext: trust(certificates),
    rejectUnauthorized: verifyCertificate,
  });
}

function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }));
  return (host, options, callback) => {
    const [first] = all;
    if (first === undefined) callback(new Error(`no address for ${host}`), '');
    else if (options.all === true) callback(null, all);
    else callback(null, first.address, first.family);
  };
}
