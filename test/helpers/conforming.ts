/** Every answer that a test gets is looked at, whatever the test is about. */
import type { Response, Test } from 'supertest';
import { schemaProblems } from './dmtf.js';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Of an error body (DSP0266, "Error responses"); empty: nothing is wrong with it. */
const errorProblems = (body: unknown): readonly string[] => {
  const error = isRecord(body) ? body.error : undefined;
  if (!isRecord(error)) return ['an error without an error object'];
  const extended = error['@Message.ExtendedInfo'];
  const isMessage = (one: unknown): boolean =>
    isRecord(one) &&
    [one.MessageId, one.Message, one.MessageSeverity, one.Resolution].every((text) => typeof text === 'string');
  return [
    ...(typeof error.code === 'string' && typeof error.message === 'string' ? [] : ['no code or no message']),
    ...(Array.isArray(extended) && extended.length > 0 && extended.every(isMessage) ? [] : ['no extended information']),
  ];
};

/** Parts of a resource are no resource: what they lack is what was asked for. */
const isPartial = (url: string): boolean => /[?&](\$select=|%24select=|excerpt)/.test(url);

/** What is wrong with an answer by the DMTF schema of its type, or as an error; empty: nothing. */
export const answerProblems = (url: string, { status, type, body }: Pick<Response, 'status' | 'type' | 'body'>) => {
  if (type !== 'application/json') return [];
  if (status >= 400) return errorProblems(body);
  const typed = isRecord(body) && typeof body['@odata.type'] === 'string';
  return typed && !isPartial(url) ? schemaProblems(body) : [];
};

/** For `agent.use`: fails the request whose answer does not conform. */
export const conforming = (request: Test): void => {
  if (request.method === 'HEAD') return;
  request.expect((response) => {
    const problems = answerProblems(request.url, response);
    if (problems.length > 0)
      throw new Error(`${request.method} ${request.url} does not conform:\n${problems.join('\n')}`);
  });
};

/** The same of an answer to fetch(), which stays to be read. */
export const expectConforming = async (method: string, url: string, reply: globalThis.Response): Promise<void> => {
  const type = reply.headers.get('content-type')?.split(';')[0] ?? '';
  if (method === 'HEAD' || type !== 'application/json') return;
  const problems = answerProblems(url, { status: reply.status, type, body: await reply.clone().json() });
  if (problems.length > 0) throw new Error(`${method} ${url} does not conform:\n${problems.join('\n')}`);
};
