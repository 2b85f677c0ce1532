import type { Answer, Outcome, Started } from '../redfish/call.js';
import { monitorUri, taskUri } from '../redfish/uris.js';
import { type Reply, reply } from './reply.js';

/** Seconds after which a client should look again. */
const lookAgain = '1';

/** `Prefer: respond-async` (RFC 7240): the client wants a task monitor at once. */
const wantsTask = (prefer: string | string[] | undefined): boolean =>
  /(^|[\s,])respond-async([\s,;]|$)/i.test(String(prefer ?? ''));

/** Resolves when the task is over, or after so many milliseconds. */
const over = async (done: NonNullable<Started['done']>, limit: number): Promise<Answer | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limit, undefined);
  });
  const task = await Promise.race([done, late]);
  clearTimeout(timer);
  return task?.result;
};

/** A task that made a resource says where; what it is like is read when the answer is given. */
const finished = async ({ status, body, headers }: Answer, represent: Waiting['represent']): Promise<Reply> => {
  const made = status === 201 && body === undefined ? headers?.Location : undefined;
  return reply(status, made === undefined ? body : await represent(made).catch(() => undefined), headers);
};

export interface Waiting {
  readonly prefer: string | string[] | undefined;
  /** Milliseconds: `Settings.asyncAfter`. */
  readonly asyncAfter: number;
  /** The representation of the task at this URI. */
  readonly represent: (uri: string) => Promise<Buffer | undefined>;
}

/** The answer to an operation; a task's is its result, or 202 and the task monitor (DSP0266, "Asynchronous operations"). */
export const conclude = async (outcome: Outcome, { prefer, asyncAfter, represent }: Waiting): Promise<Reply> => {
  if (outcome === undefined) return reply(204);
  if (!('task' in outcome)) return finished(outcome, represent);
  const { done } = outcome;
  const result = done === undefined || wantsTask(prefer) ? undefined : await over(done, asyncAfter);
  if (result) return finished(result, represent);
  const { id } = outcome.task;
  return reply(202, await represent(taskUri(id)), { Location: monitorUri(id), 'Retry-After': lookAgain });
};
