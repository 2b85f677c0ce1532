import { OutboundError } from '../../outbound/errors.js';
import type { Policy } from '../../outbound/policy.js';
import { checkedAddresses, type Resolve } from '../../outbound/resolve.js';
import { send } from '../../outbound/send.js';
import { hostOf } from '../../outbound/shown.js';

/** Milliseconds for name, connection and TLS handshake together, and then for the answer. */
const connect = 10_000;
const idle = 30_000;

export interface Delivery {
  readonly destination: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly verifyCertificate: boolean;
  readonly body: string;
  readonly signal: AbortSignal;
}

/** Resolves when the receiver took it (a 2xx). Throws `OutboundError`. */
export type Deliver = (delivery: Delivery) => Promise<void>;

/** POSTs under the rules of every connection that a client names. A redirect is a failure: it was not what he named. */
export const createDeliver =
  (policy: Policy, resolve: Resolve): Deliver =>
  async ({ destination, headers, verifyCertificate, body, signal }) => {
    const url = new URL(destination);
    const addresses = await checkedAddresses(hostOf(url), { policy, resolve, connect, signal });
    const response = await send({
      url,
      method: 'POST',
      addresses,
      body: Buffer.from(body),
      headers: { 'user-agent': 'redfish-emu', ...headers, 'content-type': 'application/json', 'odata-version': '4.0' },
      verifyCertificate,
      certificates: [],
      connect,
      idle,
      signal,
    });
    const { statusCode: status = 0 } = response;
    // Nobody reads what a receiver has to say.
    response.on('error', () => undefined).destroy();
    if (status < 200 || status > 299) throw new OutboundError('server-error', `the receiver answered ${status}`);
  };
