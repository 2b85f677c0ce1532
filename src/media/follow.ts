import { type IncomingMessage, STATUS_CODES } from 'node:http';
import { OutboundError } from '../outbound/errors.js';
import type { Policy } from '../outbound/policy.js';
import { checkedAddresses, type Resolve } from '../outbound/resolve.js';
import { send } from '../outbound/send.js';
import { hostOf, shown } from '../outbound/shown.js';
import { createTap, type Tap } from '../outbound/tap.js';
import { MediaError } from './types.js';
import { checkScheme, type Target } from './url.js';

export interface Answer {
  /** After redirects. */
  readonly url: URL;
  readonly response: IncomingMessage;
  /** Reads its body. */
  readonly tap: Tap;
  /** The checked address that answered. */
  readonly address: string;
}

export interface Question {
  readonly method: 'GET' | 'HEAD';
  /** Headers besides the standing ones, for one URL of the chain. */
  readonly headers?: (url: URL) => Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface Web {
  readonly policy: Policy;
  readonly resolve: Resolve;
  /** Milliseconds. */
  readonly connect: number;
  readonly idle: number;
}

const maxRedirects = 10;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Sends the request and goes where it is sent on to. Every hop is checked as if the client had named it; its name is
 * resolved once, and only the addresses that were checked are connected to (no second query that could answer
 * otherwise). Credentials stay with the origin they were given for. Throws `MediaError`; status codes other than
 * redirects are the caller's.
 */
export async function follow(web: Web, target: Target, question: Question): Promise<Answer> {
  const visited = new Set<string>();
  let url = target.url;
  for (;;) {
    if (visited.has(url.href)) throw new MediaError('too-many-redirects', `${shown(url)} redirects in a loop`);
    visited.add(url.href);
    if (visited.size > maxRedirects + 1) {
      throw new MediaError('too-many-redirects', `${shown(target.url)} redirects more than ${maxRedirects} times`);
    }
    const answer = await ask(web, target, question, url).catch((error: unknown) => {
      throw error instanceof OutboundError ? new MediaError(error.code, error.message, { cause: error }) : error;
    });
    const { statusCode = 0, headers } = answer.response;
    if (!redirects.has(statusCode)) return answer;
    answer.response.destroy();
    url = next(url, headers.location, target.verifyCertificate);
  }
}

async function ask(web: Web, target: Target, question: Question, url: URL): Promise<Answer> {
  const host = hostOf(url);
  const started = performance.now();
  const tap = createTap();
  const addresses = await checkedAddresses(host, { ...web, signal: question.signal });
  const response = await send({
    url,
    method: question.method,
    addresses,
    verifyCertificate: target.verifyCertificate,
    certificates: target.certificates,
    connect: Math.max(1, web.connect - (performance.now() - started)),
    idle: web.idle,
    signal: question.signal,
    tap,
    headers: {
      'user-agent': 'redfish-emu',
      accept: '*/*',
      // A compressed transfer would have another length and another ETag than the image.
      'accept-encoding': 'identity',
      ...(url.origin === target.url.origin && authorization(target)),
      ...question.headers?.(url),
    },
  });
  return { url, response, tap, address: response.socket.remoteAddress ?? addresses[0] ?? host };
}

function authorization({ credentials }: Target): Record<string, string> {
  if (credentials === undefined) return {};
  return { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function next(from: URL, location: string | undefined, verified: boolean): URL {
  if (location === undefined || !URL.canParse(location, from.href)) {
    throw new MediaError('server-error', `${shown(from)} redirects to nowhere`);
  }
  const url = new URL(location, from);
  checkScheme(url);
  url.username = '';
  url.password = '';
  url.hash = '';
  // What was asked for with a verified certificate is not taken from an unverified place.
  if (verified && from.protocol === 'https:' && url.protocol === 'http:') {
    throw new MediaError('unsupported-scheme', `${shown(from)} redirects from https to http, which is not followed`);
  }
  return url;
}

/** Throws for every status that brings no image. `expected` are those that do. */
export function checkStatus({ url, response }: Answer, expected: readonly number[]): void {
  const { statusCode: status = 0 } = response;
  if (expected.includes(status)) return;
  response.destroy();
  const message = `${shown(url)}: the server answered ${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
  if (status === 401 || status === 403 || status === 407) throw new MediaError('unauthorized', message);
  if (status === 404 || status === 410) throw new MediaError('not-found', message);
  throw new MediaError('server-error', message);
}
