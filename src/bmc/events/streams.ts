import { randomUUID } from 'node:crypto';
import { lostEvent } from './lost.js';
import { mayHear } from './match.js';
import { payloadOf } from './payload.js';
import type { Replay } from './replay.js';
import type { Notice, Sink, StreamRequest, Subscriber, Subscription } from './types.js';

interface Stream {
  readonly subscription: Subscription;
  readonly offer: (notice: Notice) => void;
  readonly sink: Sink;
}

/** The streams that are open: each a subscription for as long as its connection. */
export interface Streams {
  readonly size: number;
  list(): readonly Subscription[];
  /** Returns its id. What it missed is sent before this returns. */
  open(request: StreamRequest, sink: Sink, replay: Replay): string;
  offer(notice: Notice): void;
  /** Forgets a stream. Undefined: there is none, or no more. */
  close(id: string): Stream | undefined;
  endAll(): void;
}

export const createStreams = (scopeOf: (owner: Subscriber) => Subscriber): Streams => {
  const open = new Map<string, Stream>();
  const close = (id: string): Stream | undefined => {
    const stream = open.get(id);
    open.delete(id);
    return stream;
  };
  return {
    get size() {
      return open.size;
    },
    list: () => [...open.values()].map(({ subscription }) => subscription),
    open: ({ owner, passes, lastId }, sink, replay) => {
      const id = randomUUID();
      const context = `stream ${id}`;
      const send = (notice: Notice): void =>
        sink.send(String(notice.id), payloadOf(notice, context, scopeOf(owner).systems));
      const offer = (notice: Notice): void => {
        if (mayHear(scopeOf(owner), notice) && passes(notice)) send(notice);
      };
      const subscription: Subscription = {
        id,
        kind: 'stream',
        context,
        verifyCertificate: false,
        retryPolicy: 'TerminateAfterRetries',
        filter: {},
        owner,
        suspended: false,
      };
      open.set(id, { subscription, offer, sink });
      if (lastId !== undefined && /^\d{1,16}$/.test(lastId)) {
        const { events, lost } = replay.after(Number(lastId));
        if (lost) send(lostEvent((events[0]?.id ?? Number(lastId) + 1) - 1));
        for (const event of events) offer(event);
      }
      return id;
    },
    offer: (notice) => {
      for (const { offer } of open.values()) offer(notice);
    },
    close,
    endAll: () => {
      for (const id of [...open.keys()]) close(id)?.sink.end();
    },
  };
};
