import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSigned } from '../../test/helpers/certificate.js';
import { type RawServer, serve } from '../../test/integration/media-fixture.js';
import { send } from './send.js';
import { createTap, type Sink, type Tap } from './tap.js';

let server: RawServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const open = async (answer: (response: ServerResponse) => void, secure = false): Promise<[Tap, IncomingMessage]> => {
  server = await serve((_, response) => answer(response), secure ? await selfSigned() : undefined);
  const tap = createTap();
  const response = await send({
    url: new URL(server.origin),
    method: 'GET',
    headers: {},
    addresses: ['127.0.0.1'],
    verifyCertificate: false,
    certificates: [],
    connect: 5000,
    idle: 5000,
    signal: new AbortController().signal,
    tap,
  });
  return [tap, response];
};

/** Rooms of a given size, handed out again and again; a full one is only read off after a while. */
const collecting = (roomBytes: number, waits: boolean): { readonly sink: Sink; sum(): string } => {
  const hash = createHash('sha256');
  let room = Buffer.alloc(roomBytes);
  let spare = Buffer.alloc(roomBytes);
  let filled = 0;
  const keep = (): void => {
    hash.update(room.subarray(0, filled));
    room.fill(0xee);
    [room, spare] = [spare, room];
    filled = 0;
  };
  const sink: Sink = {
    space: () => room.subarray(filled),
    took(count) {
      filled += count;
      if (filled < roomBytes) return undefined;
      if (waits) return setImmediate().then(keep);
      keep();
      return undefined;
    },
  };
  return { sink, sum: () => hash.copy().update(room.subarray(0, filled)).digest('hex') };
};

const body = randomBytes(400_007);
const sum = createHash('sha256').update(body).digest('hex');

/** In pieces of the given size, each when the one before is on its way. */
const inPieces = async (response: ServerResponse, size: number): Promise<void> => {
  for (let at = 0; at < body.length; at += size) {
    await new Promise((resolve) => response.write(body.subarray(at, at + size), resolve));
  }
  response.end();
};

describe('a body', () => {
  const shapes = [100, 9999, 65_536, 300_000].flatMap((room) =>
    [10_000, 65_536, body.length].flatMap((piece) => [true, false].map((waits) => ({ room, piece, waits }))),
  );
  const sensible = shapes.filter(({ room, waits }) => room > 100 || !waits);

  it.each(sensible)('of known length: rooms of $room, pieces of $piece, waiting $waits', async (shape) => {
    const [tap, response] = await open((to) => {
      to.writeHead(200, { 'content-length': body.length });
      void inPieces(to, shape.piece);
    });
    const { sink, sum: got } = collecting(shape.room, shape.waits);
    await tap.read(response, sink);
    response.destroy();
    expect(got()).toBe(sum);
  });

  it('in chunks, and over TLS', async () => {
    for (const known of [true, false]) {
      const [tap, response] = await open((to) => {
        if (known) to.setHeader('content-length', body.length);
        void inPieces(to, 70_000);
      }, true);
      const { sink, sum: got } = collecting(65_536, true);
      await tap.read(response, sink);
      response.destroy();
      expect(got()).toBe(sum);
      await server?.close();
      server = undefined;
    }
  });

  it('that is left waiting: what came meanwhile is not lost', async () => {
    const [tap, response] = await open((to) => void to.setHeader('content-length', body.length).end(body));
    for (let turn = 0; turn < 50; turn += 1) await setImmediate();
    const { sink, sum: got } = collecting(100_000, true);
    await tap.read(response, sink);
    response.destroy();
    expect(got()).toBe(sum);
  });

  it('of no bytes', async () => {
    const [tap, response] = await open((to) => void to.setHeader('content-length', 0).end());
    await tap.read(response, {
      space: () => Buffer.alloc(1),
      took: () => {
        throw new Error('nothing came');
      },
    });
  });

  it('that ends early, also before anybody reads', async () => {
    for (const turns of [0, 200]) {
      const [tap, response] = await open((to) => {
        to.writeHead(200, { 'content-length': 1000 });
        to.write(Buffer.alloc(300), () => to.socket?.end());
      });
      response.on('error', () => {});
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
      await expect(tap.read(response, collecting(65_536, false).sink)).rejects.toThrow();
      await server?.close();
      server = undefined;
    }
  });

  it('that has come, from a server that hangs up while the sink still writes', async () => {
    const [tap, response] = await open((to) => {
      to.writeHead(200, { 'content-length': 1000, connection: 'close' });
      to.end(Buffer.alloc(1000));
    });
    let received = 0;
    await tap.read(response, {
      space: () => Buffer.alloc(65_536),
      async took(count) {
        received += count;
        if (received < 1000) return;
        response.destroy(new Error('read ECONNRESET'));
        await new Promise((resolve) => response.once('close', resolve));
      },
    });
    expect([received, response.closed]).toEqual([1000, true]);
  });

  it('that the sink refuses', async () => {
    const [tap, response] = await open((to) => void to.setHeader('content-length', body.length).end(body));
    const refuse = { space: () => Buffer.alloc(65_536), took: () => Promise.reject(new Error('full')) };
    await expect(tap.read(response, refuse)).rejects.toThrow('full');
    response.destroy();
  });
});
