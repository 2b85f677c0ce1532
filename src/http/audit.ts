import type { Context } from '../redfish/context.js';
import type { Handled } from './handler.js';
import { type Request, targetOf } from './request.js';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Of answers to somebody who is not known here, or that are about no machine that he may see. */
const nowhere = new Set([307, 401, 404]);

/** Keeps who asked to change what of a machine, and what became of it: without body and query, which may hold secrets. */
export const audit = ({ bmc }: Context, request: Request, { match, principal, reply }: Handled): void => {
  const { machine } = match?.variables ?? {};
  if (machine === undefined || principal === undefined) return;
  if (reading.has(request.method) || nowhere.has(reply.status)) return;
  const { remoteAddress } = request.socket;
  const path = targetOf(request).path.replace(/[^!-~]/g, '');
  bmc.logs.audit.add({
    systemId: machine.toLowerCase(),
    severity: reply.status < 400 ? 'OK' : 'Warning',
    message: `${request.method} ${path}: ${reply.status}`,
    userName: principal.account.userName,
    ...(remoteAddress !== undefined && { client: remoteAddress }),
  });
};
