import type { Socket } from 'node:net';

/** `ContentType.handshake`: the first byte of every TLS connection (RFC 8446 5.1), and of no HTTP request. */
const handshake = 0x16;

/**
 * Looks at the first byte of a connection without taking it away. A client that sends nothing is dropped after
 * `timeout` milliseconds; nobody waits for it.
 */
export function sniff(socket: Socket, timeout: number, found: (protocol: 'tls' | 'plain') => void): void {
  const drop = () => socket.destroy();
  const timer = setTimeout(drop, timeout);
  const look = () => {
    const first: unknown = socket.read(1);
    if (!(first instanceof Buffer)) return; // woken by the end of the stream
    clearTimeout(timer);
    socket.off('readable', look);
    socket.off('end', drop);
    socket.unshift(first);
    found(first[0] === handshake ? 'tls' : 'plain');
  };
  socket.on('readable', look);
  socket.once('end', drop);
  socket.once('close', () => clearTimeout(timer));
}
