import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** A connected socket, or the error of the attempt. An abort ends the attempt. */
export function dialSocket(where: NetConnectOpts, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect(where);
    const abort = (): void => void socket.destroy(signal.reason);
    const settled = (): void => {
      signal.removeEventListener('abort', abort);
      socket.off('error', failed);
    };
    const failed = (error: Error): void => {
      settled();
      reject(error);
    };
    signal.addEventListener('abort', abort, { once: true });
    socket.once('error', failed);
    socket.once('connect', () => {
      settled();
      // A vanished peer must not keep a stream's connection for ever, which has no keep-alive messages.
      if (!('path' in where)) socket.setKeepAlive(true, 15_000).setNoDelay(true);
      resolve(socket);
    });
  });
}
