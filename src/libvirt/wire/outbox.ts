/** Collects messages and hands them to the socket in one write per tick. */
import type { Writable } from 'node:stream';
import { createSink, type Sink } from '../xdr/cursor.js';

export interface Outbox {
  /** Appends with `write`; sent before the next turn of the event loop. What `write` throws is thrown on. */
  append(write: (sink: Sink) => void): void;
  /** Appends, then sends at once with `payload` behind it, uncopied. False: wait for the socket's `drain`. */
  send(write: (sink: Sink) => void, payload: Uint8Array): boolean;
  flush(): void;
}

export function createOutbox(socket: Writable): Outbox {
  let sink = createSink();
  let scheduled = false;

  const flush = (): void => {
    scheduled = false;
    if (sink.length === 0 || socket.destroyed) return;
    const full = sink;
    sink = createSink();
    socket.write(full.bytes.subarray(0, full.length));
  };

  return {
    append(write) {
      write(sink);
      if (scheduled) return;
      scheduled = true;
      process.nextTick(flush);
    },
    send(write, payload) {
      write(sink);
      socket.cork();
      flush();
      const ready = payload.length === 0 || socket.write(payload);
      socket.uncork();
      return ready;
    },
    flush,
  };
}
