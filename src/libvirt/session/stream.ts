/** A libvirt stream as a Node stream, with back-pressure in both directions. */
import { Duplex } from 'node:stream';
import { LibvirtError } from '../errors.js';
import { maximumStreamChunk } from '../wire/message.js';
import type { StreamReceiver, StreamSender } from '../wire/streams.js';

export interface DataStream {
  readonly data: Duplex;
  readonly receiver: StreamReceiver;
}

/**
 * `closed` is called once when the stream is over, whichever way. The readable side ends when the daemon has confirmed
 * the end of the data; the writable side finishes when it has confirmed that it took all.
 */
export function dataStream(closed: () => void): DataStream {
  let sender: StreamSender | undefined;
  let finishing = false;
  let confirmed = false;
  let finished: (() => void) | undefined;

  /** Asks for the end, once: because all is written, or because all is read. */
  const finish = (): void => {
    if (finishing) return;
    finishing = true;
    sender?.finish();
  };

  const write = (chunk: Buffer, done: (error?: Error) => void, at = 0): void => {
    if (sender === undefined) {
      done(new LibvirtError('protocol', 'the stream is not open'));
      return;
    }
    let offset = at;
    while (offset < chunk.length) {
      const end = offset + maximumStreamChunk;
      const ready = sender.send(chunk.subarray(offset, end));
      offset = end;
      if (!ready) {
        sender.writable(() => write(chunk, done, offset));
        return;
      }
    }
    done();
  };

  const data = new Duplex({
    readableHighWaterMark: 4 * maximumStreamChunk,
    writableHighWaterMark: maximumStreamChunk,
    read: () => sender?.resume(),
    write: (chunk: Buffer, _encoding, done) => write(chunk, done),
    // When the daemon has ended its side there is nobody left to write to.
    allowHalfOpen: false,
    final: (done) => {
      if (confirmed) done();
      else finished = done;
      finish();
    },
    destroy: (error, done) => {
      closed();
      done(error);
    },
  });

  return {
    data,
    receiver: {
      opened: (opened) => {
        sender = opened;
      },
      data: (bytes) => {
        if (!data.push(bytes)) sender?.pause();
      },
      ended: finish,
      finished: () => {
        confirmed = true;
        data.push(null);
        finished?.();
      },
      failed: (error) => data.destroy(error),
    },
  };
}
