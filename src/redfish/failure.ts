import type { TaskMessage, TaskResult } from '../bmc/types.js';
import { type RedfishError, renderError } from './errors.js';

/** What a task that failed so answers, and has among its messages. */
export const failureOf = (error: RedfishError): TaskResult & { readonly message: TaskMessage } => {
  const [{ key, args } = { key: 'InternalError', args: [] }] = error.messages;
  return { status: error.status, body: renderError(error), headers: error.headers, message: { key, args } };
};
