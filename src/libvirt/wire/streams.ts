/**
 * Streams: data that follows a call, in messages under the call's own serial, in one or both directions.
 * CONTINUE carries data (from the daemon, empty: no more comes), OK asks for and confirms the end, ERROR breaks it off
 * (libvirt's virnetserverprogram.c and docs/kbase/internals/rpc.rst).
 */
import type { Duplex } from 'node:stream';
import { type LibvirtError, remoteError } from '../errors.js';
import { type Cursor, cursorOf, remaining, XdrError } from '../xdr/cursor.js';
import { type Header, MessageStatus, MessageType, writeMessage } from './message.js';
import type { Outbox } from './outbox.js';
import type { Procedure } from './procedure.js';
import { remote_error } from './protocol.generated.js';

/** The receiving end. Called in the order of the messages; nothing after `finished` or `failed`. */
export interface StreamReceiver {
  /** The call was answered and the stream is open. */
  opened(sender: StreamSender): void;
  /** A view of the network buffer. */
  data(bytes: Buffer): void;
  /** The daemon has no more to send; it waits for `finish`. */
  ended(): void;
  /** The daemon confirms the end of the stream. */
  finished(): void;
  /** The stream broke, here or at the daemon. */
  failed(error: LibvirtError): void;
}

/** The sending end. */
export interface StreamSender {
  /** Sends at most `maximumStreamChunk` bytes. False: the socket is full; wait for `writable`. */
  send(bytes: Uint8Array): boolean;
  /** Asks the daemon to finish: everything is sent, or everything wanted was received. */
  finish(): void;
  /** Calls back once, when the socket takes more. */
  writable(then: () => void): void;
  /** Stops and starts reading the connection as a whole: meant for one that carries a single stream. */
  pause(): void;
  resume(): void;
}

export interface Streams {
  /**
   * A call that opens a stream is on its way. The daemon's event loop may send data of it before the thread that answers
   * the call has (daemonAddClientStream): those wait for `open`, or for `forget`, if the answer is an error.
   */
  expect(serial: number): void;
  forget(serial: number): void;
  open(serial: number, procedure: Procedure<unknown, unknown>, receiver: StreamReceiver): void;
  /** Throws `XdrError` for a stream that is not open. */
  incoming(header: Header, payload: Cursor): void;
  failAll(error: LibvirtError): void;
}

export function createStreams(socket: Duplex, outbox: Outbox): Streams {
  const open = new Map<number, { readonly procedure: number; readonly receiver: StreamReceiver }>();
  const early = new Map<number, (readonly [Header, Cursor])[]>();

  const sender = (procedure: Procedure<unknown, unknown>, serial: number): StreamSender => {
    const send = (status: number, bytes: Uint8Array): boolean => {
      const header = { program: procedure.program, version: 1, procedure: procedure.number, serial };
      const whole: Header = { ...header, type: MessageType.STREAM, status };
      return outbox.send((sink) => writeMessage(sink, whole, () => undefined, bytes.length), bytes);
    };
    return {
      send: (bytes) => send(MessageStatus.CONTINUE, bytes),
      finish: () => void send(MessageStatus.OK, new Uint8Array()),
      writable: (then) => void socket.once('drain', then),
      pause: () => void socket.pause(),
      resume: () => void socket.resume(),
    };
  };

  const incoming = (header: Header, payload: Cursor): void => {
    const { serial, procedure, status, type } = header;
    const kept = early.get(serial);
    if (kept !== undefined) {
      // The network buffer is used again.
      kept.push([header, cursorOf(Buffer.from(payload.bytes.subarray(payload.offset, payload.end)))]);
      return;
    }
    const stream = open.get(serial);
    if (stream?.procedure !== procedure) throw new XdrError(`stream data of serial ${serial}, which is not open`);
    // Holes come only to who asked for a sparse stream.
    if (type !== MessageType.STREAM) throw new XdrError('a stream hole that nobody asked for');
    if (status === MessageStatus.CONTINUE) {
      if (remaining(payload) === 0) stream.receiver.ended();
      else stream.receiver.data(payload.bytes.subarray(payload.offset, payload.end));
      return;
    }
    open.delete(serial);
    if (status === MessageStatus.ERROR) stream.receiver.failed(remoteError(remote_error.read(payload)));
    else stream.receiver.finished();
  };

  return {
    expect: (serial) => void early.set(serial, []),
    forget: (serial) => void early.delete(serial),
    open(serial, procedure, receiver) {
      const kept = early.get(serial) ?? [];
      early.delete(serial);
      open.set(serial, { procedure: procedure.number, receiver });
      receiver.opened(sender(procedure, serial));
      for (const [header, payload] of kept) incoming(header, payload);
    },
    incoming,
    failAll(error) {
      const all = [...open.values()];
      early.clear();
      open.clear();
      for (const { receiver } of all) receiver.failed(error);
    },
  };
}
