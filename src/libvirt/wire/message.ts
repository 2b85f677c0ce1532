/** The header in front of every message (`virNetMessageHeader` of libvirt's virnetprotocol.x). */
import { type Cursor, readInt, readUint, type Sink, writeInt, writeUint } from '../xdr/cursor.js';

/** Bytes of a whole message, its own length word not counted, that libvirt sends or takes at the most. */
export const maximumMessage = 33_554_432;
/** Bytes of the length word and the header. */
export const headerLength = 28;
/** Bytes of stream data in one message: what daemons of every age take. */
export const maximumStreamChunk = 262_120;

export const MessageType = { CALL: 0, REPLY: 1, MESSAGE: 2, STREAM: 3, STREAM_HOLE: 6 } as const;
export const MessageStatus = { OK: 0, ERROR: 1, CONTINUE: 2 } as const;

export interface Header {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
  readonly type: number;
  readonly serial: number;
  readonly status: number;
}

/** Reads the header of a frame; the cursor stands behind the length word. */
export const readHeader = (cursor: Cursor): Header => ({
  program: readUint(cursor),
  version: readUint(cursor),
  procedure: readInt(cursor),
  type: readInt(cursor),
  serial: readUint(cursor),
  status: readInt(cursor),
});

/**
 * Appends a whole message whose payload `writePayload` writes. When it throws, the sink is
 * as it was. `extra` bytes of payload will follow outside the sink.
 */
export function writeMessage(sink: Sink, header: Header, writePayload: (sink: Sink) => void, extra = 0): void {
  const start = sink.length;
  try {
    writeUint(sink, 0);
    writeUint(sink, header.program);
    writeUint(sink, header.version);
    writeInt(sink, header.procedure);
    writeInt(sink, header.type);
    writeUint(sink, header.serial);
    writeInt(sink, header.status);
    writePayload(sink);
    const length = sink.length - start + extra;
    if (length > maximumMessage)
      throw new RangeError(`a message of ${length} bytes, where libvirt takes ${maximumMessage}`);
    sink.bytes.writeUInt32BE(length, start);
  } catch (error) {
    sink.length = start;
    throw error;
  }
}
