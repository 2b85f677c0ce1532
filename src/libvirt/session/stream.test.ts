import { pipeline } from 'node:stream/promises';
import { describe, expect, it } from 'vitest';
import { answer, fakeDaemon, message } from '../../../test/fixtures/fake-libvirt-daemon.js';
import { LibvirtError } from '../errors.js';
import { createConnection } from '../wire/connection.js';
import { type Header, MessageStatus, MessageType } from '../wire/message.js';
import { remote, remote_error } from '../wire/protocol.generated.js';
import { remaining } from '../xdr/cursor.js';
import { dataStream } from './stream.js';

const upload = remote.STORAGE_VOL_UPLOAD;
const args = { vol: { pool: 'p', name: 'v', key: 'k' }, offset: 0n, length: 0n, flags: 0 };
const packet = (header: Header, status: number, bytes: Uint8Array = Buffer.alloc(0)): Buffer =>
  message({ serial: header.serial, procedure: header.procedure, type: MessageType.STREAM, status }, (sink) => {
    sink.bytes = Buffer.concat([sink.bytes.subarray(0, sink.length), bytes]);
    sink.length = sink.bytes.length;
  });

async function open(react: Parameters<typeof fakeDaemon>[0]) {
  const { socket, daemon } = fakeDaemon((header, payload, self) => {
    if (header.type === MessageType.CALL) self.send(answer(upload, header.serial, undefined));
    react(header, payload, self);
  });
  const connection = createConnection(socket);
  let closed = 0;
  const { data, receiver } = dataStream(() => {
    closed += 1;
    connection.close();
  });
  await connection.call(upload, args, {}, receiver);
  return { data, daemon, closed: () => closed };
}

describe('streams', () => {
  it('uploads in messages that every daemon takes, and finishes when the daemon has confirmed', async () => {
    const got: Buffer[] = [];
    const { data, closed } = await open((header, payload, daemon) => {
      if (header.type !== MessageType.STREAM) return;
      if (header.status === MessageStatus.OK) daemon.send(packet(header, MessageStatus.OK));
      else got.push(Buffer.from(payload.bytes.subarray(payload.offset, payload.end)));
    });
    data.resume();
    const bytes = Buffer.alloc(1_000_000, 'abc');
    await pipeline([bytes], data);
    expect(Buffer.concat(got).equals(bytes)).toBe(true);
    expect(Math.max(...got.map(({ length }) => length))).toBeLessThanOrEqual(262_120);
    expect(closed()).toBe(1);
  });

  it('reports what the daemon says of an upload that it cannot take', async () => {
    const { data, closed } = await open((header, _payload, daemon) => {
      if (header.type !== MessageType.STREAM) return;
      const empty = { level: 2, dom: null, str1: null, str2: null, str3: null, int1: 0, int2: 0, net: null };
      const wire = { code: 38, domain: 18, message: 'No space left on device', ...empty };
      daemon.send(
        message(
          { serial: header.serial, procedure: header.procedure, type: MessageType.STREAM, status: MessageStatus.ERROR },
          (sink) => remote_error.write(sink, wire),
        ),
      );
    });
    data.resume();
    const error: unknown = await pipeline([Buffer.alloc(1000)], data).catch((each: unknown) => each);
    expect(error).toBeInstanceOf(LibvirtError);
    expect(error).toMatchObject({ message: 'No space left on device', codeName: 'SYSTEM_ERROR' });
    expect(closed()).toBe(1);
  });

  it('does not take more than its reader does', async () => {
    let call: Header | undefined;
    const { data, daemon } = await open((header) => {
      if (header.type === MessageType.CALL) call = header;
      else if (header.status === MessageStatus.OK) daemon.send(packet(header, MessageStatus.OK));
    });
    if (call === undefined) expect.fail('no call came');
    const piece = Buffer.alloc(100_000, 'x');
    const total = 400;
    let sent = 0;
    // The daemon sends as long as the socket takes it, as libvirtd does.
    const more = (): void => {
      while (sent < total && call !== undefined) {
        sent += 1;
        if (!daemon.socket.write(packet(call, MessageStatus.CONTINUE, piece))) {
          daemon.socket.once('drain', more);
          return;
        }
      }
      if (sent === total && call !== undefined) daemon.send(packet(call, MessageStatus.CONTINUE));
    };
    more();
    for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
    const before = sent;
    expect(before).toBeLessThan(100);
    let got = 0;
    for await (const chunk of data as AsyncIterable<Buffer>) got += chunk.length;
    expect(got).toBe(total * piece.length);
  });

  it('ends the connection when its reader gives up, and fails when the connection does', async () => {
    const first = await open(() => undefined);
    first.data.destroy();
    await new Promise((resolve) => first.data.once('close', resolve));
    expect(first.closed()).toBe(1);

    const second = await open((header, payload, daemon) => {
      if (header.type === MessageType.STREAM && remaining(payload) > 0) daemon.socket.destroy();
    });
    const failed = new Promise((resolve) => second.data.once('error', resolve));
    second.data.write('x');
    expect(await failed).toMatchObject({ kind: 'unavailable' });
  });
});
