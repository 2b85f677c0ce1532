import type { ServerResponse } from 'node:http';
import type { Principal } from '../bmc/types.js';
import type { Context } from '../redfish/context.js';
import { redfishError, renderError } from '../redfish/errors.js';
import { resources } from '../redfish/table.js';
import { toRedfishError } from '../redfish/translate.js';
import { requireAcceptable } from './accept.js';
import { authenticate } from './authenticate.js';
import { isOpen, needsOf, requirePasswordChanged, requirePrivileges } from './authorize.js';
import { createLocate, Moved } from './locate.js';
import { createOperations, type Operations } from './operations.js';
import { type Reply, reply } from './reply.js';
import { type Request, targetOf } from './request.js';
import { createRouter, type Match, type Router } from './router.js';

/** What became of a request: for its log line. */
export interface Handled {
  readonly reply: Reply;
  readonly match?: Match;
  readonly principal?: Principal;
  readonly error?: unknown;
}

const known = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);

const requireVersion = (version: string | string[] | undefined): void => {
  if (version !== undefined && version !== '4.0')
    throw redfishError('HeaderInvalid', ['OData-Version'], { status: 412 });
};

/** 501 for a method that nothing here has, 405 for one that this resource has not. */
const requireKnown = (method: string): void => {
  if (!known.has(method)) throw redfishError('OperationNotAllowed', [], { status: 501 });
};
const isOperation = (method: string, operations: Operations): method is keyof Operations =>
  Object.hasOwn(operations, method);

/** A POST to `Members` is one to the collection (DSP0266, "POST (create)"). */
const matchOf = (router: Router, method: string, path: string): Match | undefined => {
  const collection = method === 'POST' ? /^(.*)\/Members\/?$/.exec(path)?.[1] : undefined;
  const alias = collection === undefined ? undefined : router.match(collection);
  return alias?.route.methods.includes('POST') ? alias : router.match(path);
};

/** Method and body stay as they are, and so does the query. */
const redirect = (request: Request, location: string): Reply => {
  const { search } = targetOf(request);
  return reply(307, undefined, { Location: search === '' ? location : `${location}?${search}` });
};

/** The service as one function from a request to its answer. It never rejects. */
export const createHandler = (context: Context) => {
  const router = createRouter(resources);
  const operations = createOperations(context, router, createLocate(context, router));

  /** The layers in front of every resource, in their order. */
  const handle = async (
    request: Request,
    response: ServerResponse,
    seen: { match?: Match; principal?: Principal },
  ): Promise<Reply> => {
    const { method, headers } = request;
    const { path, search } = targetOf(request);
    requireVersion(headers['odata-version']);
    requireKnown(method);
    const match = matchOf(router, method, path);
    if (match) seen.match = match;
    const needs = match ? needsOf(match.route, method) : [];
    // An open resource tells who asks for more of it as much as he may see: the service root, expanded.
    const more = method === 'GET' && search !== '' && (headers.authorization ?? headers['x-auth-token']) !== undefined;
    const open = context.settings.noAuth || (isOpen(needs) && !more);
    const principal = open ? context.bmc.accounts.anonymous : await authenticate(context.bmc, headers);
    seen.principal = principal;
    if (!open) requirePasswordChanged(principal, match, method);
    if (match === undefined) throw redfishError('ResourceNotFound', ['resource', path]);
    if (!isOperation(method, operations) || !(method === 'OPTIONS' || match.route.methods.includes(method)))
      throw redfishError('OperationNotAllowed', [], { headers: { Allow: match.route.allow } });
    requirePrivileges(principal, match.route, needs);
    requireAcceptable(request, match.route);
    return operations[method]({ request, response, match, principal, search });
  };

  return async (request: Request, response: ServerResponse): Promise<Handled> => {
    const seen: { match?: Match; principal?: Principal } = {};
    try {
      return { reply: await handle(request, response, seen), ...seen };
    } catch (error) {
      if (error instanceof Moved) return { ...seen, reply: redirect(request, error.location) };
      const failure = toRedfishError(error, targetOf(request).path);
      return { ...seen, error, reply: reply(failure.status, renderError(failure), failure.headers) };
    }
  };
};
