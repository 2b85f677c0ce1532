import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { qemu, remote } from '../../src/libvirt/index.js';
import { createFrameSplitter } from '../../src/libvirt/wire/frames.js';
import { type Header, MessageType, readHeader } from '../../src/libvirt/wire/message.js';
import { cursorOf } from '../../src/libvirt/xdr/cursor.js';

/** One call as it passed. */
export interface Passed {
  /** `DOMAIN_GET_XML_DESC` */
  readonly procedure: string;
  /** By the order in which calls and answers passed. */
  readonly sent: number;
  answered: number;
}

/** A socket in front of a daemon's that writes down every call and when its answer came back. */
export interface LibvirtTap {
  readonly socket: string;
  /** What has passed since the last time. */
  take(): readonly Passed[];
  stop(): Promise<void>;
}

const procedures = [...Object.values(remote), ...Object.values(qemu)];
const nameOf = ({ program, procedure }: Header): string =>
  procedures.find((one) => one.program === program && one.number === procedure)?.name ?? `${program}/${procedure}`;

export const startLibvirtTap = async (socket: string, daemon: string): Promise<LibvirtTap> => {
  let passed: Passed[] = [];
  let now = 0;
  const sockets = new Set<Socket>();
  const open = (client: Socket): void => {
    const behind = connect(daemon);
    const waiting = new Map<number, Passed>();
    const watch = (onHeader: (header: Header) => void) =>
      createFrameSplitter((frame) => onHeader(readHeader(cursorOf(frame, 4))));
    const asked = watch((header) => {
      if (header.type !== MessageType.CALL) return;
      now += 1;
      const call: Passed = { procedure: nameOf(header), sent: now, answered: Number.POSITIVE_INFINITY };
      waiting.set(header.serial, call);
      passed.push(call);
    });
    const told = watch((header) => {
      const call = header.type === MessageType.REPLY ? waiting.get(header.serial) : undefined;
      if (call === undefined) return;
      now += 1;
      call.answered = now;
    });
    for (const [from, to, frames] of [[client, behind, asked] as const, [behind, client, told] as const]) {
      sockets.add(from);
      from.on('data', (chunk: Buffer) => {
        frames.push(chunk);
        to.write(chunk);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  };
  const server = createServer(open).listen(socket);
  await once(server, 'listening');
  return {
    socket,
    take: () => {
      const all = passed;
      passed = [];
      return all;
    },
    stop: async () => {
      for (const one of sockets) one.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

/** How many of each. */
export const countsOf = (calls: readonly Passed[]): Readonly<Record<string, number>> =>
  calls.reduce<Record<string, number>>((counts, { procedure }) => {
    counts[procedure] = (counts[procedure] ?? 0) + 1;
    return counts;
  }, {});

/** Round trips: a call begins a new one where the answer to a call of the one before had come when it was sent. */
export const wavesOf = (calls: readonly Passed[]): number => {
  const waves = new Map<Passed, number>();
  for (const call of calls) {
    const before = calls.filter(({ answered }) => answered < call.sent).map((one) => waves.get(one) ?? 0);
    waves.set(call, 1 + Math.max(0, ...before));
  }
  return Math.max(0, ...waves.values());
};
