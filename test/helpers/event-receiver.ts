import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { KeyPair } from './certificate.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly Id: string;
    readonly '@odata.type': string;
    readonly MetricValues?: readonly { readonly MetricProperty: string; readonly MetricValue: string }[];
    readonly Context?: string;
    readonly Events: readonly {
      readonly MessageId: string;
      readonly MessageArgs: readonly string[];
      readonly OriginOfCondition?: { readonly '@odata.id': string };
    }[];
  };
}

export interface EventReceiver {
  readonly url: string;
  /** What it took, oldest first. */
  readonly received: readonly Received[];
  /** How often somebody came, whatever the answer. */
  readonly visits: number;
  /** Of the answers from now on; 0 never answers. */
  status: number;
  close(): Promise<void>;
}

/** A subscriber on loopback, as a client of Redfish would run one. */
export const startReceiver = async (keys?: KeyPair): Promise<EventReceiver> => {
  const received: Received[] = [];
  let status = 204;
  let visits = 0;
  const server = keys ? createTlsServer(keys) : createServer();
  server.on('request', async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    visits += 1;
    if (status === 0) return;
    if (status < 300) received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    response.writeHead(status).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${keys ? 'https' : 'http'}://127.0.0.1:${port}/events`,
    received,
    get visits() {
      return visits;
    },
    get status() {
      return status;
    },
    set status(value) {
      status = value;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
