/** libvirt's keep-alive: messages of a program of their own (virkeepaliveprotocol.x), in both directions. */
import { type Header, MessageStatus, MessageType } from './message.js';

export const KEEPALIVE_PROGRAM = 0x6b656570;
const Procedure = { PING: 1, PONG: 2 } as const;

const message = (procedure: number): Header => ({
  program: KEEPALIVE_PROGRAM,
  version: 1,
  procedure,
  type: MessageType.MESSAGE,
  serial: 0,
  status: MessageStatus.OK,
});

export interface KeepAliveOptions {
  /** Milliseconds of silence after which a ping is sent. */
  readonly interval: number;
  /** Pings without an answer until the peer counts as dead. */
  readonly count: number;
}

export interface KeepAlive {
  /** Something came from the peer, of whatever kind. */
  heard(): void;
  /** A keep-alive message came: answers a ping. False: no such message exists. */
  received(procedure: number): boolean;
  start(options: KeepAliveOptions): void;
  stop(): void;
}

export function createKeepAlive(send: (header: Header) => void, dead: (unanswered: number) => void): KeepAlive {
  let timer: NodeJS.Timeout | undefined;
  let unanswered = 0;
  return {
    heard() {
      unanswered = 0;
      timer?.refresh();
    },
    received(procedure) {
      if (procedure === Procedure.PING) send(message(Procedure.PONG));
      return procedure === Procedure.PING || procedure === Procedure.PONG;
    },
    start({ interval, count }) {
      clearInterval(timer);
      timer = setInterval(() => {
        if (unanswered >= count) return dead(unanswered);
        unanswered += 1;
        send(message(Procedure.PING));
      }, interval);
      timer.unref();
    },
    stop: () => clearInterval(timer),
  };
}
