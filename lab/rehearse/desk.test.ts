import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Desk, openDesk } from './desk.js';

const mac = '52:54:00:aa:04:00';
const never = new AbortController().signal;
let dir: string;
let desk: Desk;

/** Nobody else has it just now. */
const freePort = async (): Promise<number> => {
  const { createServer } = await import('node:net');
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
};
let port: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'lab-desk-'));
  await writeFile(join(dir, 'image'), 'an image');
  await writeFile(join(dir, 'other'), 'another');
  port = await freePort();
  desk = await openDesk(['127.0.0.1'], port, [join(dir, 'image'), join(dir, 'other')]);
});
afterEach(async () => {
  await desk.close();
  await rm(dir, { recursive: true });
});

/** What a guest says, and the order that it gets. */
const say = async (what: string, body: string): Promise<string> =>
  (await fetch(`${desk.url('127.0.0.1')}/${what}`, { method: 'POST', body })).text();

const arrival = 'from=cd0\naddress4=192.168.135.160/24\ngateway4=192.168.135.1\nnameservers4=192.168.135.1\n';

it('gives orders to a machine, one after the other, and hears what came of them', async () => {
  const visitor = desk.visitor(mac.toUpperCase());
  const first = say(`arrived/${mac}`, arrival);
  expect((await visitor.arrival(never)).from).toBe('cd0');
  const answer = visitor.run('echo one', never);
  expect(await first).toBe('echo one\n');
  const second = say(`did/${mac}/1`, 'one');
  expect(await answer).toBe('one');
  const going = visitor.dismiss('reboot -f', never);
  expect(await second).toBe('reboot -f\n');
  await going;
});

it('hears an answer once that is repeated because the connection was lost', async () => {
  const visitor = desk.visitor(mac);
  const first = say(`arrived/${mac}`, arrival);
  const answer = visitor.run('echo one', never);
  await first;
  const lost = say(`did/${mac}/1`, 'one').catch(() => 'lost');
  expect(await answer).toBe('one');
  const again = say(`did/${mac}/1`, 'one');
  expect(await lost).toBe('lost');
  const next = visitor.run('echo two', never);
  expect(await again).toBe('echo two\n');
  const last = say(`did/${mac}/2`, 'two').catch(() => '');
  expect(await next).toBe('two');
  await desk.close();
  await last;
});

it('ends a question to a machine that starts anew, and when it is told to', async () => {
  const visitor = desk.visitor(mac);
  const first = say(`arrived/${mac}`, arrival);
  expect((await visitor.arrival(never)).from).toBe('cd0');
  const answer = visitor.run('echo one', never);
  await first;
  const anew = say(`arrived/${mac}`, 'from=hd0').catch(() => '');
  await expect(answer).rejects.toThrow('started anew');
  expect((await visitor.arrival(never)).from).toBe('hd0');
  const stop = new AbortController();
  const nobody = visitor.arrival(stop.signal);
  stop.abort(new Error('stopped'));
  await expect(nobody).rejects.toThrow('stopped');
  await desk.close();
  await anew;
});

it('hands out images, and knows no strangers', async () => {
  const url = desk.imageUrl('127.0.0.1', 'image');
  const got = await fetch(url);
  expect([got.headers.get('content-length'), await got.text()]).toEqual(['8', 'an image']);
  expect((await fetch(url, { method: 'HEAD' })).headers.get('content-length')).toBe('8');
  expect(await (await fetch(desk.imageUrl('127.0.0.1', 'other'))).text()).toBe('another');
  desk.visitor(mac);
  for (const [method, path] of [
    ['POST', '/guest/arrived/52:54:00:00:00:01'],
    ['GET', `/guest/arrived/${mac}`],
    ['POST', `/guest/other/${mac}`],
    ['GET', '/etc/passwd'],
  ] as const)
    expect((await fetch(`http://127.0.0.1:${port}${path}`, { method })).status, `${method} ${path}`).toBe(404);
});

it('reads nothing that is too long, or does not say how long it is', async () => {
  desk.visitor(mac);
  const url = `${desk.url('127.0.0.1')}/arrived/${mac}`;
  expect((await fetch(url, { method: 'POST', body: 'x'.repeat(70_000) })).status).toBe(404);
  const body = new Blob(['from=cd0']).stream();
  const endless = { method: 'POST', body, duplex: 'half' } as RequestInit;
  expect((await fetch(url, endless)).status).toBe(404);
});

it('cannot be opened twice on one port', async () => {
  await expect(openDesk(['127.0.0.1'], port, [])).rejects.toThrow('EADDRINUSE');
});

/** What comes back through a tunnel to a port of a machine. */
const call = async (authority: string, words: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1');
  socket.write(`CONNECT ${authority} HTTP/1.1\r\nHost: desk\r\n\r\n${words}`);
  return text(socket);
};

it('hands over who has come to a machine, with what he has said already', async () => {
  desk.visitor(mac).onCaller((to, caller) => {
    caller.once('data', (said: Buffer) => caller.end(`${to} heard ${said.toString()}`));
  });
  expect(await call(`${mac.replaceAll(':', '-')}:6443`, 'hello')).toBe('HTTP/1.1 200 OK\r\n\r\n6443 heard hello');
  expect(await call('52-54-00-00-00-01:6443', 'hello')).toContain('404');
  expect(await call('example.org:443', 'hello')).toContain('404');
});

it('keeps nobody waiting when it closes, and nobody who has come to a machine that expects none', async () => {
  const waiting = new Promise<void>((handed) => desk.visitor(mac).onCaller(() => handed()));
  const ended = call(`${mac.replaceAll(':', '-')}:443`, 'hello');
  await waiting;
  desk.visitor('52:54:00:00:00:02');
  await call('52-54-00-00-00-02:443', 'hello').catch(() => '');
  await desk.close();
  await ended.catch(() => '');
});
