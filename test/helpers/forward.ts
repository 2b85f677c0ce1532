import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import type { Namespace } from './namespace.js';

// What runs inside: TCP to a unix socket. Given as text, so that it needs no loader there.
const inner = `
const { connect, createServer } = require('node:net');
const [path, port] = process.argv.slice(1);
createServer((tcp) => {
  const unix = connect(path);
  tcp.pipe(unix).pipe(tcp);
  tcp.on('error', () => unix.destroy());
  unix.on('error', () => tcp.destroy());
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
`;

/** Carries 127.0.0.1:port of the namespace to the same outside, by way of a unix socket at `path`. Returns what ends it. */
export const forward = async (namespace: Namespace, path: string, port: number): Promise<() => Promise<void>> => {
  const server = createServer((unix) => {
    const tcp = connect(port, '127.0.0.1');
    // Either end may go away at any time, as with any network: there is nobody to tell.
    pipeline(unix, tcp, unix, () => {
      unix.destroy();
      tcp.destroy();
    });
  }).listen(path);
  await once(server, 'listening');

  const [program = '', ...args] = namespace.inNetwork;
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', program, ...args, process.execPath, '-e', inner, path, String(port)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const gone = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    gone.then(([status]) => Promise.reject(new Error(`forward of port ${port} ended: ${String(status)}`))),
  ]);
  return async () => {
    child.kill('SIGKILL');
    await gone;
    server.close();
  };
};
