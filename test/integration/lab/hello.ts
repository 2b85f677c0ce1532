import type { Namespace } from '../../helpers/namespace.js';

// What runs inside: takes down the hello of Node's own TLS client, and sends it anew in pieces. The first record ends
// before the name, in the client's random number.
const inner = `
const { connect, createServer } = require('node:net');
const tls = require('node:tls');
const [address, name, form] = process.argv.slice(1);
const record = (hello, body) => Buffer.concat([hello.subarray(0, 3), Buffer.from([body.length >> 8, body.length & 255]), body]);
const pieces = (hello) => {
  const at = hello.indexOf(name) + 4;
  return form === 'packets'
    ? [hello.subarray(0, 60), hello.subarray(60, at), hello.subarray(at)]
    : [Buffer.concat([record(hello, hello.subarray(5, 25)), record(hello, hello.subarray(25))])];
};
const server = createServer((socket) => socket.once('data', async (hello) => {
  server.close();
  socket.destroy();
  const client = connect(6443, address).setNoDelay();
  client.once('data', () => process.exit(console.log('answered')));
  client.once('close', () => process.exit(console.log('closed')));
  client.on('error', () => {});
  for (const piece of pieces(hello)) {
    client.write(piece);
    await new Promise((next) => setTimeout(next, 200));
  }
}));
server.listen(0, '127.0.0.1', () => {
  tls.connect({ port: server.address().port, host: '127.0.0.1', servername: name }).on('error', () => {});
});
`;

/** Says a hello for the name to the API's port, in several packets or in several TLS records (RFC 8446 5.1). */
export const splitHello = async (
  namespace: Namespace,
  name: string,
  form: 'packets' | 'records',
  address = '10.8.3.197',
): Promise<string> => (await namespace.exec(process.execPath, '-e', inner, address, name, form)).trim();
