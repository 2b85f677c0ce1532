/** Against sockets on loopback that answer as somebody in a lab would. */
import { createSocket, type RemoteInfo } from 'node:dgram';
import { createServer } from 'node:http';
import { createServer as createTcp, type Server } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { reverseName } from '../../dns/reverse.js';
import { clock, questionOf, readAnswer } from './clock.js';
import { http } from './http.js';
import { greet, listens } from './sockets.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});
const never = new AbortController().signal;

const udp = (answer: (packet: Buffer) => Buffer | undefined): Promise<number> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    closing.push(() => socket.close());
    socket.on('message', (packet: Buffer, { port, address }: RemoteInfo) => {
      const text = answer(packet);
      if (text !== undefined) socket.send(text, port, address);
    });
    socket.bind(0, '127.0.0.1', () => resolve(socket.address().port));
  });

const portOf = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    closing.push(() => server.close());
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

/** An answer of NTP that is `ahead` seconds of this host. */
const answerTo = (question: Buffer, ahead: number, head = 0x24): Buffer => {
  const answer = Buffer.alloc(48);
  answer[0] = head;
  answer[1] = 2;
  question.copy(answer, 24, 40, 48);
  for (const at of [32, 40]) answer.writeUInt32BE(Math.floor(Date.now() / 1000) + 2_208_988_800 + ahead, at);
  return answer;
};

it('reads the time that a server tells', async () => {
  const port = await udp((question) => answerTo(question, 3600));
  const { offset, ...rest } = await clock('127.0.0.1', never, port);
  expect(rest).toEqual({ stratum: 2, synchronized: true });
  expect(Math.round(offset / 60)).toBe(60);
});

it('believes nobody who does not repeat the question, and asks again', async () => {
  let asked = 0;
  const port = await udp((question) => {
    asked += 1;
    const answer = answerTo(question, 0, 0xe4);
    return asked === 1 ? Buffer.from(answer).fill(0, 24, 32) : answer;
  });
  expect(await clock('127.0.0.1', never, port)).toMatchObject({ synchronized: false });
  expect(asked).toBeGreaterThan(1);
});

it('computes the offset from both ways', () => {
  const secret = Buffer.from('12345678');
  expect(questionOf(secret).subarray(40)).toEqual(secret);
  const answer = Buffer.alloc(48);
  answer[0] = 0x24;
  secret.copy(answer, 24);
  answer.writeUInt32BE(2_208_988_800 + 110, 32);
  answer.writeUInt32BE(2_208_988_800 + 110, 40);
  expect(readAnswer(answer, secret, 100, 102)?.offset).toBe(9);
  expect(readAnswer(answer.subarray(0, 47), secret, 100, 102)).toBeUndefined();
  expect(readAnswer(answer, Buffer.from('87654321'), 100, 102)).toBeUndefined();
});

it('is told where nobody tells the time, or gives up', async () => {
  await expect(clock('127.0.0.1', never, 1)).rejects.toThrow(/ECONNREFUSED/);
  // What the kernel refuses at once, as it does where there is no route.
  await expect(clock('255.255.255.255', never, 123)).rejects.toThrow(/EACCES/);
  const port = await udp(() => undefined);
  await expect(clock('127.0.0.1', AbortSignal.timeout(10), port)).rejects.toThrow('no answer');
});

it('tells a refusal from silence, and both from nobody', async () => {
  const refusing = await portOf(createTcp((socket) => void socket.end()));
  expect(await greet('127.0.0.1', refusing, 'api.example.com', never)).toEqual({ outcome: 'refused' });
  const silent = await portOf(createTcp((socket) => void socket.on('error', () => {})));
  const soon = new AbortController();
  const greeting = greet('127.0.0.1', silent, 'api.example.com', soon.signal);
  expect(await listens('127.0.0.1', silent, never)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 50));
  soon.abort();
  expect(await greeting).toEqual({ outcome: 'silent' });
  expect(await greet('127.0.0.1', 1, 'api.example.com', never)).toMatchObject({ outcome: 'unreachable' });
  expect(await listens('127.0.0.1', 1, never)).toBe(false);
});

it('asks over http with credentials, and takes what is no JSON for nothing', async () => {
  const server = createServer((request, response) => {
    response.statusCode = request.headers.authorization === undefined ? 401 : 200;
    response.end(request.url === '/json' ? '{"a":1}' : '<html>');
  });
  const port = await portOf(server);
  const question = { scheme: 'http', address: '127.0.0.1', port, path: '/json' } as const;
  expect(await http(question, never)).toEqual({ status: 401, body: { a: 1 } });
  expect(await http({ ...question, path: '/', credentials: { user: 'a', password: 'b' } }, never)).toEqual({
    status: 200,
  });
  await expect(http({ ...question, port: 1 }, never)).rejects.toThrow(/ECONNREFUSED/);
});

it('asks for addresses by the name that RFC 1035 and RFC 3596 give them', () => {
  expect(reverseName('192.168.135.163')).toBe('163.135.168.192.in-addr.arpa');
  expect(reverseName('2001:db8::1')).toBe(`1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`);
});
