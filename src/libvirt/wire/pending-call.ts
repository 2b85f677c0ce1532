import { LibvirtError } from '../errors.js';
import type { Procedure } from './procedure.js';
import type { StreamReceiver } from './streams.js';

export interface CallOptions {
  /** Milliseconds until the call is given up with `timeout`; without it only the connection's end ends the call. */
  readonly timeout?: number;
  /** Gives the call up with `cancelled`. What is at the daemon already goes on there. */
  readonly signal?: AbortSignal;
}

/** A call in the queue or on the wire, its types forgotten. */
export interface PendingCall {
  readonly procedure: Procedure<unknown, unknown>;
  readonly args: unknown;
  /** With a call that opens a stream: who gets what follows the answer. */
  readonly receiver: StreamReceiver | undefined;
  /** The promise is settled: a late answer is dropped. */
  readonly settled: boolean;
  succeed(value: unknown): void;
  fail(error: unknown): void;
}

type Settle = (...outcome: [done: true, value: unknown] | [done: false, error: unknown]) => void;

/** A call with its deadline and its signal watched until it is settled, which happens once. */
export function pendingCall(
  request: Pick<PendingCall, 'procedure' | 'args' | 'receiver'>,
  { timeout, signal }: CallOptions,
  settle: Settle,
): PendingCall {
  const what = request.procedure.name;
  let settled = false;
  let timer: NodeJS.Timeout | undefined;
  const once: Settle = (...outcome) => {
    if (settled) return;
    settled = true;
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    settle(...outcome);
  };
  const fail = (error: unknown): void => once(false, error);
  const abort = (): void => fail(new LibvirtError('cancelled', `${what} was given up`, { cause: signal?.reason }));
  const call: PendingCall = {
    ...request,
    get settled() {
      return settled;
    },
    succeed: (value) => once(true, value),
    fail,
  };
  if (timeout !== undefined) {
    timer = setTimeout(() => fail(new LibvirtError('timeout', `${what} took more than ${timeout} ms`)), timeout);
  }
  if (signal !== undefined) {
    // The caller of an aborted signal hears of it as soon as it can: on the next turn, like any other failure.
    if (signal.aborted) queueMicrotask(abort);
    else signal.addEventListener('abort', abort, { once: true });
  }
  return call;
}
