import { randomUUID } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import { applyBiosAtBoot } from '../redfish/bios/boot.js';
import type { Context } from '../redfish/context.js';
import { audit } from './audit.js';
import { createHandler, type Handled } from './handler.js';
import { send } from './reply.js';
import { isRequest, type Request } from './request.js';

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

/**
 * The service: for a server of Node's, or as a handler of an express app (`app.use(createApp(context))`). Reads no
 * environment, opens no socket; ends with whoever holds it.
 */
export const createApp = (context: Context, { observe }: AppOptions = {}): RequestListener => {
  applyBiosAtBoot(context);
  const handle = createHandler(context);

  const answer = async (request: Request, response: ServerResponse): Promise<void> => {
    const since = performance.now();
    const id = randomUUID();
    const handled = await handle(request, response);
    send(response, { method: request.method, id }, handled.reply);
    const access = accessOf(id, since, request, handled);
    // An outage is said once by the driver, and not with every request that meets it.
    if (handled.reply.status === 500) context.log.error({ ...access, err: handled.error }, 'request failed');
    else context.log.info(access, 'request');
    audit(context, request, handled);
    observe?.(access);
  };

  return (request, response) => {
    if (!isRequest(request)) return;
    answer(request, response).catch((error: unknown) => {
      context.log.error({ err: error }, 'an answer could not be sent');
      response.destroy();
    });
  };
};
