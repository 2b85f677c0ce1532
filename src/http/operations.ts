import type { ServerResponse } from 'node:http';
import type { Principal } from '../bmc/types.js';
import type { Outcome } from '../redfish/call.js';
import type { Context } from '../redfish/context.js';
import { redfishError } from '../redfish/errors.js';
import { type Message, renderMessage } from '../redfish/messages.js';
import type { Found } from '../redfish/resource.js';
import { applyQuery, looksFurther } from './apply-query.js';
import { requireProperties } from './authorize.js';
import { readBody, readJson } from './body.js';
import { requireMatch, unchanged } from './conditional.js';
import type { Locate, Located } from './locate.js';
import { conclude } from './outcome.js';
import { parseQuery } from './query.js';
import { createReader, parseBody } from './read-member.js';
import { render } from './render.js';
import { type Reply, reply } from './reply.js';
import type { Request } from './request.js';
import type { Match, Router } from './router.js';
import { createSerialise } from './serialise.js';
import { eventStreamType, streamEvents, wantedOf } from './sse.js';
import { createTurns } from './turns.js';
import { receiveUpload } from './upload.js';
import { writeJson } from './write-json.js';

/** A request that passed every layer in front of its resource. */
export interface Asked {
  readonly request: Request;
  readonly response: ServerResponse;
  readonly match: Match;
  readonly principal: Principal;
  /** Behind the `?`. */
  readonly search: string;
}

const withMessages = (bytes: Buffer, messages: readonly Message[]) => ({
  ...parseBody(bytes),
  '@Message.ExtendedInfo': messages.map(renderMessage),
});

/**
 * Answers that read other resources: two at once keep the processor busy, and a third of the same client would only make
 * the others wait.
 */
const manyResources = { atOnce: 2, waitingEach: 64, waitingAll: 512 } as const;

const busy = (detail: string) =>
  redfishError('ServiceTemporarilyUnavailable', ['1'], { detail, headers: { 'Retry-After': '1' } });

/** Ends long work for a client that has hung up. */
const requireListener = ({ socket }: Request): void => {
  if (socket.destroyed) throw busy('The client has gone.');
};

type Operation = (asked: Asked) => Promise<Reply>;

/** What each HTTP method does with a resource. */
export const createOperations = ({ settings }: Context, router: Router, locate: Locate) => {
  const serialise = createSerialise();
  const turns = createTurns(manyResources);

  const find = ({ match, principal, request }: Asked) => locate(match, principal, request.socket.remoteAddress);

  const representation = async ({ route }: Match, { found }: Located) => {
    const rendered = await render(found, route.kept);
    return { ...rendered, headers: { ...route.headers, ETag: rendered.etag } };
  };

  /** Another resource as this client would read it. */
  const represent = async (uri: string, asked: Asked): Promise<Buffer | undefined> => {
    const match = router.match(uri);
    return match && (await representation(match, await find({ ...asked, match }))).bytes;
  };

  const answer = (asked: Asked, outcome: Outcome): Promise<Reply> =>
    conclude(outcome, {
      prefer: asked.request.headers.prefer,
      asyncAfter: settings.asyncAfter,
      represent: (uri) => represent(uri, asked),
    });

  const findMatching = async (asked: Asked): Promise<Located> => {
    const located = await find(asked);
    const ifMatch = asked.request.headers['if-match'];
    if (ifMatch !== undefined) requireMatch(ifMatch, (await representation(asked.match, located)).etag);
    return located;
  };

  /**
   * Finds the resource, checks If-Match and does the work, all in the machine's turn: of two requests with the same
   * ETag exactly one wins, and neither overwrites what it has not seen.
   */
  const inTurn = async <T>(asked: Asked, work: (found: Found) => Promise<T>): Promise<T> => {
    const turn = async () => work((await findMatching(asked)).found);
    const { machine, uri } = await find(asked);
    // Logins wait for nobody: they change nothing that another request could overwrite.
    const key = machine?.id ?? (asked.request.method === 'POST' ? undefined : uri);
    return key === undefined ? turn() : serialise(key, turn);
  };

  const openStream = ({ request, match, search }: Asked, stream: NonNullable<Found['stream']>): Reply => {
    const { headers } = match.route;
    if (request.method === 'HEAD') return reply(200, '', { ...headers, 'Content-Type': eventStreamType });
    const open = stream(wantedOf(search, request.headers['last-event-id']));
    return { status: 200, headers, stream: (response) => streamEvents(response, open, headers) };
  };

  const get: Operation = async (asked) => {
    const { match, request, search } = asked;
    const located = await find(asked);
    if (located.found.stream) return openStream(asked, located.found.stream);
    const { page } = match.route.resource;
    const query = parseQuery(search) ?? (page === undefined ? undefined : {});
    if (located.found.respond) {
      const plain = await answer(asked, located.found.respond());
      return { ...plain, headers: { ...match.route.headers, ...plain.headers } };
    }
    const { bytes, etag, headers } = await representation(match, located);
    const further = query !== undefined && looksFurther(query);
    if (!further && unchanged(request.headers['if-none-match'], etag)) return reply(304, undefined, headers);
    if (query === undefined) return reply(200, bytes, headers);
    const finish = async (): Promise<Reply> => {
      const read = createReader(router, asked.principal, async (other) => {
        requireListener(request);
        const { bytes: json } = await representation(other, await find({ ...asked, match: other }));
        return json;
      });
      const body = await applyQuery(parseBody(bytes), query, search, read, page);
      return reply(200, await writeJson(body), further ? match.route.headers : headers);
    };
    if (!further) return finish();
    const client = `${asked.principal.account.id} ${request.socket.remoteAddress}`;
    const turn = turns.take(client, finish);
    if (turn === undefined) throw busy('Too many answers of many resources are asked for at once.');
    return turn;
  };

  const patch: Operation = async (asked) => {
    const body = await readBody(asked.request, asked.response);
    requireProperties(asked.principal, asked.match.route, body);
    const outcome = await inTurn(asked, (found) => found.patch(body));
    if (outcome !== undefined) return answer(asked, outcome);
    const { bytes, headers } = await representation(asked.match, await find(asked));
    return reply(200, bytes, headers);
  };

  const remove: Operation = async (asked) => {
    const body = await readJson(asked.request, asked.response);
    await inTurn(asked, (found) => found.remove(body));
    return reply(204);
  };

  const create: Operation = async (asked) => {
    const body = await readBody(asked.request, asked.response);
    const created = await inTurn(asked, (found) => found.create(body));
    if ('task' in created) return answer(asked, created);
    const { uri, principal = asked.principal, messages, headers } = created;
    const bytes = await represent(uri, { ...asked, principal });
    const shown = messages && bytes ? withMessages(bytes, messages) : bytes;
    return reply(201, shown, { Location: uri, ...headers });
  };

  /** Not in the machine's turn: an action may last, and what it writes is in order below. */
  const act: Operation = async (asked) => {
    const body = await readBody(asked.request, asked.response);
    const { found } = await findMatching(asked);
    return answer(asked, await found.act(asked.match.route.action ?? '', body));
  };

  let receiving = false;
  /** One at a time: each is held in memory while its parts are told apart. */
  const upload: Operation = async (asked) => {
    const wanted = (await findMatching(asked)).found.upload;
    if (!wanted) throw redfishError('OperationNotAllowed', []);
    if (receiving) throw busy('Another file is being received.');
    receiving = true;
    const received = await receiveUpload(asked.request, wanted.largest).finally(() => {
      receiving = false;
    });
    const outcome = await wanted.take(received.parameters, received.file).catch((error: unknown) => {
      received.file.release();
      throw error;
    });
    return answer(asked, outcome);
  };

  const post: Operation = (asked) => {
    const { action, resource } = asked.match.route;
    if (action !== undefined) return act(asked);
    return resource.uploads ? upload(asked) : create(asked);
  };
  const options: Operation = async ({ match }) => reply(204, undefined, { Allow: `${match.route.allow}, OPTIONS` });

  return { GET: get, HEAD: get, PATCH: patch, POST: post, DELETE: remove, OPTIONS: options };
};
export type Operations = ReturnType<typeof createOperations>;
