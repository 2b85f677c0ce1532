import type { Request, Response } from 'express';
import type { Principal } from '../bmc/types.js';
import type { Context } from '../redfish/context.js';
import { redfishError } from '../redfish/errors.js';
import { readBody } from './body.js';
import { requireMatch, unchanged } from './conditional.js';
import type { Elsewhere, Locate, Located } from './locate.js';
import { conclude } from './outcome.js';
import { applyQuery, onlyMember, parseQuery } from './query.js';
import { render } from './render.js';
import { type Reply, reply } from './reply.js';
import type { Match, Router } from './router.js';
import { createSerialise } from './serialise.js';

/** A request that passed every layer in front of its resource. */
export interface Asked {
  readonly request: Request;
  readonly response: Response;
  readonly match: Match;
  readonly principal: Principal;
  /** Behind the `?`. */
  readonly search: string;
}

type Operation = (asked: Asked) => Promise<Reply>;

const redirect = ({ elsewhere }: Elsewhere, search: string): Reply =>
  reply(307, undefined, { Location: search === '' ? elsewhere : `${elsewhere}?${search}` });

/** What each HTTP method does with a resource. */
export const createOperations = ({ settings }: Context, router: Router, locate: Locate) => {
  const serialise = createSerialise();

  const representation = async ({ route }: Match, { found }: Located) => {
    const rendered = await render(found, route.kept);
    return { ...rendered, headers: { ...route.headers, ETag: rendered.etag } };
  };

  /** Another resource as this client would read it. */
  const represent = async (uri: string, { principal, request }: Asked): Promise<Buffer | undefined> => {
    const match = router.match(uri);
    const located = match && (await locate(match, principal, request.ip));
    return located && 'found' in located ? (await representation(match, located)).bytes : undefined;
  };

  const answer = (asked: Asked, outcome: Parameters<typeof conclude>[0]): Promise<Reply> =>
    conclude(outcome, {
      prefer: asked.request.headers.prefer,
      asyncAfter: settings.asyncAfter,
      represent: (uri) => represent(uri, asked),
    });

  /**
   * Finds the resource, checks If-Match and does the work, all in the machine's turn: of two requests with the same
   * ETag exactly one wins, and neither overwrites what it has not seen. The answer is waited for outside of the turn.
   */
  const inTurn = async <T>(
    asked: Asked,
    work: (located: Located) => Promise<T>,
    conclusion: (result: T) => Promise<Reply>,
  ): Promise<Reply> => {
    const { match, principal, request, search } = asked;
    const first = await locate(match, principal, request.ip);
    if ('elsewhere' in first) return redirect(first, search);
    const turn = async () => {
      const located = await locate(match, principal, request.ip);
      if ('elsewhere' in located) throw redfishError('ResourceNotFound', ['resource', first.uri]);
      const ifMatch = request.headers['if-match'];
      if (ifMatch !== undefined) requireMatch(ifMatch, (await representation(match, located)).etag);
      return work(located);
    };
    // Logins wait for nobody: they change nothing that another request could overwrite.
    const key = first.machine?.id ?? (request.method === 'POST' ? undefined : first.uri);
    return conclusion(await (key === undefined ? turn() : serialise(key, turn)));
  };

  const get: Operation = async (asked) => {
    const { match, principal, request, search } = asked;
    const query = parseQuery(search);
    const located = await locate(match, principal, request.ip);
    if ('elsewhere' in located) return redirect(located, search);
    if (located.found.respond) {
      const plain = await answer(asked, located.found.respond());
      return { ...plain, headers: { ...match.route.headers, ...plain.headers } };
    }
    const { bytes, etag, headers } = await representation(match, located);
    if (unchanged(request.headers['if-none-match'], etag)) return reply(304, undefined, headers);
    if (query === undefined) return reply(200, bytes, headers);
    const body = { '@odata.etag': etag, ...(await located.found.read()) };
    const member = query.only ? onlyMember(body) : undefined;
    const memberBytes = member === undefined ? undefined : await represent(member, asked);
    return memberBytes ? reply(200, memberBytes, match.route.headers) : reply(200, applyQuery(body, query), headers);
  };

  const patch: Operation = async (asked) => {
    const body = await readBody(asked.request, asked.response);
    return inTurn(
      asked,
      ({ found }) => found.patch(body),
      async (outcome) => {
        if (outcome !== undefined) return answer(asked, outcome);
        const now = await locate(asked.match, asked.principal, asked.request.ip);
        if ('elsewhere' in now) return reply(204);
        const { bytes, headers } = await representation(asked.match, now);
        return reply(200, bytes, headers);
      },
    );
  };

  const remove: Operation = (asked) =>
    inTurn(
      asked,
      ({ found }) => found.remove(),
      async () => reply(204),
    );

  const create: Operation = async (asked) => {
    const body = await readBody(asked.request, asked.response);
    return inTurn(
      asked,
      ({ found }) => found.create(body),
      async ({ uri, principal = asked.principal, headers }) =>
        reply(201, await represent(uri, { ...asked, principal }), { Location: uri, ...headers }),
    );
  };

  const act: Operation = async (asked) => {
    const { match, principal, request, response, search } = asked;
    const body = await readBody(request, response);
    const located = await locate(match, principal, request.ip);
    if ('elsewhere' in located) return redirect(located, search);
    return answer(asked, await located.found.act(match.route.action ?? '', body));
  };

  const post: Operation = (asked) => (asked.match.route.action === undefined ? create(asked) : act(asked));
  const options: Operation = async ({ match }) => reply(204, undefined, { Allow: `${match.route.allow}, OPTIONS` });

  return { GET: get, HEAD: get, PATCH: patch, POST: post, DELETE: remove, OPTIONS: options };
};
export type Operations = ReturnType<typeof createOperations>;
