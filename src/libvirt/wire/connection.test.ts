import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer, fakeDaemon, message } from '../../../test/fixtures/fake-libvirt-daemon.js';
import { LibvirtError } from '../errors.js';
import { type Connection, createConnection } from './connection.js';
import { KEEPALIVE_PROGRAM } from './keepalive.js';
import { type Header, MessageStatus, MessageType } from './message.js';
import { qemu, remote, remote_error } from './protocol.generated.js';

const uri = remote.CONNECT_GET_URI;
const ask = (connection: Connection, options = {}) => connection.call(uri, undefined, options);
const failure = (promise: Promise<unknown>): Promise<LibvirtError> =>
  promise.then(
    () => expect.fail('it should have failed'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(LibvirtError);
      return error as LibvirtError;
    },
  );

describe('connection', () => {
  it('sends the header and arguments that libvirt expects', async () => {
    const { socket, daemon } = fakeDaemon(({ serial }) => daemon.send(answer(remote.CONNECT_OPEN, serial, undefined)));
    const connection = createConnection(socket);
    await connection.call(remote.CONNECT_OPEN, { name: 'test:///default', flags: 0 });
    const [{ header, payload } = expect.fail('nothing came')] = daemon.received;
    const expected: Header = { program: 0x20008086, version: 1, procedure: 1, type: 0, serial: 1, status: 0 };
    expect(header).toEqual(expected);
    expect(remote.CONNECT_OPEN.args.read(payload)).toEqual({ name: 'test:///default', flags: 0 });
    connection.close();
  });

  it('matches answers to calls by serial, in whatever order they come', async () => {
    const serials: number[] = [];
    const { socket, daemon } = fakeDaemon(({ serial }) => {
      serials.push(serial);
      if (serials.length === 3)
        for (const each of serials.reverse()) daemon.send(answer(uri, each, { uri: `u${each}` }));
    });
    const connection = createConnection(socket);
    expect(await Promise.all([ask(connection), ask(connection), ask(connection)])).toEqual([
      { uri: 'u1' },
      { uri: 'u2' },
      { uri: 'u3' },
    ]);
    connection.close();
  });

  it('has no more than its window of calls at the daemon', async () => {
    let now = 0;
    let most = 0;
    const { socket, daemon } = fakeDaemon(({ serial }) => {
      now += 1;
      most = Math.max(most, now);
      setImmediate(() => {
        now -= 1;
        daemon.send(answer(uri, serial, { uri: 'u' }));
      });
    });
    const connection = createConnection(socket, { window: 3 });
    await Promise.all(Array.from({ length: 50 }, () => ask(connection)));
    expect(most).toBe(3);
    connection.close();
  });

  it('gives every field of the daemon’s error', async () => {
    const { socket, daemon } = fakeDaemon(({ serial, procedure }) =>
      daemon.send(
        message({ serial, procedure, status: MessageStatus.ERROR }, (sink) =>
          remote_error.write(sink, {
            code: 42,
            domain: 10,
            message: 'Domain not found: x',
            level: 2,
            dom: null,
            str1: 'Domain not found: %s',
            str2: 'x',
            str3: null,
            int1: -1,
            int2: 5,
            net: null,
          }),
        ),
      ),
    );
    const connection = createConnection(socket);
    const error = await failure(ask(connection));
    expect(error).toMatchObject({ kind: 'remote', code: 42, codeName: 'NO_DOMAIN', domain: 10, domainName: 'QEMU' });
    expect(error).toMatchObject({ level: 2, str1: 'Domain not found: %s', str2: 'x', int1: -1, int2: 5 });
    expect(error.message).toBe('Domain not found: x');
    expect(error).not.toHaveProperty('str3');
    connection.close();
  });

  it('fails a call with arguments that cannot be sent, and nothing else', async () => {
    const { socket, daemon } = fakeDaemon(({ serial }) => daemon.send(answer(uri, serial, { uri: 'u' })));
    const connection = createConnection(socket);
    const bad = connection.call(remote.DOMAIN_LOOKUP_BY_NAME, { name: 'a\0b' });
    const good = ask(connection);
    expect((await failure(bad)).kind).toBe('invalid');
    expect(await good).toEqual({ uri: 'u' });
    expect(daemon.received).toHaveLength(1);
    connection.close();
  });

  it('gives up at the deadline and at the signal; a late answer is dropped, a queued call never sent', async () => {
    const late: (() => void)[] = [];
    const { socket, daemon } = fakeDaemon(({ serial }) =>
      late.push(() => daemon.send(answer(uri, serial, { uri: `u${serial}` }))),
    );
    const connection = createConnection(socket, { window: 1 });
    const giveUp = new AbortController();
    const slow = ask(connection, { timeout: 1 });
    const queued = ask(connection, { signal: giveUp.signal });
    const last = ask(connection);
    expect((await failure(slow)).kind).toBe('timeout');
    giveUp.abort(new Error('enough'));
    const error = await failure(queued);
    expect(error.kind).toBe('cancelled');
    expect(error.cause).toMatchObject({ message: 'enough' });
    expect((await failure(ask(connection, { signal: AbortSignal.abort() }))).kind).toBe('cancelled');
    late.shift()?.();
    while (late.length === 0) await new Promise(setImmediate);
    late.shift()?.();
    expect(await last).toEqual({ uri: 'u2' });
    connection.close();
  });

  it.each([
    ['hangs up', (daemon: ReturnType<typeof fakeDaemon>['daemon']) => daemon.socket.end()],
    ['vanishes', (daemon: ReturnType<typeof fakeDaemon>['daemon']) => daemon.socket.destroy()],
  ])('fails all calls, those in the queue too, when the daemon %s', async (_how, leave) => {
    const { socket, daemon } = fakeDaemon(() => leave(daemon));
    const connection = createConnection(socket, { window: 1 });
    const errors = await Promise.all([failure(ask(connection)), failure(ask(connection))]);
    expect(errors.map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable']);
    expect((await connection.closed).kind).toBe('unavailable');
    expect((await failure(ask(connection))).kind).toBe('unavailable');
  });

  const bad: [string, (header: Header) => Buffer][] = [
    ['a length that is too small', () => Buffer.from('00000004', 'hex')],
    ['a length that is too great', () => Buffer.from('7fffffff', 'hex')],
    ['an unknown program', ({ serial }) => message({ serial, program: 0x12345678 })],
    ['an unknown version', ({ serial, procedure }) => message({ serial, procedure, version: 2 })],
    ['an unknown type', ({ serial, procedure }) => message({ serial, procedure, type: 9 })],
    ['a call to the client', ({ serial, procedure }) => message({ serial, procedure, type: MessageType.CALL })],
    ['an unknown status', ({ serial, procedure }) => message({ serial, procedure, status: 7 })],
    ['a serial that was never asked', ({ procedure }) => message({ serial: 99, procedure })],
    ['an answer of another procedure', ({ serial }) => message({ serial, procedure: 1 })],
    [
      'an answer of another program',
      ({ serial }) => answer({ ...uri, program: qemu.DOMAIN_ATTACH.program }, serial, { uri: 'u' }),
    ],
    ['an answer that is cut off', ({ serial, procedure }) => message({ serial, procedure })],
    [
      'an answer with more behind it',
      ({ serial, procedure }) =>
        message({ serial, procedure }, (sink) => {
          uri.ret.write(sink, { uri: 'u' });
          uri.ret.write(sink, { uri: 'u' });
        }),
    ],
    ['a stream that was never opened', ({ procedure }) => message({ serial: 1, procedure, type: MessageType.STREAM })],
    ['an error that is none', ({ serial, procedure }) => message({ serial, procedure, status: MessageStatus.ERROR })],
    [
      'a keep-alive of a kind that there is not',
      () => message({ program: KEEPALIVE_PROGRAM, procedure: 3, type: MessageType.MESSAGE }),
    ],
    [
      'text that is not UTF-8',
      ({ serial, procedure }) =>
        message({ serial, procedure }, (sink) => {
          const bytes = Buffer.from('00000002c3280000', 'hex');
          sink.bytes = Buffer.concat([sink.bytes.subarray(0, sink.length), bytes]);
          sink.length = sink.bytes.length;
        }),
    ],
  ];
  it.each(bad)('ends at %s, and fails every call', async (_name, reply) => {
    const { socket, daemon } = fakeDaemon((header) => daemon.send(reply(header)));
    const connection = createConnection(socket, { window: 2 });
    const errors = await Promise.all([ask(connection), ask(connection), ask(connection)].map(failure));
    expect(new Set(errors.map(({ kind }) => kind))).toEqual(new Set(['protocol']));
    expect((await connection.closed).kind).toBe('protocol');
    expect(socket.destroyed).toBe(true);
  });

  it('takes data of a stream that come before the answer to the call, in their order', async () => {
    const download = remote.STORAGE_VOL_DOWNLOAD;
    const part = (serial: number, text: string): Buffer =>
      message(
        { serial, procedure: download.number, type: MessageType.STREAM, status: MessageStatus.CONTINUE },
        (sink) => {
          sink.bytes = Buffer.concat([sink.bytes.subarray(0, sink.length), Buffer.from(text)]);
          sink.length = sink.bytes.length;
        },
      );
    const { socket, daemon } = fakeDaemon(({ serial, procedure, type }) => {
      if (type !== MessageType.CALL) return;
      daemon.send(part(serial, 'one '));
      daemon.send(part(serial, 'two '));
      daemon.send(message({ serial, procedure }));
      daemon.send(part(serial, 'three'));
    });
    const connection = createConnection(socket);
    const heard: string[] = [];
    await connection.call(
      download,
      { vol: { pool: 'p', name: 'n', key: 'k' }, offset: 0n, length: 0n, flags: 0 },
      {},
      {
        opened: () => void heard.push('opened '),
        data: (bytes) => void heard.push(bytes.toString()),
        ended: () => {},
        finished: () => {},
        failed: (error) => void heard.push(error.message),
      },
    );
    await expect.poll(() => heard.join('')).toBe('opened one two three');
    connection.close();
  });

  it('survives whatever the daemon says: every call is settled and nothing is thrown', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            fc.uint8Array({ maxLength: 100 }).map((bytes) => Buffer.from(bytes)),
            fc
              .record({
                serial: fc.nat(3),
                procedure: fc.constantFrom(1, uri.number, 208, 318),
                type: fc.nat(6),
                status: fc.nat(2),
                program: fc.constantFrom(0x20008086, 0x20008087, KEEPALIVE_PROGRAM),
              })
              .chain((header) =>
                fc.uint8Array({ maxLength: 64 }).map((payload) =>
                  message(header, (sink) => {
                    sink.bytes = Buffer.concat([sink.bytes.subarray(0, sink.length), payload]);
                    sink.length = sink.bytes.length;
                  }),
                ),
              ),
          ),
          { maxLength: 10 },
        ),
        async (replies) => {
          const { socket, daemon } = fakeDaemon(() => undefined);
          const connection = createConnection(socket);
          const calls = [ask(connection), ask(connection)];
          const settled = Promise.allSettled(calls);
          daemon.send(...replies);
          daemon.socket.end();
          await connection.closed;
          for (const each of await settled) {
            if (each.status === 'rejected') expect(each.reason).toBeInstanceOf(LibvirtError);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  const ping = (procedure: number): Buffer =>
    message({ program: KEEPALIVE_PROGRAM, procedure, type: MessageType.MESSAGE, serial: 0 });

  it('answers the daemon’s pings', async () => {
    const { socket, daemon } = fakeDaemon(() => undefined);
    const connection = createConnection(socket);
    const heard = new Promise<void>((resolve) => daemon.socket.on('data', () => resolve()));
    daemon.send(ping(1));
    await heard;
    expect(daemon.received.map(({ header }) => header)).toEqual([
      { program: KEEPALIVE_PROGRAM, version: 1, procedure: 2, type: 2, serial: 0, status: 0 },
    ]);
    connection.close();
  });

  it('pings, lives as long as it is answered, and ends when it no longer is', async () => {
    let answered = 0;
    const { socket, daemon } = fakeDaemon(({ program, procedure }) => {
      if (program !== KEEPALIVE_PROGRAM || procedure !== 1 || answered === 20) return;
      answered += 1;
      daemon.send(ping(2));
    });
    const connection = createConnection(socket);
    connection.keepAlive({ interval: 2, count: 3 });
    const pending = failure(ask(connection));
    const reason = await connection.closed;
    expect(reason.kind).toBe('unavailable');
    expect(reason.message).toContain('3 keep-alive messages');
    expect((await pending).kind).toBe('unavailable');
    expect(answered).toBe(20);
  });

  it('hands on events, and ends at one that cannot be read', async () => {
    const seen: number[] = [];
    const event = remote.DOMAIN_EVENT_CALLBACK_REBOOT;
    const { socket, daemon } = fakeDaemon(() => undefined);
    const connection = createConnection(socket, {
      onMessage: ({ procedure }, payload) => {
        seen.push(procedure);
        event.args.read(payload);
      },
    });
    const dom = { name: 'a', uuid: Buffer.alloc(16), id: 1 };
    const header = { procedure: event.number, type: MessageType.MESSAGE, serial: 0 };
    daemon.send(message(header, (sink) => event.args.write(sink, { callbackID: 1, msg: { dom } })));
    daemon.send(message(header));
    expect((await connection.closed).kind).toBe('protocol');
    expect(seen).toEqual([event.number, event.number]);
  });
});
