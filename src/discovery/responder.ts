/** Answers searches, each at a moment of its own, and never many at once. */
import type { RemoteInfo } from 'node:dgram';
import { readSearch, type Search } from './messages.js';
import { openReceiver, type Receiver } from './receiver.js';

export interface ResponderOptions {
  /** Undefined: from there the service is not reached, and nobody is answered. */
  readonly answer: (search: Search, from: RemoteInfo, family: 4 | 6) => Promise<Buffer | undefined>;
  readonly onError: (error: Error) => void;
}

/** Answers that wait for their moment: a flood of searches is answered in part. */
const mostWaiting = 64;

/** Throws what the system says where the port cannot be had. */
export const openResponder = async (
  family: 4 | 6,
  { answer, onError }: ResponderOptions,
): Promise<Pick<Receiver, 'join' | 'close'>> => {
  const waiting = new Set<NodeJS.Timeout>();
  let closed = false;

  const reply = async (search: Search, from: RemoteInfo): Promise<void> => {
    const message = await answer(search, from, family);
    if (message !== undefined && !closed) receiver.send(message, from);
  };

  const receiver: Receiver = await openReceiver(
    family,
    (datagram, from) => {
      const search = readSearch(datagram);
      if (search === undefined || waiting.size >= mostWaiting) return;
      const moment = Math.random() * search.wait * 1000;
      const timer = setTimeout(() => {
        waiting.delete(timer);
        reply(search, from).catch(onError);
      }, moment).unref();
      waiting.add(timer);
    },
    onError,
  );

  return {
    join: receiver.join,
    close: () => {
      closed = true;
      for (const timer of waiting) clearTimeout(timer);
      receiver.close();
    },
  };
};
