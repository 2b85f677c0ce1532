/** What is in front of the Redfish service on the same port: health and metrics. */
import type { RequestListener, ServerResponse } from 'node:http';
import type { Bmc } from '../../bmc/types.js';
import { authenticate } from '../../http/authenticate.js';
import type { Hypervisor } from '../../hypervisor/port.js';
import { renderError } from '../../redfish/errors.js';
import { toRedfishError } from '../../redfish/translate.js';
import { health } from './health.js';
import type { Metrics } from './metrics.js';

export interface FrontOptions {
  readonly app: RequestListener;
  readonly bmc: Bmc;
  readonly noAuth: boolean;
  readonly hypervisors: readonly Hypervisor[];
  readonly metrics: Metrics;
}

export function createFront({ app, bmc, noAuth, hypervisors, metrics }: FrontOptions): RequestListener {
  const scrape: RequestListener = async (request, response) => {
    try {
      if (!noAuth) await authenticate(bmc, request.headers);
      const { type, text } = await metrics.render();
      answer(response, 200, { 'Content-Type': type }, text);
    } catch (error) {
      const failure = toRedfishError(error, '/metrics');
      answer(response, failure.status, { ...failure.headers, ...json }, JSON.stringify(renderError(failure)));
    }
  };
  return (request, response) => {
    const path = request.url?.split('?', 1)[0];
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (reads && path === '/healthz') answer(response, 200, json, JSON.stringify(health(hypervisors)));
    else if (reads && path === '/metrics') scrape(request, response);
    else app(request, response);
  };
}

const json = { 'Content-Type': 'application/json; charset=utf-8' };

/** Node itself leaves the body out of the answer to a HEAD. */
function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.writeHead(status, { ...headers, 'Cache-Control': 'no-store', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}
