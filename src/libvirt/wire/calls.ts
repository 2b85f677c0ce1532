/**
 * Calls under way on one connection.
 *
 * libvirtd takes `max_client_requests` (5) calls of a client at a time and stops reading its socket at the fifth,
 * keep-alive messages included (virnetserverclient.c; it also logs a warning). So at most `limit` (4) are on the wire;
 * the others wait here, first come, first served, and can be given up without the daemon ever hearing of them.
 */
import type { LibvirtError } from '../errors.js';
import { type CallOptions, type PendingCall, pendingCall } from './pending-call.js';
import type { Procedure } from './procedure.js';
import type { StreamReceiver } from './streams.js';

export interface Calls {
  call<A, R>(procedure: Procedure<A, R>, args: A, options: CallOptions, receiver?: StreamReceiver): Promise<R>;
  /** Takes the call that was sent with this serial out of the window; undefined: there is none. */
  answered(serial: number): PendingCall | undefined;
  failAll(error: LibvirtError): void;
  /** How many more calls would go out at once. Calls that were given up count until the daemon has answered them. */
  readonly room: number;
}

/** `transmit` sends one call under a serial. What it throws fails that call alone. */
export function createCalls(limit: number, transmit: (call: PendingCall, serial: number) => void): Calls {
  const onWire = new Map<number, PendingCall>();
  const waiting = new Set<PendingCall>();
  let serial = 0;
  let ended: LibvirtError | undefined;

  const advance = (): void => {
    for (const call of waiting) {
      if (onWire.size >= limit) return;
      waiting.delete(call);
      serial = serial === 0xffffffff ? 1 : serial + 1;
      try {
        transmit(call, serial);
        onWire.set(serial, call);
      } catch (error) {
        call.fail(error);
      }
    }
  };

  return {
    call<A, R>(procedure: Procedure<A, R>, args: A, options: CallOptions, receiver?: StreamReceiver): Promise<R> {
      return new Promise<R>((resolve, reject) => {
        const call = pendingCall({ procedure, args, receiver }, options, (done, value) => {
          waiting.delete(call);
          // The codec of the procedure made the value: it is an R.
          if (done) resolve(value as R);
          else reject(value);
        });
        if (ended !== undefined) call.fail(ended);
        if (call.settled) return;
        waiting.add(call);
        advance();
      });
    },
    answered(number) {
      const call = onWire.get(number);
      onWire.delete(number);
      advance();
      return call;
    },
    failAll(error) {
      ended ??= error;
      const all = [...onWire.values(), ...waiting];
      onWire.clear();
      for (const call of all) call.fail(error);
    },
    get room() {
      return Math.max(0, limit - onWire.size - waiting.size);
    },
  };
}
