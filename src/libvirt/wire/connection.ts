/** One RPC connection over a socket that is handed in: calls, their answers, streams, the daemon's own messages. */
import type { Duplex } from 'node:stream';
import { LibvirtError, messageOf, remoteError } from '../errors.js';
import { type Cursor, cursorOf, remaining, XdrError } from '../xdr/cursor.js';
import { createCalls } from './calls.js';
import { createFrameSplitter } from './frames.js';
import { createKeepAlive, KEEPALIVE_PROGRAM, type KeepAliveOptions } from './keepalive.js';
import { type Header, MessageStatus, MessageType, readHeader, writeMessage } from './message.js';
import { createOutbox } from './outbox.js';
import type { CallOptions, PendingCall } from './pending-call.js';
import type { Procedure } from './procedure.js';
import { QEMU_PROGRAM, REMOTE_PROGRAM, remote_error } from './protocol.generated.js';
import { createStreams, type StreamReceiver } from './streams.js';

export interface Connection {
  /**
   * Rejects with `LibvirtError`. Answers may come in another order than the calls. With a `receiver`
   * the call opens a stream, which is open when the promise resolves.
   */
  call<A, R>(procedure: Procedure<A, R>, args: A, options?: CallOptions, receiver?: StreamReceiver): Promise<R>;
  /** How many more calls would go out at once. */
  readonly room: number;
  /** Begins to ask the daemon for signs of life. Its own pings are answered in any case. */
  keepAlive(options: KeepAliveOptions): void;
  /** Resolves with the reason when the connection has ended. */
  readonly closed: Promise<LibvirtError>;
  /** Ends the connection; calls that are not answered yet fail with `unavailable`. */
  close(): void;
}

export interface ConnectionOptions {
  /** Calls on the wire at a time, 4 without; see `calls.ts`. */
  readonly window?: number;
  /** Hears the name of each procedure as its call is written. Must not throw. */
  readonly onCall?: (procedure: string) => void;
  /** A message that the daemon sent by itself: an event. An `XdrError` from it ends the connection. */
  readonly onMessage?: (header: Header, payload: Cursor) => void;
}

const programVersion = 1;

/** The answer to one call. Throws `XdrError` where it is none to this call. */
function settle(call: PendingCall, header: Header, payload: Cursor): void {
  const { procedure } = call;
  if (header.procedure !== procedure.number || header.program !== procedure.program) {
    throw new XdrError(`an answer of procedure ${header.procedure} to ${procedure.name}`);
  }
  if (header.status === MessageStatus.ERROR) {
    call.fail(remoteError(remote_error.read(payload)));
    return;
  }
  if (header.status !== MessageStatus.OK) throw new XdrError(`an answer of status ${header.status}`);
  const value = procedure.ret.read(payload);
  if (remaining(payload) > 0) throw new XdrError(`${remaining(payload)} bytes too many in ${procedure.name}`);
  call.succeed(value);
}

const brokenProtocol = (error: unknown): LibvirtError =>
  new LibvirtError('protocol', `the daemon broke the protocol: ${messageOf(error)}`, { cause: error });

export function createConnection(socket: Duplex, options: ConnectionOptions = {}): Connection {
  const outbox = createOutbox(socket);
  const streams = createStreams(socket, outbox);
  let over = false;
  let announce: (reason: LibvirtError) => void = () => undefined;
  const closed = new Promise<LibvirtError>((resolve) => {
    announce = resolve;
  });

  const calls = createCalls(options.window ?? 4, ({ procedure, args, receiver }, serial) => {
    const { program, number } = procedure;
    const header = { program, version: programVersion, procedure: number, serial };
    const whole: Header = { ...header, type: MessageType.CALL, status: MessageStatus.OK };
    try {
      outbox.append((sink) => writeMessage(sink, whole, (rest) => procedure.args.write(rest, args)));
    } catch (error) {
      throw new LibvirtError('invalid', `${procedure.name}: ${messageOf(error)}`, { cause: error });
    }
    if (receiver !== undefined) streams.expect(serial);
    options.onCall?.(procedure.name);
  });

  const keepAlive = createKeepAlive(
    (message) => outbox.append((sink) => writeMessage(sink, message, () => undefined)),
    (count) => end(new LibvirtError('unavailable', `the daemon left ${count} keep-alive messages unanswered`)),
  );

  const end = (reason: LibvirtError): void => {
    if (over) return;
    over = true;
    keepAlive.stop();
    socket.destroy();
    calls.failAll(reason);
    streams.failAll(reason);
    announce(reason);
  };

  const answer = (header: Header, payload: Cursor): void => {
    const call = calls.answered(header.serial);
    if (call === undefined) throw new XdrError(`an answer to serial ${header.serial}, which was never asked`);
    if (header.status !== MessageStatus.OK) streams.forget(header.serial);
    try {
      settle(call, header, payload);
    } catch (error) {
      // It is no longer among those that the end of the connection fails.
      call.fail(brokenProtocol(error));
      throw error;
    }
    if (call.receiver !== undefined && header.status === MessageStatus.OK) {
      // Given up in the meantime: the opener closes the connection, and with it the stream.
      streams.open(header.serial, call.procedure, call.receiver);
    }
  };

  const incoming = (header: Header, payload: Cursor): void => {
    if (header.program === KEEPALIVE_PROGRAM && header.version === 1 && header.type === MessageType.MESSAGE) {
      if (!keepAlive.received(header.procedure)) throw new XdrError(`keep-alive procedure ${header.procedure}`);
    } else if (header.version !== programVersion || ![REMOTE_PROGRAM, QEMU_PROGRAM].includes(header.program)) {
      throw new XdrError(`program 0x${header.program.toString(16)} version ${header.version}`);
    } else if (header.type === MessageType.REPLY) answer(header, payload);
    else if (header.type === MessageType.STREAM || header.type === MessageType.STREAM_HOLE) {
      streams.incoming(header, payload);
    } else if (header.type === MessageType.MESSAGE) options.onMessage?.(header, payload);
    else throw new XdrError(`a message of type ${header.type}`);
  };

  const frames = createFrameSplitter((frame) => {
    if (over) return;
    const payload = cursorOf(frame, 4);
    incoming(readHeader(payload), payload);
  });

  socket.on('data', (chunk: Buffer) => {
    if (over) return;
    keepAlive.heard();
    try {
      frames.push(chunk);
    } catch (error) {
      end(brokenProtocol(error));
    }
  });
  socket.on('error', (error) =>
    end(new LibvirtError('unavailable', `connection lost: ${error.message}`, { cause: error })),
  );
  const hangUp = (): void => end(new LibvirtError('unavailable', 'the daemon closed the connection'));
  socket.on('end', hangUp);
  socket.on('close', hangUp);

  return {
    call: (procedure, args, callOptions = {}, receiver) => calls.call(procedure, args, callOptions, receiver),
    get room() {
      return calls.room;
    },
    keepAlive: (keep) => {
      if (!over) keepAlive.start(keep);
    },
    closed,
    close: () => end(new LibvirtError('unavailable', 'the connection was closed')),
  };
}
