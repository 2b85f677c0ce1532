import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { Agent, request as requestTls } from 'node:https';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned } from '../tls/self-signed.js';
import { createListener, type Listener } from './listener.js';
import { BindError } from './listener-bind.js';
import type { ListenerOptions, TlsMaterial } from './listener-options.js';

const quiet = { debug: () => {}, info: () => {}, warn: () => {} };
const hello: RequestListener = (request, response) => {
  request.resume().once('end', () => response.end(`hello ${request.method} ${request.url}`));
};

let tls: TlsMaterial;
beforeAll(() => {
  tls = selfSigned({ names: ['localhost', '127.0.0.1'], from: new Date(Date.now() - 1000), days: 1 });
});

const open: Listener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.close(0);
});

async function listen(options: Partial<ListenerOptions> = {}) {
  const listener = createListener({
    handler: hello,
    host: '127.0.0.1',
    port: 0,
    tls,
    plain: 'redirect',
    log: quiet,
    ...options,
  });
  open.push(listener);
  const { port } = await listener.listen();
  return { listener, port };
}

function later<T>(): [Promise<T>, (value: T) => void] {
  let settle: (value: T) => void = () => {};
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return [promise, settle];
}

/** Everything that comes back until the other side hangs up. */
async function raw(port: number, ...parts: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  for (const part of parts) socket.write(part);
  return text(socket);
}

async function get(port: number, path = '/', agent: Agent | false = false) {
  const request = requestTls({ host: '127.0.0.1', port, path, ca: tls.cert, agent }).end();
  const [response] = await once(request, 'response');
  return { status: response.statusCode as number, body: await text(response), response };
}

async function tlsSocket(port: number, maxVersion: SecureVersion = 'TLSv1.3'): Promise<TLSSocket> {
  const socket = connectTls({ port, host: '127.0.0.1', ca: tls.cert, maxVersion, minVersion: 'TLSv1.1' });
  await once(socket, 'secureConnect');
  return socket;
}

const plainGet = 'GET /redfish/v1?x=1 HTTP/1.1\r\nHost: bmc.example:8000\r\n\r\n';

describe('one port', () => {
  it('serves https', async () => {
    const { port } = await listen();
    expect(await get(port, '/a')).toMatchObject({ status: 200, body: 'hello GET /a' });
  });

  it.each<SecureVersion>(['TLSv1.2', 'TLSv1.3'])('speaks %s', async (version) => {
    const { port } = await listen();
    const socket = await tlsSocket(port, version);
    expect(socket.getProtocol()).toBe(version);
    socket.destroy();
  });

  it('does not speak TLS 1.1', async () => {
    const { port } = await listen();
    await expect(tlsSocket(port, 'TLSv1.1')).rejects.toThrow();
  });

  it('redirects plain http to https on the host and port that the client named', async () => {
    const { port } = await listen();
    const answer = await raw(port, plainGet);
    expect(answer).toMatch(/^HTTP\/1\.1 308 /);
    expect(answer).toContain('\r\nLocation: https://bmc.example:8000/redfish/v1?x=1\r\n');
  });

  it('redirects HTTP/1.0, which names no host, to its own address', async () => {
    const { port } = await listen();
    expect(await raw(port, 'GET /a HTTP/1.0\r\n\r\n')).toContain(`\r\nLocation: https://127.0.0.1:${port}/a\r\n`);
  });

  it.each(['evil.example/x', 'a b', 'user@evil.example', ''])(
    'puts no odd host (%j) into the redirect',
    async (host) => {
      const { port } = await listen();
      const answer = await raw(port, `GET //evil.example/a HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
      expect(answer).toContain(`\r\nLocation: https://127.0.0.1:${port}//evil.example/a\r\n`);
    },
  );

  it('serves plain http where it is allowed, a request in many pieces too', async () => {
    const { port } = await listen({ plain: 'serve' });
    const socket = connect(port, '127.0.0.1').setNoDelay();
    const answer = text(socket);
    for (const letter of 'POST /p HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc') {
      socket.write(letter);
      await new Promise(setImmediate);
    }
    expect(await answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*hello POST \/p$/);
  });

  it('serves HTTP/1.0, and closes', async () => {
    const { port } = await listen({ plain: 'serve' });
    expect(await raw(port, 'GET /old HTTP/1.0\r\n\r\n')).toMatch(/\r\nConnection: close\r\n[\s\S]*hello GET \/old$/);
  });

  it('keeps connections alive', async () => {
    const { port } = await listen();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const first = await get(port, '/1', agent);
    const second = await get(port, '/2', agent);
    expect(second.response.socket).toBe(first.response.socket);
    expect(second.body).toBe('hello GET /2');
    agent.destroy();
  });
});

describe('bad clients', () => {
  it('answers a method that HTTP does not have with 501, and other nonsense with 400, as Redfish errors', async () => {
    const { port } = await listen({ plain: 'serve' });
    for (const [line, status] of [
      ['BREW / HTTP/1.1', 501],
      ['GET / HTTP/1.1\r\nno colon', 400],
      ['GET / HTTP/9', 400],
      ['\0\0\0', 501],
    ] as const) {
      const [head = '', body = ''] = (await raw(port, `${line}\r\nHost: a\r\n\r\n`)).split('\r\n\r\n');
      expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(head).toMatch(/\r\nConnection: close(\r\n|$)/);
      expect(JSON.parse(body)).toMatchObject({
        error: { '@Message.ExtendedInfo': [{ MessageId: expect.any(String) }] },
      });
    }
  });

  it('answers them over TLS as well', async () => {
    const { port } = await listen();
    const socket = await tlsSocket(port);
    socket.write('BREW / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 501 /);
  });

  it('answers CONNECT with 501', async () => {
    const { port } = await listen({ plain: 'serve' });
    expect(await raw(port, 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n')).toMatch(/^HTTP\/1\.1 501 /);
  });

  it('answers headers beyond the limit with 431', async () => {
    const { port } = await listen({ plain: 'serve', limits: { headerSize: 2048 } });
    expect(await raw(port, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(4000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('serves others while clients say nothing, say half a handshake, or half a request; and drops those', async () => {
    const { port } = await listen({
      plain: 'serve',
      limits: { firstByte: 300, handshake: 300, headers: 300, request: 300, check: 50 },
    });
    const beginnings = ['', '\x16', '\x16\x03\x01\x02\x00\x01', 'G', 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: '];
    const ends = beginnings.map(async (beginning) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      if (beginning !== '') socket.write(Buffer.from(beginning, 'latin1'));
      socket.resume();
      await once(socket, 'close');
    });
    expect((await get(port)).status).toBe(200);
    await Promise.all(ends);
    expect((await get(port)).status).toBe(200);
  });

  it('survives clients that hang up at once, half-close or reset at any point', async () => {
    const { port } = await listen({ plain: 'serve', limits: { handshake: 300 } });
    for (const bytes of ['', 'G', plainGet, '\x16', '\x16\x03\x01\x00\x05hello']) {
      for (const leave of [(s: Socket) => s.end(), (s: Socket) => s.destroy(), (s: Socket) => s.resetAndDestroy()]) {
        const socket = connect(port, '127.0.0.1').on('error', () => {});
        await once(socket, 'connect');
        if (bytes !== '') socket.write(bytes, 'latin1');
        leave(socket);
        socket.resume();
        if (!socket.closed) await once(socket, 'close');
      }
    }
    expect((await get(port)).status).toBe(200);
  });

  it('closes connections beyond the limit, and takes new ones when some have gone', async () => {
    const { port } = await listen({ limits: { connections: 2 } });
    const held = [await tlsSocket(port), await tlsSocket(port)];
    const third = connect(port, '127.0.0.1').on('error', () => {});
    third.resume();
    await once(third, 'close');
    for (const socket of held) socket.destroy();
    await expect
      .poll(
        () =>
          get(port).then(
            ({ status }) => status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(200);
  });
});

describe('setTls', () => {
  it('shows the new certificate to new connections, and keeps the old one where the new one is broken', async () => {
    const { listener, port } = await listen();
    const old = await tlsSocket(port);
    const renewed = selfSigned({ names: ['127.0.0.1'], from: new Date(Date.now() - 1000), days: 2 });
    expect(() => listener.setTls({ cert: renewed.cert, key: 'nonsense' })).toThrow();
    expect((await get(port)).status).toBe(200);
    listener.setTls(renewed);
    await expect(get(port)).rejects.toThrow(/self-signed|certificate/);
    old.write('GET /still HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    expect(await text(old)).toContain('hello GET /still');
    tls = renewed;
    expect((await get(port)).status).toBe(200);
  });
});

describe('listen', () => {
  it('says what to do about a port in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const attempt = listen({ port });
    await expect(attempt).rejects.toThrow(BindError);
    await expect(attempt).rejects.toThrow(/port \d+ of 127\.0\.0\.1 is in use/);
    other.close();
  });

  it('waits for an address that is not there yet, says so once, and gives up when closed', async () => {
    const warned: string[] = [];
    const fields: object[] = [];
    const warn = (about: object, message: string) => {
      fields.push(about);
      warned.push(message);
    };
    const log = { ...quiet, warn };
    // TEST-NET-1 (RFC 5737) is no host's address.
    const listener = createListener({ handler: hello, host: '192.0.2.1', port: 0, tls, plain: 'serve', log });
    const listening = listener.listen();
    await expect
      .poll(() => warned, { timeout: 10_000 })
      .toEqual([expect.stringContaining('192.0.2.1 is no address of this host yet')]);
    // And of all that it was given the address alone: no key.
    expect(fields).toEqual([{ host: '192.0.2.1', port: 0, code: 'EADDRNOTAVAIL' }]);
    await listener.close(0);
    await expect(listening).rejects.toThrow(/abort/i);
  });
});

describe('close', () => {
  it('lets a request in progress finish, then ends its connection and idle ones', async () => {
    const [arrived, arrive] = later<ServerResponse>();
    const { listener, port } = await listen({ handler: (_, response) => arrive(response) });
    const idle = await tlsSocket(port);
    const silent = connect(port, '127.0.0.1').on('error', () => {});
    const agent = new Agent({ keepAlive: true });
    const answer = get(port, '/slow', agent);
    const response = await arrived;
    const closed = listener.close(60_000);
    await expect(get(port)).rejects.toThrow(/ECONNREFUSED/);
    response.end('done');
    expect(await answer).toMatchObject({ status: 200, body: 'done' });
    await closed;
    for (const socket of [idle, silent]) if (!socket.closed) await once(socket.resume(), 'close');
    agent.destroy();
  });

  it('answers what is not finished in time with 503, and what comes of it later goes nowhere', async () => {
    const [arrived, arrive] = later<ServerResponse>();
    const { listener, port } = await listen({ handler: (_, response) => arrive(response) });
    const answer = get(port);
    const late = await arrived;
    await listener.close(100);
    const { status, body, response: got } = await answer;
    expect({ status, 'retry-after': got.headers['retry-after'] }).toEqual({ status: 503, 'retry-after': '5' });
    expect(JSON.parse(body).error.code).toMatch(/ServiceTemporarilyUnavailable$/);
    expect(late.headersSent).toBe(true);
  });

  it('ends what takes longer than it may', async () => {
    const [arrived, arrive] = later<void>();
    const { listener, port } = await listen({
      handler: (_, response) => {
        response.write('never ends');
        arrive();
      },
    });
    const answer = get(port).catch((error: unknown) => error);
    await arrived;
    await listener.close(100);
    expect(await answer).toBeInstanceOf(Error);
  });
});
