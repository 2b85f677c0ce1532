import { randomUUID } from 'node:crypto';
import express, { type Express, type Request } from 'express';
import { applyBiosAtBoot } from '../redfish/bios/boot.js';
import type { Context } from '../redfish/context.js';
import { audit } from './audit.js';
import { createHandler, type Handled } from './handler.js';
import { send } from './reply.js';

/** One request, as the log and the metrics see it. */
export interface Access {
  readonly id: string;
  readonly method: string;
  /** The template of the route, `/redfish/v1/Systems/{machine}`: few enough to count by. Absent: no such path. */
  readonly route: string | undefined;
  readonly status: number;
  readonly milliseconds: number;
  readonly machine: string | undefined;
  /** `Reset`. */
  readonly action: string | undefined;
  readonly user: string | undefined;
  readonly client: string | undefined;
}

export interface AppOptions {
  /** Called after each answer. */
  readonly observe?: (access: Access) => void;
}

const accessOf = (id: string, since: number, request: Request, { reply, match, principal }: Handled): Access => ({
  id,
  method: request.method,
  route: match?.route.template,
  status: reply.status,
  milliseconds: Math.round((performance.now() - since) * 1000) / 1000,
  machine: match?.variables.machine,
  action: match?.route.action,
  user: principal?.account.userName,
  client: request.socket.remoteAddress,
});

/** The service as an express app. Reads no environment, opens no socket; ends with whoever holds it. */
export const createApp = (context: Context, { observe }: AppOptions = {}): Express => {
  applyBiosAtBoot(context);
  const handle = createHandler(context);
  const app = express();
  app.disable('x-powered-by');
  app.use(async (request, response) => {
    const since = performance.now();
    const id = randomUUID();
    response.setHeader('X-Request-Id', id);
    const handled = await handle(request, response);
    send(response, request.method, handled.reply);
    const access = accessOf(id, since, request, handled);
    // An outage is said once by the driver, and not with every request that meets it.
    if (handled.reply.status === 500) context.log.error({ ...access, err: handled.error }, 'request failed');
    else context.log.info(access, 'request');
    audit(context, request, handled);
    observe?.(access);
  });
  return app;
};
