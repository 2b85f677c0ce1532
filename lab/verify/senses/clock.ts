/** A question of SNTP (RFC 4330; the packet is NTP's, RFC 5905 7.3). */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

export interface Clock {
  /** 0: the server refuses to tell; 16 and more: it has no time itself. */
  readonly stratum: number;
  /** False: the server says that its clock is not set. */
  readonly synchronized: boolean;
  /** Seconds that the server is ahead of this host. */
  readonly offset: number;
}

/** Seconds from 1900, where NTP begins, to 1970. */
const epoch = 2_208_988_800;
const length = 48;

const secondsAt = (packet: Buffer, at: number): number =>
  packet.readUInt32BE(at) - epoch + packet.readUInt32BE(at + 4) / 2 ** 32;

/** Version 4, mode 3 (client). The time of sending is a secret that the answer has to repeat: nobody else knows it. */
export const questionOf = (secret: Buffer): Buffer => {
  const packet = Buffer.alloc(length);
  packet[0] = 0x23;
  secret.copy(packet, 40);
  return packet;
};

/** Undefined: no answer to that question. Times in seconds since 1970. */
export const readAnswer = (packet: Buffer, secret: Buffer, sent: number, received: number): Clock | undefined => {
  if (packet.length < length || (packet.readUInt8(0) & 7) !== 4 || !packet.subarray(24, 32).equals(secret))
    return undefined;
  return {
    stratum: packet.readUInt8(1),
    synchronized: packet.readUInt8(0) >> 6 !== 3,
    offset: (secondsAt(packet, 32) - sent + (secondsAt(packet, 40) - received)) / 2,
  };
};

const now = (): number => (performance.timeOrigin + performance.now()) / 1000;

/** Asks each second until something comes, or the signal aborts. */
export const clock = (server: string, signal: AbortSignal, port = 123): Promise<Clock> =>
  new Promise((resolve, reject) => {
    const secret = randomBytes(8);
    const socket = createSocket(server.includes(':') ? 'udp6' : 'udp4');
    let sent = 0;
    const ask = (): void => {
      sent = now();
      socket.send(questionOf(secret));
    };
    let again: NodeJS.Timeout | undefined;
    const end = (settle: () => void): void => {
      clearInterval(again);
      signal.removeEventListener('abort', stop);
      socket.close();
      settle();
    };
    const stop = (): void => end(() => reject(new Error('no answer')));
    socket.on('error', (error) => end(() => reject(error)));
    socket.on('message', (packet) => {
      const answer = readAnswer(packet, secret, sent, now());
      if (answer !== undefined) end(() => resolve(answer));
    });
    socket.on('connect', () => {
      ask();
      again = setInterval(ask, 1000);
    });
    // Connected, so that this host is told where nobody listens, and hears nobody else. Without a callback what fails is
    // an `error`.
    socket.connect(port, server);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
